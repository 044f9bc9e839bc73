"""Texts as the readings of events get them: names, places and times given by hand, no network read for them."""

from datetime import date

import pytest

from pipelines.contracts import CONTRACTS
from pipelines.enrich.events.claims.reader import ClaimReader
from pipelines.enrich.events.reader import EventReader

DAY = date(2026, 3, 17)
FACTS = ("core.entity_mentions", "core.place_mentions", "core.time_mentions", "core.quotes")


@pytest.fixture(scope="session")
def event_reader():
    return EventReader()


@pytest.fixture(scope="session")
def claim_reader():
    return ClaimReader()


def tables_of(text, *, names=(), times=(), quotes=(), title=None, published=DAY):
    """One article, its sentences cut at full stops. Names are `(surface, type)`; a place is literal unless its type ends in `*`."""
    article = {
        "article_id": "a", "title": title, "text": text, "is_title_in_text": False, "word_count": 1, "published_date": published,
        "published_basis": "metadata", "annotator_id": "t",
    }  # fmt: skip
    sentences, start = [], 0
    for number, part in enumerate(text.split(". ")):
        end = min(len(text), start + len(part) + 1)
        sentences.append(
            {
                "article_id": "a",
                "sentence_index": number,
                "start_char": start,
                "end_char": end,
                "kind": "sentence",
                "annotator_id": "t",
            }
        )
        start += len(part) + 2
    mentions, places = [], []
    for surface, kind in names:
        for field, body in (("text", text), ("title", title or "")):
            at = body.find(surface)
            while at >= 0:
                span = {
                    "article_id": "a",
                    "field": field,
                    "start_char": at,
                    "end_char": at + len(surface),
                    "surface": surface,
                    "annotator_id": "t",
                }
                mentions.append({**span, "entity_type": kind.rstrip("*"), "local_name": surface, "score": 0.9})
                if kind.rstrip("*") in {"GPE", "LOC", "FAC"}:
                    role = "associative" if kind.endswith("*") else "literal"
                    places.append(
                        {**span, "place_id": f"place:{surface}", "role": role, "role_score": 0.9, "score": 0.9}
                    )
                at = body.find(surface, at + 1)
    moments = []
    for surface, first, last in times:
        at = text.index(surface)
        moments.append(
            {
                "article_id": "a",
                "field": "text",
                "start_char": at,
                "end_char": at + len(surface),
                "surface": surface,
                "timex_type": "DATE",
                "value": "X",
                "earliest": first,
                "latest": last,
                "score": 0.9,
                "annotator_id": "t",
            }
        )
    statements = []
    for number, (content, speaker) in enumerate(quotes):
        at, by = text.index(content), text.index(speaker)
        statements.append(
            {
                "quote_id": f"q{number}",
                "article_id": "a",
                "start_char": min(at, by),
                "end_char": max(at + len(content), by + len(speaker)),
                "content_start_char": at,
                "content_end_char": at + len(content),
                "content": content,
                "content_spans": f"[[{at}, {at + len(content)}]]",
                "is_direct": False,
                "kind": "indirect",
                "speaker_surface": speaker,
                "speaker_start_char": by,
                "speaker_end_char": by + len(speaker),
                "speaker_basis": "name",
                "score": 0.9,
                "annotator_id": "t",
            }
        )
    rows = dict(zip(FACTS, (mentions, places, moments, statements), strict=True))
    return {
        "core.articles": CONTRACTS["core.articles"].from_rows([article]),
        "core.sentences": CONTRACTS["core.sentences"].from_rows(sentences),
        **{name: CONTRACTS[name].from_rows(found) for name, found in rows.items()},
    }


@pytest.fixture
def read_events(event_reader):
    def read(text, least=0.5, **facts):
        rows = event_reader.predict(tables_of(text, **facts)).to_pylist()
        return [row for row in rows if row["score"] >= least]

    return read


@pytest.fixture
def read_claims(claim_reader):
    def read(text, **facts):
        return claim_reader.predict(tables_of(text, **facts)).to_pylist()

    return read
