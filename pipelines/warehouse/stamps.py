"""Stamps tell one state of a file from another; those of publications are kept in the working folder."""

import json
from collections.abc import Mapping
from pathlib import Path

PARTIAL_SUFFIX = ".partial"
RECORD_NAME = "published.json"
"""Keeps the stamps of the files that were put at the named path last."""


def file_stamp(path: Path) -> list[int] | None:
    """Return what tells one state of a file from another: inode, size and time of last change; None without a file."""
    try:
        stat = path.stat()
    except FileNotFoundError:
        return None
    return [stat.st_ino, stat.st_size, stat.st_mtime_ns]


def write_record(folder: Path, stamps: Mapping[int, list[int] | None]) -> None:
    """Keep in the working folder the stamps of the files that may rightly stand at the named path, by publication."""
    unfinished = folder / (RECORD_NAME + PARTIAL_SUFFIX)
    unfinished.write_text(json.dumps({str(n): stamp for n, stamp in stamps.items() if stamp}), encoding="utf-8")
    unfinished.replace(folder / RECORD_NAME)
