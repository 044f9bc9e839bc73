"""Within one article: the fullest form of each entity that is mentioned.

News introduces people in full and goes on with the surname, and spells organisations out before it uses their letters.
A short form is resolved only to a form in the same article and of the same type, and only when one entity there can
be meant.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.enrich.entities.names.folding import cleaned
from pipelines.enrich.entities.names.kinds import kind_of
from pipelines.enrich.entities.names.local_organisations import full_organisation
from pipelines.enrich.entities.names.local_people import full_person

MENTIONS = "core.entity_mentions"
MAX_NAMES = 400
"""Distinct names of one type in one article; beyond it (a list, a table) names stand for themselves."""


@dataclass(frozen=True, slots=True)
class LocalMention:
    """A mention as resolution sees it: where it stands in reading order, its cleaned name, and the text around it."""

    row: int
    name: str
    start_char: int
    end_char: int
    text: str


def resolve_local_names(mentions: pa.Table, articles: pa.Table) -> pa.Table:
    """The same mentions with `local_name` as the fullest form of the same entity in the article.

    Args:
        mentions: Rows of `core.entity_mentions`; what `local_name` holds is not read.
        articles: Rows of `core.articles`, at least those that the mentions are in; only `article_id`, `title` and
            `text` are read. Without an article's row its texts are taken as unknown.

    Returns:
        Rows of `core.entity_mentions` in the order they came.
    """
    texts = _texts(articles)
    columns = mentions.select(["article_id", "field", "start_char", "end_char", "surface", "entity_type"]).to_pydict()
    local_names = [cleaned(surface) for surface in columns["surface"]]
    for entity_type, found in _by_article_and_type(columns, local_names, texts):
        for row, name in _resolved(entity_type, found).items():
            local_names[row] = name
    place = mentions.schema.get_field_index("local_name")
    column = pa.array(local_names, pa.string())
    resolved = (
        mentions.set_column(place, "local_name", column) if place >= 0 else mentions.append_column("local_name", column)
    )
    return CONTRACTS[MENTIONS].conform(resolved)


def _texts(articles: pa.Table) -> dict[tuple[str, str], str]:
    columns = articles.select(["article_id", "title", "text"]).to_pydict()
    found = {}
    for article_id, title, text in zip(*columns.values(), strict=True):
        found[(article_id, "title")] = title or ""
        found[(article_id, "text")] = text or ""
    return found


def _by_article_and_type(
    columns: Mapping[str, list[object]], names: list[str], texts: dict[tuple[str, str], str]
) -> Iterator[tuple[str, list[LocalMention]]]:
    """The mentions of each article and type in reading order: the title's first."""
    order: dict[tuple[str, str], list[tuple[bool, int, LocalMention]]] = {}
    rows = zip(
        columns["article_id"],
        columns["field"],
        columns["start_char"],
        columns["end_char"],
        columns["entity_type"],
        strict=True,
    )
    for row, (article_id, field, start, end, entity_type) in enumerate(rows):
        mention = LocalMention(
            row, names[row], int(str(start)), int(str(end)), texts.get((str(article_id), str(field)), "")
        )
        order.setdefault((str(article_id), str(entity_type)), []).append(
            (field != "title", mention.start_char, mention)
        )
    for (_, entity_type), found in order.items():
        yield entity_type, [mention for _, _, mention in sorted(found, key=lambda item: item[:2])]


def _resolved(entity_type: str, mentions: list[LocalMention]) -> dict[int, str]:
    names = list(dict.fromkeys(mention.name for mention in mentions))
    if len(names) < 2 or len(names) > MAX_NAMES:
        return {}
    if entity_type == "PERSON":
        return full_person([(mention.row, mention.name) for mention in mentions])
    if entity_type == "ORG":
        full = full_organisation(
            names, [(mention.name, mention.text[mention.end_char : mention.end_char + 3]) for mention in mentions]
        )
        return {mention.row: full[mention.name] for mention in mentions if mention.name in full}
    kind = kind_of(entity_type)
    first: dict[str, str] = {}
    for name in names:
        known = first.setdefault(kind.key(name), name)
        first[kind.key(name)] = max(known, name, key=lambda form: (len(form), form))
    return {mention.row: first[kind.key(mention.name)] for mention in mentions}
