"""HTML and SVG from values: whatever is not `Markup` is text, and text is escaped.

Characters that would steer the reader's display (controls, overriding or embedding marks of writing direction) are shown as U+FFFD, one
for one; marks that Arabic and Hebrew need stay. Only http and https addresses become links.
"""

import html
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_VOID = frozenset({"meta", "br", "hr", "img", "wbr"})
_SAFE_SCHEMES = frozenset({"http", "https"})
MAX_ADDRESS_CHARS = 2_000
"""Longer addresses are no use to a reader; browsers cut them too."""


class Markup(str):
    """Text that is markup already."""

    __slots__ = ()


EMPTY = Markup()

Content = str | int | float | None
"""What may stand in an element; None is nothing."""


def visible(value: str) -> str:
    """Return the text with U+FFFD for each character that steers a display; its length stays."""
    return _STEERING.sub("\ufffd", value)


def text(value: Content) -> Markup:
    """Return a value as markup: `Markup` as it is, everything else escaped."""
    if isinstance(value, Markup):
        return value
    return EMPTY if value is None else Markup(html.escape(visible(str(value)), quote=True))


def joined(parts: Iterable[Content], between: Content = "") -> Markup:
    """Return the parts one after the other."""
    return Markup(text(between).join(map(text, parts)))


def element(name: str, /, *children: Content, **attributes: Content | bool) -> Markup:
    """Return one element.

    Args:
        name: Its tag.
        children: What it holds.
        attributes: Its attributes; `class_` is `class`, `font_size` is `font-size`, True stands alone, False and None are left out.
    """
    pairs = joined(
        _attribute(key, value) for key, value in attributes.items() if value is not None and value is not False
    )
    if name in _VOID:
        return Markup(f"<{name}{pairs}>")
    return Markup(f"<{name}{pairs}>{joined(children)}</{name}>")


def link(address: str | None, *children: Content, **attributes: Content | bool) -> Markup:
    """Return a link to a web address, or the children alone where the address is none that is safe to follow."""
    if not is_web_address(address):
        return joined(children)
    return element("a", *children, href=address, rel="noopener noreferrer nofollow", **attributes)


def is_web_address(address: str | None) -> bool:
    """Whether an address is http or https, with a host, and without anything that a browser would strip or read differently."""
    if not address or len(address) > MAX_ADDRESS_CHARS or re.search(r"[\s\\]", address) or visible(address) != address:
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme.lower() in _SAFE_SCHEMES and bool(parts.netloc)


def _attribute(key: str, value: Content | bool) -> Markup:  # noqa: FBT001 an attribute may stand alone
    name = key.rstrip("_").replace("_", "-")
    return Markup(f" {name}") if value is True else Markup(f' {name}="{text(value)}"')
