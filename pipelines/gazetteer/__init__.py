"""Places by name: the embedded gazetteer, or a full one that was installed."""

from pipelines.gazetteer.columns import GazetteerFileError
from pipelines.gazetteer.gazetteer import EMBEDDED_FILE, Gazetteer
from pipelines.gazetteer.normalise import normalise_name
from pipelines.gazetteer.place import (
    NAME_KINDS,
    NAME_SCORES,
    Candidate,
    Containment,
    NameSpan,
    Place,
)

__all__ = [
    "EMBEDDED_FILE",
    "NAME_KINDS",
    "NAME_SCORES",
    "Candidate",
    "Containment",
    "Gazetteer",
    "GazetteerFileError",
    "NameSpan",
    "Place",
    "normalise_name",
]
