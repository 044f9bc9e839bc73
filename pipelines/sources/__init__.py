"""Bytes and files into records and dumps: one reader a format, one registry; what is refused has a reason."""

from pipelines.sources.documents import DumpPart, Reading, Refusal, SourceDocument
from pipelines.sources.fields import FIELDS, MappingError
from pipelines.sources.inputs import find_inputs
from pipelines.sources.limits import DEFAULT_LIMITS, ReadLimits
from pipelines.sources.reader import read_source

__all__ = [
    "DEFAULT_LIMITS",
    "FIELDS",
    "DumpPart",
    "MappingError",
    "ReadLimits",
    "Reading",
    "Refusal",
    "SourceDocument",
    "find_inputs",
    "read_source",
]
