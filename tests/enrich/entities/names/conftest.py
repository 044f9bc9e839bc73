import re

import pyarrow as pa
import pytest

from pipelines.contracts import CONTRACTS
from pipelines.enrich.entities.names import canonicalise, resolve_local_names


class Names:
    """Builders of the tables that the two stages take."""

    @staticmethod
    def table(*rows):
        """(name, type, count) rows as `canonicalise` takes them."""
        return pa.table({
            "local_name": pa.array([row[0] for row in rows], pa.string()),
            "entity_type": pa.array([row[1] for row in rows], pa.string()),
            "mention_count": pa.array([row[2] for row in rows], pa.int64()),
            "article_count": pa.array([row[2] for row in rows], pa.int64()),
        })  # fmt: skip

    @staticmethod
    def canonical(*rows, known=None, overrides=None):
        entities = known.entities if known else CONTRACTS["core.entities"].empty()
        aliases = known.aliases if known else CONTRACTS["core.entity_aliases"].empty()
        return canonicalise(Names.table(*rows), entities, aliases, overrides)

    @staticmethod
    def groups(result):
        """The names of each entity, as a set of sets."""
        found = {}
        for row in result.aliases.to_pylist():
            found.setdefault(row["entity_id"], set()).add(row["alias"])
        return {frozenset(names) for names in found.values()}

    @staticmethod
    def are_one(entity_type, one, other, *others):
        """Whether two names come out as one entity, with other names around."""
        rows = [(name, entity_type, 5) for name in dict.fromkeys((one, other, *others))]
        return any({one, other} <= group for group in Names.groups(Names.canonical(*rows)))

    @staticmethod
    def articles(*texts, titles=()):
        return CONTRACTS["core.articles"].from_rows([
            {
                "article_id": f"a{place}",
                "title": titles[place] if place < len(titles) else None,
                "text": text,
                "is_title_in_text": False,
                "word_count": len(text.split()),
                "published_basis": "none",
                "annotator_id": "test",
            }
            for place, text in enumerate(texts)
        ])  # fmt: skip

    @staticmethod
    def mentions(article_id, text, names, *, field="text"):
        """Every occurrence of the names in `text`, longest first, as mention rows."""
        rows, taken = [], set()
        for name, entity_type in sorted(names.items(), key=lambda item: -len(item[0])):
            for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
                if taken.isdisjoint(range(*match.span())):
                    taken.update(range(*match.span()))
                    rows.append({
                        "article_id": article_id,
                        "field": field,
                        "start_char": match.start(),
                        "end_char": match.end(),
                        "surface": match.group(),
                        "entity_type": entity_type,
                        "local_name": match.group(),
                        "score": 1.0,
                        "annotator_id": "test",
                    })  # fmt: skip
        return sorted(rows, key=lambda row: row["start_char"])

    @staticmethod
    def named(text, names):
        """(local name, type) of each mention of one article."""
        table = CONTRACTS["core.entity_mentions"].from_rows(Names.mentions("a0", text, names))
        found = resolve_local_names(table, Names.articles(text))
        return [(row["local_name"], row["entity_type"]) for row in found.to_pylist()]

    @staticmethod
    def resolved(text, names, *, title=None):
        """(surface, local name) of each mention of one article, the title's first."""
        rows = Names.mentions("a0", title or "", names, field="title") + Names.mentions("a0", text, names)
        table = CONTRACTS["core.entity_mentions"].from_rows(rows)
        found = resolve_local_names(table, Names.articles(text, titles=(title,)))
        return [(row["surface"], row["local_name"]) for row in found.to_pylist()]


@pytest.fixture(scope="session")
def build():
    return Names
