"""The Dagster code location: the definitions of `defs/location.py`, as `dg`, the servers and every run load them.

A fifth of the time that loading them took went into the search for garbage.
"""

from pipelines.loading import loading

with loading():
    from pipelines.defs.location import defs

__all__ = ["defs"]
