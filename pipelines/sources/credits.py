"""Whose text a dump is: what its folder says, or the text's own credit."""

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from pipelines.sources.decoding import storable

MIN_CREDITS = 2
"""Credits of one name that a text of several articles must have; a single one may be a quotation."""

MAX_OTHER_SHARE = 0.1
"""Share of credits of other names over which a text has several sources."""

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


def credited_source(texts: Iterable[str]) -> str | None:
    """The source that a text credits: `Source: X` lines, copyright lines, agencies after datelines.

    None without two credits of one name, and where more than a tenth of the credits name somebody else.

    Args:
        texts: The text, in parts.
    """
    found: Counter[str] = Counter()
    spelling: dict[str, Counter[str]] = {}
    for text in texts:
        for pattern in _CREDITS:
            for match in pattern.finditer(text):
                name = _COMPANY.sub("", match["name"].strip(" .,\t"))
                if 1 < len(name) <= _MAX_NAME_CHARS:
                    key = re.sub(r"^the\s+", "", name.casefold())
                    found[key] += 1
                    spelling.setdefault(key, Counter())[name] += 1
    if not found:
        return None
    key, count = found.most_common(1)[0]
    if count < MIN_CREDITS or found.total() - count > MAX_OTHER_SHARE * found.total():
        return None
    return spelling[key].most_common(1)[0][0]
