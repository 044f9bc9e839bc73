"""Within one article: the fullest form of each entity that is mentioned.

News introduces people in full and goes on with the surname, and spells organisations out before it uses their letters.
A short form is resolved only to a form in the same article and of the same type, and only when one entity there can
be meant.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.enrich.entities.names.folding import cleaned
from pipelines.enrich.entities.names.kinds import kind_of
from pipelines.enrich.entities.names.local_organisations import full_organisation
from pipelines.enrich.entities.names.local_people import full_person
from pipelines.enrich.entities.names.local_types import corrected_types
from pipelines.enrich.entities.names.reading import LocalMention
from pipelines.enrich.entities.names.titles import without_titles

MENTIONS = "core.entity_mentions"
MAX_NAMES = 400
"""Distinct names of one type in one article; beyond it (a list, a table) names stand for themselves."""


def resolve_local_names(mentions: pa.Table, articles: pa.Table) -> pa.Table:
    """Return the same mentions with `local_name` as the fullest form of the same entity in the article.

    A PERSON or ORG whose type the text around it contradicts gets the other of the two; nothing else changes.

    Args:
        mentions: Rows of `core.entity_mentions`; what `local_name` holds is not read.
        articles: Rows of `core.articles`, at least those that the mentions are in; only `article_id`, `title` and
            `text` are read. Without an article's row its texts are taken as unknown.

    Returns:
        Rows of `core.entity_mentions` in the order they came.
    """
    columns = mentions.select(["article_id", "field", "start_char", "end_char", "surface", "entity_type"]).to_pydict()
    types: list[str] = columns["entity_type"]
    local_names = [_name(surface, found) for surface, found in zip(columns["surface"], types, strict=True)]
    for read in _by_article(columns, local_names, _texts(articles)):
        for row, entity_type in corrected_types([(mention, types[mention.row]) for mention in read]).items():
            types[row] = entity_type
            local_names[row] = _name(columns["surface"][row], entity_type)
        by_type: dict[str, list[LocalMention]] = {}
        for mention in read:
            by_type.setdefault(types[mention.row], []).append(replace(mention, name=local_names[mention.row]))
        for entity_type, found in by_type.items():
            for row, name in _resolved(entity_type, found).items():
                local_names[row] = name
    for column, values in (("local_name", local_names), ("entity_type", types)):
        place = mentions.schema.get_field_index(column)
        array = pa.array(values, pa.string())
        mentions = mentions.set_column(place, column, array) if place >= 0 else mentions.append_column(column, array)
    return CONTRACTS[MENTIONS].conform(mentions)


def _name(surface: str, entity_type: str) -> str:
    return without_titles(cleaned(surface)) if entity_type == "PERSON" else cleaned(surface)


def _texts(articles: pa.Table) -> dict[tuple[str, str], str]:
    columns = articles.select(["article_id", "title", "text"]).to_pydict()
    found = {}
    for article_id, title, text in zip(*columns.values(), strict=True):
        found[(article_id, "title")] = title or ""
        found[(article_id, "text")] = text or ""
    return found


def _by_article(
    columns: Mapping[str, list[Any]], names: list[str], texts: Mapping[tuple[str, str], str]
) -> Iterator[list[LocalMention]]:
    """Yield the mentions of each article in reading order: the title's first."""
    order: dict[str, list[tuple[bool, int, int]]] = {}
    for row, (article_id, field, start) in enumerate(
        zip(columns["article_id"], columns["field"], columns["start_char"], strict=True)
    ):
        order.setdefault(article_id, []).append((field != "title", start, row))
    for article_id, places in order.items():
        yield [
            LocalMention(
                row, names[row], start, columns["end_char"][row], texts.get((article_id, columns["field"][row]), "")
            )
            for _, start, row in sorted(places)
        ]


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
