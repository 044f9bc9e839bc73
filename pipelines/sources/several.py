"""Pages that hold several articles: live blogs, and round-ups that print each story whole.

A live blog that states its updates (schema.org `LiveBlogPosting`) is read as stated. Else each outermost `<article>` with
a heading of its own and running text is one; teasers and comments have no such text or no heading.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from pipelines.sources.values import string_of

MIN_UPDATE_WORDS = 12
"""Words of a stated update; shorter ones are markers such as "More to come"."""
MIN_ARTICLE_WORDS = 80
"""Words in the paragraphs of an `<article>`: teasers have 20 to 40, the shortest stories of round-ups about 100."""
MAX_PARTS = 500
"""Parts of one page; the longest live blogs have 300 updates."""
MAX_LARGEST_SHARE = 0.7
"""Share of the words of all printed articles that the largest may have; above, the page is that article with something beside it."""
MIN_SHARE = 0.5
"""Share of the page's main text that its parts must hold; fewer would lose what stands around them."""
_LINKED_DATA = re.compile(r"<script[^>]{0,200}application/ld\+json[^>]{0,200}>", re.IGNORECASE)
_LINKED_DATA_END = "</script"
_HEADINGS = ("h1", "h2", "h3")
_MAX_DEPTH = 6

Part = dict[str, Any]


def parts_of(html: str, shown: str, main_text: str) -> list[Part]:
    """The articles of a page that holds several, as records; none for a page that is one article.

    Args:
        html: The page with its linked data.
        shown: The page without scripts.
        main_text: Its main content as one text.
    """
    stated = list(_stated_updates(html)) if "LiveBlogPosting" in html else []
    several = stated if len(stated) > 1 else []
    if not several and shown.count("<article") > 1:
        printed = list(_printed_articles(shown))
        sizes = [len(part["text"].split()) for part in printed]
        is_round_up = len(sizes) > 1 and max(sizes) <= MAX_LARGEST_SHARE * sum(sizes)
        several = printed if is_round_up else []
    held = sum(len(part["text"].split()) for part in several)
    return several[:MAX_PARTS] if held >= MIN_SHARE * len(main_text.split()) else []


def _stated_updates(html: str) -> Iterator[Part]:
    for block in _linked_data(html):
        try:
            value = json.loads(block)
        except (ValueError, RecursionError):
            continue
        for blog in _live_blogs(value):
            updates = blog.get("liveBlogUpdate")
            for update in updates if isinstance(updates, list) else [updates]:
                if isinstance(update, dict) and (part := _update(update)):
                    yield part


def _linked_data(html: str) -> Iterator[str]:
    """The linked data of a page, in time that grows with its size alone."""
    end = 0
    for opening in _LINKED_DATA.finditer(html):
        if opening.start() >= end:
            end = html.find(_LINKED_DATA_END, opening.end())
            if end < 0:
                return
            yield html[opening.end() : end]


def _live_blogs(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - JSON is anything
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from _live_blogs(item, depth + 1)
    elif isinstance(value, dict):
        kinds = value.get("@type")
        if "LiveBlogPosting" in (kinds if isinstance(kinds, list) else [kinds]):
            yield value
        else:
            for item in value.values():
                yield from _live_blogs(item, depth + 1)


def _update(update: dict[str, Any]) -> Part | None:
    body = update.get("articleBody")
    if not isinstance(body, str) or len(body.split()) < MIN_UPDATE_WORDS:
        return None
    part = {
        "text": body,
        "title": update.get("headline"),
        "published_at": update.get("datePublished"),
        "url": update.get("url"),
        "author": string_of(update.get("author")),
    }
    return {name: value for name, value in part.items() if isinstance(value, str) and value.strip()}


def _printed_articles(html: str) -> Iterator[Part]:
    from lxml import etree
    from lxml import html as parser

    try:
        root = parser.document_fromstring(html)
    except (etree.LxmlError, ValueError):
        return
    for element in root.iter("article"):
        if next(element.iterancestors("article"), None) is not None:
            continue
        title = next((text for name in _HEADINGS for found in element.iter(name) if (text := _words(found))), "")
        paragraphs = [text for found in element.iter("p") if (text := _words(found))]
        if title and sum(len(text.split()) for text in paragraphs) >= MIN_ARTICLE_WORDS:
            part = {"title": title, "text": "\n\n".join(paragraphs)}
            moment = next((time.get("datetime") for time in element.iter("time") if time.get("datetime")), None)
            if moment:
                part["published_at"] = moment
            yield part


def _words(element: Any) -> str:  # noqa: ANN401 - lxml has no types
    return " ".join(element.text_content().split())
