"""The Dagster code location: the definitions of `defs/location.py`, as `dg`, the servers and every run load them.

Loading makes half a million objects that stay for good. Python would walk through them again and again in search of garbage,
which takes a fifth of the time: it is told to wait, and to leave them aside for ever after.
"""

import gc

was_enabled = gc.isenabled()
gc.disable()
try:
    from pipelines.defs.location import defs
finally:
    gc.freeze()
    if was_enabled:
        gc.enable()

__all__ = ["defs"]
