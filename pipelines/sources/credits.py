"""Whose text a dump is: what its folder says, or the text's own credit."""

import re
from collections import Counter
from pathlib import Path

from pipelines.sources.decoding import storable

MIN_CREDITS = 2
"""Credits of one name that a text of several articles must have; a single one may be a quotation."""

MAX_OTHER_SHARE = 0.1
"""Share of credits of other names over which a text has several sources."""

MAX_CHARS_PER_CREDIT = 12_000
"""Text that one credit may stand for, about 2,000 words or four articles: two agency stories do not name a whole dump."""

_MAX_NAME_CHARS = 60
_NAME = r"(?P<name>[A-Z][^\n\r|;:()\[\]]{1,58}?)"
_CREDITS = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        rf"^[ \t]*(?:Source|Publication|Newspaper|Publisher|Outlet|SOURCE|PUBLICATION)[ \t]*:[ \t]*{_NAME}[ \t]*$",
        rf"(?:©|\([cC]\)|Copyright|COPYRIGHT)[ \t]*(?:\(c\)[ \t]*|©[ \t]*)?(?:\d{{4}}[ \t]*,?[ \t]*)?{_NAME}(?:[ \t]+\d{{4}})?(?:[.,][ \t]*(?:All|ALL)\b.*|[ \t]*\.)?[ \t]*$",
        r"^[A-Z][A-Za-z'. -]{2,40}(?:, [A-Z][\w. ]{2,30})?(?:, [A-Z][a-z]{2,8}\.? \d{1,2})? \((?P<name>[A-Z][\w. ]{1,30})\)[ \t]*(?:-|--|—|–)",
    )
)
_COMPANY = re.compile(r"\s*(?:,?\s(?:Inc|Ltd|LLC|plc|GmbH|Corp|Company|Co|Limited)\.?)+$", re.IGNORECASE)
_DATE_LIKE = re.compile(r"[\d._\-\s]+|(?:q[1-4]|week|month|year)?[\W_]*\d[\d\W_]*", re.IGNORECASE)


def folder_source(path: Path, root: Path | None) -> str | None:
    """The first folder below `root` on the way to `path`: `landing/bbc/2024/05.txt` is the BBC's.

    None where `path` stands in `root` itself or elsewhere, and for a folder that is called after a date.
    """
    if root is None:
        return None
    try:
        folders = path.relative_to(root).parts[:-1]
    except ValueError:
        return None
    if not folders or _DATE_LIKE.fullmatch(folders[0]):
        return None
    return storable(folders[0].encode("utf-8", "backslashreplace").decode())


class Credits:
    """Counts what a text credits, part by part: `Source: X` lines, copyright lines, agencies after datelines."""

    def __init__(self) -> None:
        self._chars = 0
        self._found: Counter[str] = Counter()
        self._spelling: dict[str, Counter[str]] = {}

    def add(self, text: str) -> None:
        """Take in a part of the text; a credit that stands across two parts is not seen."""
        self._chars += len(text)
        for pattern in _CREDITS:
            for match in pattern.finditer(text):
                name = _COMPANY.sub("", match["name"].strip(" .,\t"))
                if 1 < len(name) <= _MAX_NAME_CHARS:
                    key = re.sub(r"^the\s+", "", name.casefold())
                    self._found[key] += 1
                    self._spelling.setdefault(key, Counter())[name] += 1

    @property
    def source(self) -> str | None:
        """The name that is credited.

        None without two credits of one name, where more than a tenth of the credits name somebody else, and where
        credits are too few for the length of the text.
        """
        if not self._found:
            return None
        key, count = self._found.most_common(1)[0]
        others = self._found.total() - count
        is_sparse = self._chars > MAX_CHARS_PER_CREDIT * count
        if count < MIN_CREDITS or others > MAX_OTHER_SHARE * self._found.total() or is_sparse:
            return None
        return storable(self._spelling[key].most_common(1)[0][0])
