"""What a file's name says: its uri, its stem, and the side files that belong to it. The one rule, for all rooms."""

from pathlib import Path, PurePath, PurePosixPath

from pipelines.sources.formats import ARCHIVES, COMPRESSIONS, MEDIA_TYPES

SIDE_FILE_SUFFIXES = (".cuts.yaml", ".cuts.yml")
"""Corrections that belong to a dump; they stand beside inputs and are none."""

MEMBER_MARK = "!"
"""Stands between an archive and its member in a uri."""


def uri_of(path: PurePath) -> str:
    """`path` as it is written in the warehouse: bytes of its name that are no UTF-8 are escaped."""
    return printable(str(path))


def printable(name: str) -> str:
    """`name` as text that every database and terminal takes."""
    if name.isascii() and "\0" not in name:
        return name
    return name.replace("\0", "\\x00").encode("utf-8", "backslashreplace").decode()


def member_uri(archive: str, member: str) -> str:
    """Where a member of an archive stands: `archive.zip!folder/member.txt`."""
    return f"{archive}{MEMBER_MARK}{printable(member)}"


def stem_of(name: str) -> str:
    """The last part of a path or uri, without the suffixes of its format, compression and archive, and no others.

    `news.2024.txt.gz` and `week.zip!in/news.2024.txt` have the stem `news.2024`. Letter case does not matter. A name
    that is nothing but suffixes (`.txt`) is its own stem.
    """
    last = PurePosixPath(name.rpartition(MEMBER_MARK)[2]).name
    path = PurePosixPath(last)
    if path.suffix.lower() in ARCHIVES | COMPRESSIONS:
        path = path.with_suffix("")
    if path.suffix.lower() in MEDIA_TYPES or path.suffix.lower() in ARCHIVES:
        path = path.with_suffix("")
    return path.name or last


def is_side_file(name: str) -> bool:
    """True for the name of a file with corrections."""
    return name.lower().endswith(SIDE_FILE_SUFFIXES)


def side_file_names(name: str) -> tuple[str, ...]:
    """The names under which the side file of the input `name` may stand beside it, the most specific first.

    For `news.2024.txt`: `news.2024.txt.cuts.yaml`, `news.2024.txt.cuts.yml`, `news.2024.cuts.yaml`,
    `news.2024.cuts.yml`. The first that exists counts.
    """
    last = PurePosixPath(name.rpartition(MEMBER_MARK)[2]).name
    return tuple(dict.fromkeys(base + suffix for base in (last, stem_of(name)) for suffix in SIDE_FILE_SUFFIXES))


def side_file_beside(path: Path) -> Path | None:
    """The side file that stands beside a file; None where there is none."""
    return next((side for name in side_file_names(path.name) if (side := path.with_name(name)).is_file()), None)
