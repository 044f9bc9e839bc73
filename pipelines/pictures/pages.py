"""A page that stands alone: no script, nothing to load, and a policy that forbids both."""

import base64
import hashlib
from functools import lru_cache
from pathlib import Path

from pipelines.pictures.markup import Content, Markup, element, joined, text
from pipelines.pictures.palette import DARK, LIGHT, variables

_HERE = Path(__file__).parent
POLICY = "default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
"""Only the page's own style sheet applies, told by its digest: no script, picture, font, frame or address of another place."""


@lru_cache(maxsize=1)
def style_sheet() -> str:
    """Return the style of pages and pictures, for light and dark displays and for paper."""
    sheets = "".join((_HERE / name).read_text(encoding="utf-8") for name in ("page.css", "picture.css"))
    return (
        f":root{{color-scheme:light dark;{variables(LIGHT)}}}"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{variables(DARK)}}}}}{sheets}"
    )


@lru_cache(maxsize=1)
def picture_style() -> str:
    """Return the style of a picture that stands alone, in the light colours."""
    return f"svg{{{variables(LIGHT)}background:var(--paper)}}{(_HERE / 'picture.css').read_text(encoding='utf-8')}"


def page(title: str, *body: Content, description: str = "") -> str:
    """Return a whole HTML document.

    Args:
        title: What the window is called; text.
        body: What the body holds.
        description: One sentence on what it is.
    """
    style = style_sheet()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    head = joined(
        (
            element("meta", charset="utf-8"),
            element("meta", http_equiv="Content-Security-Policy", content=Markup(POLICY.format(digest=digest))),
            element("meta", name="viewport", content="width=device-width, initial-scale=1"),
            element("meta", name="referrer", content="no-referrer"),
            element("meta", name="generator", content="Dateline"),
            element("meta", name="description", content=description) if description else None,
            element("title", title),
            element("style", Markup(style)),
        )
    )
    return f'<!doctype html>\n<html lang="en">\n<head>{head}</head>\n<body>\n{joined(body, Markup(chr(10)))}\n</body>\n</html>\n'


def standalone(picture: Markup) -> str:
    """Return a picture as an SVG file with its style inside."""
    opening, _, rest = picture.partition(">")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{opening}><style>{text(Markup(picture_style()))}</style>{rest}\n'
