"""Which suffix says which format: the one registry that finding and reading share."""

from dataclasses import dataclass
from pathlib import PurePath

COMPRESSIONS = frozenset({".gz", ".bz2", ".xz", ".zst"})
ARCHIVES = frozenset({".zip"})

MEDIA_TYPES = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".jsonl": "application/x-ndjson",
    ".ndjson": "application/x-ndjson",
    ".json": "application/json",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".parquet": "application/vnd.apache.parquet",
    ".pq": "application/vnd.apache.parquet",
}
"""Suffix to IANA media type; the reader goes by the media type."""

SIDE_FILE_SUFFIXES = (".cuts.yaml", ".cuts.yml")
"""Corrections that belong to a dump; they stand beside inputs and are none."""


@dataclass(frozen=True, slots=True)
class FileKind:
    """What a file's name says of it.

    Attributes:
        media_type: Media type of the content, compression taken away; empty when the suffix is unknown.
        compression: `.gz`, `.bz2`, `.xz`, `.zst`, or empty.
        is_archive: True for a zip archive, whose members are read one by one.
        stem: The name without any of these suffixes.
    """

    media_type: str
    compression: str
    is_archive: bool
    stem: str

    @property
    def is_readable(self) -> bool:
        """True when there is a reader for it."""
        return self.is_archive or bool(self.media_type)


def file_kind(name: str) -> FileKind:
    """The kind of the file that is called `name`; letter case does not matter."""
    path = PurePath(name)
    suffix = path.suffix.lower()
    if suffix in ARCHIVES:
        return FileKind("", "", is_archive=True, stem=path.stem)
    compression = suffix if suffix in COMPRESSIONS else ""
    if compression:
        path = path.with_suffix("")
    return FileKind(MEDIA_TYPES.get(path.suffix.lower(), ""), compression, is_archive=False, stem=path.stem)


def known_suffixes() -> str:
    """The suffixes that are read, for messages."""
    plain = ", ".join(sorted(MEDIA_TYPES))
    return f"{plain}, each also with {', '.join(sorted(COMPRESSIONS))} after it or inside .zip"


def uri_of(path: PurePath) -> str:
    """`path` as it is written in the warehouse: bytes of its name that are no UTF-8 are escaped."""
    return str(path).encode("utf-8", "backslashreplace").decode()
