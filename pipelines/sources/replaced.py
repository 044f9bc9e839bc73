"""Bytes that are in no encoding: they become U+FFFD, counted, with the place of the first."""

import re
from dataclasses import dataclass

from pipelines.sources.documents import UnreadableError

MAX_REPLACED_SHARE = 0.02
"""Share of bytes that are in no encoding over which a text is refused; fewer become U+FFFD and are counted."""

_ESCAPED = re.compile("[\udc80-\udcff]")
"""What `surrogateescape` makes of a byte that is in no encoding."""


@dataclass(slots=True)
class Replaced:
    """Bytes that are in no encoding, and stand as U+FFFD.

    Attributes:
        count: How many.
        first: Where the first one stood, such as `byte 1207 (e9)`.
    """

    count: int = 0
    first: str | None = None

    def repaired(self, text: str, offset: int, encoding: str = "utf-8") -> str:
        """`text`, decoded with `surrogateescape`, with U+FFFD in place of bytes; each is counted.

        Args:
            text: Decoded text.
            offset: Byte at which it starts in its file.
            encoding: The encoding that it was decoded from.
        """
        if text.isascii() or not (bad := _ESCAPED.search(text)):
            return text
        if self.first is None:
            place = offset + len(text[: bad.start()].encode(encoding, "surrogateescape"))
            self.first = f"byte {place} ({ord(bad.group()) - 0xDC00:02x})"
        text, count = _ESCAPED.subn("\ufffd", text)
        self.count += count
        return text

    def require_few(self, total: int) -> None:
        """Refuse what is damage for the greater part.

        Args:
            total: Size of the text, bytes.

        Raises:
            UnreadableError: `invalid_encoding`.
        """
        if self.count > MAX_REPLACED_SHARE * total:
            detail = (
                f"{self.count} bytes of {total} are in no known encoding, the first at {self.first}; "
                "repair or convert it, e.g. `iconv -f utf-8 -t utf-8 -c` drops what is invalid"
            )
            raise UnreadableError("invalid_encoding", detail, position=(self.first or "").partition(" (")[0])
