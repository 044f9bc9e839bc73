"""Bytes and files into records and dumps: one reader a format, one registry; what is refused has a reason."""

from pipelines.sources.documents import DumpPart, Reading, Refusal, SourceDocument
from pipelines.sources.inputs import find_inputs, readable_entries
from pipelines.sources.limits import DEFAULT_LIMITS, ReadLimits
from pipelines.sources.mapping import FIELDS, MappingError, parsed_mapping
from pipelines.sources.names import side_file_beside, stem_of, uri_of
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
    "parsed_mapping",
    "read_source",
    "readable_entries",
    "side_file_beside",
    "stem_of",
    "uri_of",
]
