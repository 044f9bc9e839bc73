"""What an asset calls: each stage takes a warehouse session, does what is not yet done, and says what it did.

Belongs here: the order of read, pure function, write, and what makes a unit of work stale. Keep out: Dagster, and any
rule about text or places, which live in `segment` and `enrich`.
"""
