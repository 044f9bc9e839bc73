"""What was fetched before: a small file in the folder, one line per answer, the last one of an address counts."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Lock
from typing import Self

from filelock import FileLock, Timeout

STATE_NAME = ".dateline-fetch.jsonl"
"""Hidden, so that no run takes it for news."""
_LOCK_NAME = ".dateline-fetch.lock"
_MAX_STALE_SHARE = 2
"""Lines per address over which the file is written again."""


class BusyError(Exception):
    """Another fetch into the same folder is under way."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of an address.

    Attributes:
        etag: As the server gave it.
        last_modified: As the server gave it.
        sha256: Of the body.
        version: What the list that named it says of its last change.
        path: The file that was written, below the folder; empty for a list.
    """

    etag: str = ""
    last_modified: str = ""
    sha256: str = ""
    version: str = ""
    path: str = ""

    def conditions(self) -> dict[str, str]:
        """The request headers by which a server says that nothing has changed."""
        given = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in given.items() if value}


class State:
    """What was fetched into a folder. A line that was not written to its end counts as none."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / STATE_NAME
        self._lock = Lock()
        self._seen: dict[str, Seen] = {}
        self._lines = 0

    @classmethod
    @contextmanager
    def of(cls, folder: Path) -> Iterator[Self]:
        """Hold the state of a folder, which no other fetch uses meanwhile.

        Raises:
            BusyError: If another one does.
            OSError: If the folder cannot be written.
        """
        folder.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(folder / _LOCK_NAME, timeout=0):
                state = cls(folder)
                state._read()
                yield state
        except Timeout as error:
            raise BusyError(f"{folder}: another fetch into it is under way") from error

    def seen(self, url: str) -> Seen | None:
        """What is known of an address."""
        return self._seen.get(url)

    def note(self, url: str, seen: Seen) -> None:
        """Write down what an address answered."""
        with self._lock:
            self._seen[url] = seen
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps({"url": url, **asdict(seen)}) + "\n")

    def _read(self) -> None:
        if not self._path.is_file():
            return
        with self._path.open(encoding="utf-8", errors="replace") as file:
            for line in file:
                self._lines += 1
                with suppress(ValueError, TypeError, KeyError, AttributeError):
                    values = json.loads(line)
                    url = values.pop("url")
                    if isinstance(url, str) and all(isinstance(value, str) for value in values.values()):
                        self._seen[url] = Seen(**values)
        if self._lines > _MAX_STALE_SHARE * len(self._seen):
            self._rewrite()
        elif self._lines:
            self._end_line()

    def _end_line(self) -> None:
        with self._path.open("rb+") as file:
            file.seek(-1, os.SEEK_END)
            if file.read(1) != b"\n":
                file.write(b"\n")

    def _rewrite(self) -> None:
        fresh = self._path.with_name(f"{STATE_NAME}.new")
        with fresh.open("w", encoding="utf-8") as file:
            for url, seen in self._seen.items():
                file.write(json.dumps({"url": url, **asdict(seen)}) + "\n")
        fresh.replace(self._path)
