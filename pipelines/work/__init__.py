"""What an asset calls: what is pending, who does it, what comes back, one short commit.

Belongs here: the order of asking, reading, working and committing, and the executors. Keep out: Dagster, and any rule about
text or places, which live in their rooms. The working file is closed while a model runs.
"""
