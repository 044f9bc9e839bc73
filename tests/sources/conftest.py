"""Files with a fixed time of last change, and what reading them gives."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from pipelines.sources import Reading, Refusal, read_source

MTIME = datetime(2026, 3, 20, 12, tzinfo=UTC)

Write = Callable[[str, bytes | str], Path]
Read = Callable[..., list[Reading]]


def zstd(content: bytes) -> bytes:
    """One frame of Zstandard."""
    return pa.Codec("zstd").compress(content, asbytes=True)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(name: str, content: bytes | str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        os.utime(path, (MTIME.timestamp(), MTIME.timestamp()))
        return path

    return written


@pytest.fixture
def read_text(write: Write) -> Read:
    """Write a file and read it."""

    def read(name: str, content: bytes | str, **options: Any) -> list[Reading]:
        readings = list(read_source(write(name, content), **options))
        keys = [(r.uri, r.position, r.reason_code) for r in readings if isinstance(r, Refusal)]
        assert len(set(keys)) == len(keys)
        return readings

    return read
