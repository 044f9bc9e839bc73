"""Pairs of entities: added up step by step they are what counting everything again gives."""

from datetime import date

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.catalogue import article_slices, pairs_as_a_whole, row_parts
from pipelines.catalogue.pairs import _of_articles
from pipelines.catalogue.pairs_as_a_whole import count_all
from pipelines.contracts import CONTRACTS
from pipelines.warehouse import Warehouse

WRITTEN = ("core.articles", "core.entity_mentions", "core.place_mentions")
COUNTED = ("ops.paired_entities", "ops.paired_counts", "marts.entity_pair_counts", "ops.single_pairs")
NAMES = "abcd"
VERSIONS = st.fixed_dictionaries(
    {
        "day": st.sampled_from([None, date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 9)]),
        "is_current": st.booleans(),
        "named": st.dictionaries(st.sampled_from(NAMES), st.sampled_from([None, "p", "q"]), max_size=4),
    }
)


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    with Warehouse(tmp_path_factory.mktemp("pairs") / "w.duckdb").writer() as session:
        yield session


def write(session, number, version):
    """Puts an article in the place of what it was: its day, and its names with the places that they stand for."""
    article = {"article_id": f"a{number}", "annotator_id": "t"}
    base = {"text": "x", "is_title_in_text": False, "word_count": 1, "published_basis": "metadata"}
    row = article | base | {"published_date": version["day"], "is_current": version["is_current"]}
    spans = [
        article | {"field": "text", "start_char": at, "end_char": at + 1, "surface": name, "score": 1.0}
        for at, name in enumerate(sorted(version["named"]))
    ]
    mentions = [span | {"entity_type": "ORG", "local_name": "x", "entity_id": span["surface"]} for span in spans]
    placed = {"role": "literal", "role_score": 1.0, "resolution_basis": "gazetteer"}
    places = [
        span | placed | {"place_id": place}
        for span in spans
        if (place := version["named"][span["surface"]]) is not None
    ]
    units = pa.table({"unit_id": [f"a{number}"]})
    for table, rows in zip(WRITTEN, ([row], mentions, places), strict=True):
        session.replace(table, CONTRACTS[table].from_rows(rows), unit_column="article_id", units=units)


def counted(session):
    return {name: session.query(f"select * from {name} order by all").to_pylist() for name in COUNTED}


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(st.dictionaries(st.integers(0, 4), VERSIONS, min_size=1, max_size=3), min_size=1, max_size=4),
    part=st.sampled_from([1, pairs_as_a_whole.PART_ARTICLES]),
    most_held=st.sampled_from([0, article_slices.MOST_ARTICLES]),
)
def test_counts_added_up_are_those_of_counting_all(session, monkeypatch, steps, part, most_held):
    for module, name in (
        (pairs_as_a_whole, "PART_ARTICLES"),
        (pairs_as_a_whole, "PART_PAIRS"),
        (row_parts, "BLOCK_ROWS"),
    ):
        monkeypatch.setattr(module, name, min(part, getattr(module, name)))
    monkeypatch.setattr(article_slices, "MOST_ARTICLES", most_held)
    for name in (*WRITTEN, *COUNTED):
        session.run(f"delete from {name}")
    for step in steps:
        for number, version in step.items():
            write(session, number, version)
        _of_articles(session, pa.table({"unit_id": [f"a{number}" for number in step]}), "")
    added_up = counted(session)
    with session.transaction():
        count_all(session)
    assert added_up == counted(session)
