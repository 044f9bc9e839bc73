"""A resolver on the embedded gazetteer, and articles and entity mentions as the contracts have them."""

import pytest

from pipelines.contracts import CONTRACTS
from pipelines.enrich.places import PlaceResolver
from pipelines.gazetteer import Gazetteer


@pytest.fixture(scope="session")
def gazetteer():
    return Gazetteer.load()


@pytest.fixture(scope="session")
def resolver(gazetteer):
    return PlaceResolver(gazetteer=gazetteer)


@pytest.fixture(scope="session")
def articles_of():
    def build(*texts, titles=()):
        rows = [
            {
                "article_id": f"a{number}",
                "title": titles[number] if number < len(titles) else None,
                "text": text,
                "is_title_in_text": False,
                "word_count": len(text.split()),
                "published_basis": "none",
                "annotator_id": "test@1+0",
            }
            for number, text in enumerate(texts)
        ]
        return CONTRACTS["core.articles"].from_rows(rows)

    return build


@pytest.fixture(scope="session")
def entities_of():
    def build(*mentions):
        rows = [
            {
                "article_id": article_id,
                "field": field,
                "start_char": start,
                "end_char": start + len(surface),
                "surface": surface,
                "entity_type": entity_type,
                "local_name": surface,
                "score": 0.9,
                "annotator_id": "test@1+0",
            }
            for article_id, field, start, surface, entity_type in mentions
        ]
        return CONTRACTS["core.entity_mentions"].from_rows(rows)

    return build


@pytest.fixture(scope="session")
def places_of(resolver, articles_of, entities_of):
    """Rows of one text, whose marked entities are given as (surface, type) pairs in order."""

    def read(text, entities=()):
        mentions, at = [], 0
        for surface, entity_type in entities:
            at = text.index(surface, at)
            mentions.append(("a0", "text", at, surface, entity_type))
            at += len(surface)
        batch = {"core.articles": articles_of(text), "core.entity_mentions": entities_of(*mentions)}
        return resolver.predict(batch).to_pylist()

    return read
