"""The page: what is most worth knowing first, each statement with the words that it rests on."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from pipelines.briefing.mapping import where
from pipelines.briefing.quality import quality
from pipelines.briefing.reading import Findings, originals, read
from pipelines.briefing.scope import Scope
from pipelines.briefing.sections import contradictions, new_names, rising, rising_name, said, spellings, stories
from pipelines.briefing.words import counted, span_words
from pipelines.pictures import Markup, element, joined
from pipelines.pictures.pages import page
from pipelines.warehouse import Session


class Section(NamedTuple):
    """A part of the page: its anchor, its name, and what makes it; no markup means that there is nothing to say."""

    anchor: str
    name: Callable[[Findings], str]
    make: Callable[[Findings], Markup]


class Part(NamedTuple):
    """A section as made."""

    anchor: str
    name: str
    body: Markup


SECTIONS: Sequence[Section] = (
    Section("stories", lambda _: "Leading stories", stories),
    Section("where", lambda _: "Where it happened", where),
    Section("rose", rising_name, rising),
    Section("said", lambda _: "Who said what", said),
    Section("claims", lambda _: "Claims that contradict", contradictions),
    Section("new", lambda _: "New names", new_names),
    Section("spellings", lambda _: "Spellings", spellings),
    Section("quality", lambda _: "How good the data is", quality),
)
"""In the order of the page."""


def briefing_page(session: Session, scope: Scope) -> str:
    """Return the briefing as a whole HTML document."""
    return page_of(read(session, scope))


def page_of(found: Findings) -> str:
    """Return what was found as a whole HTML document."""
    made = [Part(section.anchor, section.name(found), section.make(found)) for section in SECTIONS]
    shown = [part for part in made if part.body]
    title = f"Briefing: {subject(found.scope)}"
    return page(
        title,
        element("a", "Skip to the stories", href=f"#{shown[0].anchor}", class_="skip"),
        element(
            "div",
            _header(found, shown),
            element("main", *map(_section, shown)),
            _footer(),
            class_="sheet",
        ),
        description=f"{title}. {_lede(found)}",
    )


def _section(part: Part) -> Markup:
    heading = element("h2", part.name, id=f"{part.anchor}-heading")
    return element("section", heading, part.body, id=part.anchor, aria_labelledby=f"{part.anchor}-heading")


def subject(scope: Scope) -> str:
    """Return what a briefing is about: its place and days."""
    days = span_words(scope.since, scope.until) if scope.since and scope.until else "all articles, none of them dated"
    return f"{scope.place}, {days}" if scope.place else days


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]


def _header(found: Findings, parts: Sequence[Part]) -> Markup:
    entries = (element("li", element("a", part.name, href=f"#{part.anchor}")) for part in parts)
    return element(
        "header",
        element("p", "News briefing", class_="kicker"),
        element("h1", element("bdi", _begun(subject(found.scope)))),
        element("p", _lede(found), class_="lede"),
        _tally(found),
        element("nav", element("ul", *entries), aria_label="Sections"),
    )


def _lede(found: Findings) -> str:
    """What the page would say if it had one sentence or two."""
    if not found.scope.chosen.num_rows:
        return _nothing(found)
    told = [f"Most told: {found.stories[0]['label']}."] if found.stories else []
    places = ", ".join(place["place_name"] for place in found.places[:3])
    return " ".join([*told, *([f"Most named on the ground: {places}."] if places else [])])


def _nothing(found: Findings) -> str:
    undated = found.quality["undated_count"]
    beside = f" {counted(undated, 'article')} of this warehouse have no date." if undated else ""
    return f"No article of this warehouse is dated in these days.{beside} Try other days (--since, --until)."


def _tally(found: Findings) -> Markup:
    chosen = found.scope.chosen
    sources = {code for codes in chosen.column("source_codes").to_pylist() for code in codes or ()}
    told = len({story for story in chosen.column("story_id").to_pylist() if story})
    numbers = (
        (originals(chosen), "articles"),
        (chosen.num_rows - originals(chosen), "copies beside"),
        (len(sources), "sources"),
        (told, "stories"),
    )
    pairs = (element("div", element("dt", name), element("dd", f"{number:,}")) for number, name in numbers)
    return element("dl", *pairs, class_="tally")


def _footer() -> Markup:
    lines = (
        "Made by Dateline from the warehouse alone. What is marked was read by a program: open the passage before you rely on it.",
        "Outlines: Natural Earth (public domain). Place names: GeoNames (CC BY 4.0). Topics: IPTC Media Topics (CC BY 4.0).",
    )
    return element("footer", joined(element("p", line) for line in lines))
