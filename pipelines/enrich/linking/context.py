"""What an article says around its entities: countries, its day, and the words that stand beside a name."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

WINDOW_CHARS = 70
"""Characters before and after a mention in which a title or an office stands: "Foreign Minister", "the senator from"."""
COUNTED_CHARS = 4_000
"""Characters of a text, some 650 words, whose words of government and sport are counted: articles do not change subject."""
BESIDE_CHARS = 2
"""A bracket or a number stands beside a name: with at most a space between."""
MOST_WINDOWS = 6
"""Mentions of an entity that are looked around: the first ones, where articles introduce people."""
GOVERNMENT = frozenset(
    ["minister", "ministers", "ministry", "president", "presidential", "premier", "government", "cabinet", "parliament", "parliamentary", "senator", "senators", "senate", "congress", "congressman", "congresswoman", "lawmaker", "lawmakers", "legislator", "legislators", "deputy", "governor", "mayor", "election", "elections", "elected", "electoral", "vote", "votes", "voters", "party", "coalition", "opposition", "ambassador", "diplomat", "diplomatic", "chancellor", "secretary", "politician", "political", "politics", "policy", "republican", "democrat", "democrats", "republicans", "democratic", "rep", "mp", "mps", "statesman", "leader", "leaders", "foreign", "defense", "defence", "state", "administration", "treaty", "sanctions", "kremlin", "bill"]
)  # fmt: skip
"""Words of articles in which office-holders act."""
SPORT = frozenset(
    ["match", "matches", "game", "games", "season", "coach", "league", "cup", "tournament", "championship", "championships", "player", "players", "team", "teams", "goal", "goals", "scored", "score", "round", "rounds", "final", "finals", "semifinal", "innings", "wicket", "wickets", "batting", "bowling", "tennis", "soccer", "football", "basketball", "baseball", "hockey", "rugby", "golf", "cricket", "olympic", "olympics", "medal", "race", "seed", "beat", "defeated", "win", "wins", "won", "club", "stadium", "striker", "midfielder", "goalkeeper", "quarterback", "pitcher", "inning", "standings", "division", "champion", "champions"]
)  # fmt: skip
"""Words of articles in which the name of a country or of a town is a team."""
NOT_TELLING = frozenset(
    ["of", "the", "and", "for", "in", "to", "a", "an", "member", "members", "acting", "former", "general", "national", "state", "united", "deputy", "first", "chief", "representative", "house", "people", "republic", "federal", "office"]
)  # fmt: skip
"""Words of the names of offices that tell nothing of the one who holds it."""
_WORD = re.compile(r"[^\W\d_]+")
_NEWS_MARKS = "’‘“”—–…\xa0"
"""Marks beside which most articles have no other letter than A to Z."""
_SMALL_LETTERS = bytes(
    ord(chr(code).lower()) if code < 128 and chr(code).isalpha() else ord(" ") for code in range(256)
)
"""Of each byte of ASCII the small letter, or a space: to translate bytes takes a third of the time that texts take."""
_COUNTED = GOVERNMENT | SPORT


class ArticleRow(NamedTuple):
    """What is read of a row of `core.articles`."""

    article_id: str
    title: str | None
    text: str
    day: date | None


class MentionRow(NamedTuple):
    """What is read of a row of `core.entity_mentions`, with its entity's canonical name."""

    field: str
    start: int
    end: int
    entity_type: str
    local_name: str
    entity_id: str
    canonical_name: str


class PlaceRow(NamedTuple):
    """What is read of a row of `core.place_mentions`."""

    field: str
    start: int
    end: int
    place_id: str | None
    country_code: str | None
    resolution_basis: str
    role: str


@dataclass(slots=True)
class Mentioned:
    """An entity in an article.

    Attributes:
        entity_id: The entity.
        entity_type: OntoNotes name.
        names: Its local names in the article, the most frequent first, and its canonical name.
        is_in_full: Whether the article itself has a name of two words or more; a canonical name may come from others.
        count: Its mentions.
        spans: Field, start and end of its mentions.
        around: Words that stand beside its mentions; filled by `look_around`, as the marks are.
        places: GeoNames ids that its mentions resolve to.
        associative_count: Mentions that stand for something else than the location.
        bracketed_count: Mentions in brackets: "Johnson (U.S.)".
        numbered_count: Mentions beside a number: "Germany 2 Portugal 0".
    """

    entity_id: str
    entity_type: str
    names: tuple[str, ...]
    is_in_full: bool = False
    count: int = 0
    spans: list[tuple[str, int, int]] = field(default_factory=list)
    around: set[str] = field(default_factory=set)
    places: set[int] = field(default_factory=set)
    associative_count: int = 0
    bracketed_count: int = 0
    numbered_count: int = 0


@dataclass(frozen=True, slots=True)
class Article:
    """What linking sees of an article.

    Attributes:
        article_id: The article.
        day: When it was published, or the middle of a short interval (`reading.day_of`); None when nothing is known.
        countries: Share of its place mentions by country.
        government_share: Government words among its words.
        sport_share: The same of sport.
        mentioned: Its entities that a pack may know, by first mention.
        texts: Its text and title, by field.
    """

    article_id: str
    day: date | None
    countries: Mapping[str, float]
    government_share: float
    sport_share: float
    mentioned: Sequence[Mentioned]
    texts: Mapping[str, str]


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters."""
    if not text.isascii():
        for mark in _NEWS_MARKS:
            text = text.replace(mark, " ")
    if text.isascii():
        return text.encode().translate(_SMALL_LETTERS).decode().split()
    return _WORD.findall(text.lower())


def read_article(article: ArticleRow, mentions: Iterable[MentionRow], places: Iterable[PlaceRow]) -> Article:
    """Return what linking sees of one article.

    Args:
        article: The article.
        mentions: Its mentions, in the order of the text.
        places: Its place mentions.
    """
    by_span = {(place.field, place.start): place for place in places}
    countries = Counter(place.country_code for place in by_span.values() if place.country_code)
    total = sum(countries.values())
    words = words_of(article.text[:COUNTED_CHARS])
    counted = list(filter(_COUNTED.__contains__, words))
    return Article(
        article_id=article.article_id,
        day=article.day,
        countries={country: count / total for country, count in countries.items()},
        government_share=sum(map(GOVERNMENT.__contains__, counted)) / max(len(words), 1),
        sport_share=sum(map(SPORT.__contains__, counted)) / max(len(words), 1),
        mentioned=_mentioned(mentions, by_span),
        texts={"text": article.text, "title": article.title or ""},
    )


def _mentioned(mentions: Iterable[MentionRow], by_span: Mapping[tuple[str, int], PlaceRow]) -> tuple[Mentioned, ...]:
    """Return the entities of an article by their first mention."""
    found: dict[str, Mentioned] = {}
    locals_of: dict[str, dict[str, int]] = {}
    for mention in mentions:
        entity_id = mention.entity_id
        entity = found.get(entity_id)
        if entity is None:
            entity = found[entity_id] = Mentioned(entity_id, mention.entity_type, (mention.canonical_name,))
            locals_of[entity_id] = {}
        names = locals_of[entity_id]
        names[mention.local_name] = names.get(mention.local_name, 0) + 1
        entity.count += 1
        entity.spans.append((mention.field, mention.start, mention.end))
        place = by_span.get((mention.field, mention.start))
        if place and place.end == mention.end:
            _add_place(entity, place)
    for entity_id, entity in found.items():
        names = locals_of[entity_id]
        entity.is_in_full = any(" " in name for name in names)
        entity.names = tuple(dict.fromkeys((*sorted(names, key=names.__getitem__, reverse=True), *entity.names)))
    return tuple(found.values())


def look_around(entity: Mentioned, texts: Mapping[str, str]) -> None:
    """Read what stands beside the mentions of an entity: for those that someone is a candidate for, as it costs most."""
    windows = []
    for name, start, end in entity.spans[:MOST_WINDOWS]:
        text = texts[name]
        windows += [text[max(start - WINDOW_CHARS, 0) : start], text[end : end + WINDOW_CHARS]]
    entity.around.update(words_of(" ".join(windows)))
    for name, start, end in entity.spans:
        _add_marks(entity, texts[name], start, end)
    entity.spans.clear()


def _add_marks(entity: Mentioned, text: str, start: int, end: int) -> None:
    before, after = text[max(start - BESIDE_CHARS, 0) : start].rstrip(), text[end : end + BESIDE_CHARS].lstrip()
    entity.bracketed_count += before.endswith("(") and after.startswith(")")
    entity.numbered_count += before[-1:].isdigit() or after[:1].isdigit()


def geonames_number(place_id: str | None) -> int:
    """Return 5 of `geonames:5`; 0, which no place has, of another gazetteer's id and of None."""
    return int(place_id.partition(":")[2]) if place_id and place_id.startswith("geonames:") else 0


def _add_place(entity: Mentioned, place: PlaceRow) -> None:
    number = geonames_number(place.place_id)
    if number and place.resolution_basis != "container":
        entity.places.add(number)
    entity.associative_count += place.role == "associative"
