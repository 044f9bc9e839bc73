"""Makes gazetteer files: the embedded one from packages and facts, a full one from a GeoNames dump.

Nothing of it is needed when names are looked up.
"""
