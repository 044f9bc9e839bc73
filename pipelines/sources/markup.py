"""Text that stands in HTML inside a record, as plain text."""

import re
from functools import lru_cache
from html.parser import HTMLParser

_TAG = re.compile(
    r"</(?:p|div|a|em|strong|span|li|ul|h[1-6]|blockquote|figure|section|article|b|i)\s*>|<br\s*/?>", re.IGNORECASE
)
_MIN_TAGS = 2
"""Closing tags or line breaks that make a text HTML; one may be a quotation of code."""

_BLOCKS = frozenset(
    [
        "p",
        "div",
        "br",
        "li",
        "ul",
        "ol",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "figure",
        "figcaption",
        "section",
        "article",
        "header",
        "footer",
        "tr",
        "table",
        "hr",
        "pre",
    ]
)
_SILENT = frozenset({"script", "style", "noscript", "template", "svg", "iframe", "head"})
_SPACES = re.compile(r"[ \t\r\f\v\xa0]*\n[ \t\r\f\v\xa0]*")
_BREAKS = re.compile(r"\n{3,}")


def is_markup(text: str) -> bool:
    """True for HTML: at least two closing tags or line breaks, as no plain news text has."""
    return "<" in text and len(_TAG.findall(text, 0, 200_000)) >= _MIN_TAGS


@lru_cache(maxsize=4)
def plain_text(html: str) -> str:
    """What a reader of the page sees of `html`: blocks on lines of their own, entities resolved, scripts left out.

    What was read last is remembered: a record's text is looked at for each of its names that may hold it.
    """
    parser = _Text()
    parser.feed(html)
    parser.close()
    text = "".join(parser.parts)
    return _BREAKS.sub("\n\n", _SPACES.sub("\n", text)).strip()


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = ""
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the base's signature
        """Open a block, or a stretch that is not shown."""
        if tag in _SILENT and not self._silent:
            self._silent, self._depth = tag, 0
        if tag == self._silent:
            self._depth += 1
        elif tag in _BLOCKS:
            self.parts.append("\n" if tag in {"br", "li", "tr"} else "\n\n")

    def handle_endtag(self, tag: str) -> None:
        """Close a block, or a stretch that is not shown."""
        if tag == self._silent:
            self._depth -= 1
            if self._depth <= 0:
                self._silent = ""
        elif tag in _BLOCKS and tag != "br":
            self.parts.append("\n" if tag in {"li", "tr"} else "\n\n")

    def handle_data(self, data: str) -> None:
        """Take what is shown, white space folded as a browser does."""
        if not self._silent:
            self.parts.append(re.sub(r"[ \t\r\n\f\v]+", " ", data))
