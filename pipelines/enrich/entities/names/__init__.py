"""Names: which mentions are one entity, within an article and across articles."""

from pipelines.enrich.entities.names.canonical import Canonicalisation, canonicalise
from pipelines.enrich.entities.names.local import resolve_local_names
from pipelines.enrich.entities.names.overrides import Override, OverrideError, Overrides, load_overrides

__all__ = [
    "Canonicalisation",
    "Override",
    "OverrideError",
    "Overrides",
    "canonicalise",
    "load_overrides",
    "resolve_local_names",
]
