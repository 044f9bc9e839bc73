"""What an article says around its entities: countries, its day, and the words that stand beside a name."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

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
        places: GeoNames ids that its mentions resolve to, with how many do.
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
    places: Counter[int] = field(default_factory=Counter)
    associative_count: int = 0
    bracketed_count: int = 0
    numbered_count: int = 0


@dataclass(frozen=True, slots=True)
class Article:
    """What linking sees of an article.

    Attributes:
        article_id: The article.
        day: When it was published; None when that is not known.
        countries: Share of its place mentions by country.
        government_share: Government words among its words.
        sport_share: The same of sport.
        mentioned: Its entities, by first mention.
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
    return _WORD.findall(text.lower())


def read_article(
    article: Mapping[str, Any], mentions: Iterable[Mapping[str, Any]], places: Iterable[Mapping[str, Any]]
) -> Article:
    """Return what linking sees of one article.

    Args:
        article: A row of `core.articles`.
        mentions: Its rows of `core.entity_mentions`, in the order of the text, each with `canonical_name`.
        places: Its rows of `core.place_mentions`.
    """
    texts = {"text": article["text"], "title": article["title"] or ""}
    by_span = {(place["field"], place["start_char"]): place for place in places}
    countries = Counter(place["country_code"] for place in by_span.values() if place["country_code"])
    total = sum(countries.values())
    found: dict[str, Mentioned] = {}
    locals_of: dict[str, Counter[str]] = {}
    for mention in mentions:
        entity_id = mention["entity_id"]
        entity = found.get(entity_id)
        if entity is None:
            entity = found[entity_id] = Mentioned(entity_id, mention["entity_type"], (mention["canonical_name"],))
            locals_of[entity_id] = Counter()
        locals_of[entity_id][mention["local_name"]] += 1
        entity.count += 1
        entity.spans.append((mention["field"], mention["start_char"], mention["end_char"]))
        place = by_span.get((mention["field"], mention["start_char"]))
        if place and place["end_char"] == mention["end_char"]:
            _add_place(entity, place)
    for entity_id, entity in found.items():
        entity.is_in_full = any(" " in name for name in locals_of[entity_id])
        entity.names = tuple(dict.fromkeys((*(name for name, _ in locals_of[entity_id].most_common()), *entity.names)))
    words = words_of(article["text"][:COUNTED_CHARS])
    return Article(
        article_id=article["article_id"],
        day=article["published_date"],
        countries={country: count / total for country, count in countries.items()},
        government_share=sum(map(GOVERNMENT.__contains__, words)) / max(len(words), 1),
        sport_share=sum(map(SPORT.__contains__, words)) / max(len(words), 1),
        mentioned=tuple(found.values()),
        texts=texts,
    )


def look_around(entity: Mentioned, texts: Mapping[str, str]) -> None:
    """Read what stands beside the mentions of an entity: for those that someone is a candidate for, as it costs most."""
    for number, (name, start, end) in enumerate(entity.spans):
        if number < MOST_WINDOWS:
            entity.around.update(_around(texts[name], start, end))
        _add_marks(entity, texts[name], start, end)
    entity.spans.clear()


def _around(text: str, start: int, end: int) -> list[str]:
    before, after = text[max(start - WINDOW_CHARS, 0) : start], text[end : end + WINDOW_CHARS]
    return words_of(before) + words_of(after)


def _add_marks(entity: Mentioned, text: str, start: int, end: int) -> None:
    before, after = text[max(start - BESIDE_CHARS, 0) : start].rstrip(), text[end : end + BESIDE_CHARS].lstrip()
    entity.bracketed_count += before.endswith("(") and after.startswith(")")
    entity.numbered_count += before[-1:].isdigit() or after[:1].isdigit()


def _add_place(entity: Mentioned, place: Mapping[str, Any]) -> None:
    place_id = place["place_id"] or ""
    if place_id.startswith("geonames:") and place["resolution_basis"] != "container":
        entity.places[int(place_id.partition(":")[2])] += 1
    entity.associative_count += place["role"] == "associative"
