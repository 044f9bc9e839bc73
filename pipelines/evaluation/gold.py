"""Gold data that users bring: how it is read, and what a bad file is told."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

MAX_GOLD_BYTES = 1 << 30
"""A gold set is read by a person first; a gigabyte is a wrong file, not a large gold set."""


class GoldError(ValueError):
    """A gold file is not in a form that the task can be scored on.

    Attributes:
        path: The file.
        place: Where in it, such as `line 12`; empty when the whole file is meant.
        expected: What should have stood there.
    """

    def __init__(self, path: Path, expected: str, *, place: str = "") -> None:
        self.path = path
        self.place = place
        self.expected = expected
        super().__init__(f"{path}: {place}: {expected}" if place else f"{path}: {expected}")


def read_gold_text(path: Path) -> str:
    """The text of a gold file, newlines as LF.

    Raises:
        GoldError: If there is no such file, it is too large, or it is not UTF-8.
    """
    if not path.is_file():
        raise GoldError(path, "expected a file to read")
    if path.stat().st_size > MAX_GOLD_BYTES:
        raise GoldError(path, f"expected at most {MAX_GOLD_BYTES} bytes")
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GoldError(path, "expected UTF-8", place=f"byte {error.start}") from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_gold_jsonl(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each object of a JSONL file with its line number, from 1; blank lines are passed over.

    Raises:
        GoldError: If the file cannot be read, or a line is not one JSON object.
    """
    for number, line in enumerate(read_gold_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (json.JSONDecodeError, RecursionError) as error:
            raise GoldError(path, f"expected one JSON object a line ({error})", place=f"line {number}") from error
        if not isinstance(record, dict):
            raise GoldError(path, "expected a JSON object", place=f"line {number}")
        yield number, record
