"""Names: which mentions are one entity, within an article and across articles."""

from pipelines.enrich.entities.names.authority import Authority
from pipelines.enrich.entities.names.canonical import Canonicalisation, canonicalise
from pipelines.enrich.entities.names.changes import Changes, changes
from pipelines.enrich.entities.names.local import resolve_local_names
from pipelines.enrich.entities.names.overrides import Override, OverrideError, Overrides, load_overrides
from pipelines.enrich.entities.names.standing import Standing

__all__ = [
    "Authority",
    "Canonicalisation",
    "Changes",
    "Override",
    "OverrideError",
    "Overrides",
    "Standing",
    "canonicalise",
    "changes",
    "load_overrides",
    "resolve_local_names",
]
