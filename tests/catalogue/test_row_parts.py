"""Parts of rows: together they are the table, and an article is in one of them, however its rows lie."""

from collections import Counter

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.catalogue import row_parts
from pipelines.warehouse import Warehouse
from pipelines.warehouse.lake import Lake

TABLE = "ops.counted_names"


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    with Warehouse(tmp_path_factory.mktemp("parts") / "w.duckdb").writer() as session:
        yield session


def write(session, articles):
    session.run(f"delete from {TABLE}")
    rows = pa.table({"article_id": articles, "local_name": [f"n{n}" for n in range(len(articles))]})
    session.run(
        f"insert into {TABLE} by name select *, 'ORG' as entity_type, 1 as mention_count from written", written=rows
    )


def parts_of(session, most):
    """The names of each part: by its condition, and by a statement that reads it in the place of the table."""
    names = []
    for part in row_parts.row_parts(session, TABLE, most):
        rows = session.query(f"select article_id, local_name from ({part.rows})", part.values)
        within = session.query(part.within(f"select article_id, local_name from {TABLE} as named", TABLE), part.values)
        assert rows.sort_by("local_name").equals(within.sort_by("local_name"))
        names.append(list(zip(*(column.to_pylist() for column in rows.columns), strict=True)))
    return names


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(articles=st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=24), most=st.integers(1, 8))
def test_parts_are_the_table_and_cut_no_article(session, monkeypatch, articles, most):
    monkeypatch.setattr(row_parts, "BLOCK_ROWS", 2)
    write(session, articles)
    with session.transaction():
        parts = parts_of(session, most)
    rows = [row for part in parts for row in part]
    assert sorted(name for _, name in rows) == sorted(f"n{n}" for n in range(len(articles)))
    homes = Counter(article for part in parts for article in {article for article, _ in part})
    assert set(homes.values()) == {1}


def test_rows_that_lie_together_are_in_parts_of_the_size_that_is_asked_for(tmp_path, monkeypatch):
    monkeypatch.setattr(row_parts, "BLOCK_ROWS", 2)
    with Warehouse(tmp_path / "w.duckdb").writer() as session, session.transaction():
        write(session, list("aabbccdd"))
        assert [len(part) for part in parts_of(session, 4)] == [4, 4]


def test_an_article_whose_rows_do_not_lie_together_has_a_part_of_its_own(tmp_path, monkeypatch):
    monkeypatch.setattr(row_parts, "BLOCK_ROWS", 2)
    with Warehouse(tmp_path / "w.duckdb").writer() as session:
        write(session, list("aabbccda"))
        with session.transaction():
            assert [len(part) for part in parts_of(session, 4)] == [2, 3, 3]


@pytest.mark.parametrize("articles", [pytest.param("aabbccda", id="one is torn"), pytest.param("ab", id="one part")])
def test_articles_are_laid_out_as_parts_hold_them(tmp_path, monkeypatch, articles):
    monkeypatch.setattr(row_parts, "BLOCK_ROWS", 2)
    with Warehouse(tmp_path / "w.duckdb").writer() as session:
        write(session, list(articles))
        with session.transaction():
            parts = row_parts.row_parts(session, TABLE, 4)
            row_parts.lay_out_articles(session, TABLE, parts)
            homes = session.query("select article, part from article_parts order by all").to_pylist()
            held = [
                session.query(f"select distinct hash(article_id) as article from ({part.rows})", part.values)["article"]
                for part in parts
            ]
    expected = [{"article": article, "part": number} for number, ids in enumerate(held) for article in ids.to_pylist()]
    assert homes == sorted(expected, key=lambda row: row["article"])


@pytest.mark.parametrize(
    ("sizes", "most", "borders"),
    [
        pytest.param([], 4, [], id="nothing"),
        pytest.param([(0, 3), (1, 1)], 4, [0], id="all fit"),
        pytest.param([(0, 3), (1, 2)], 4, [0, 1], id="the second does not fit"),
        pytest.param([(3, 9), (7, 2), (9, 2)], 4, [3, 7], id="one is too large, and numbers are missing"),
    ],
)
def test_borders(sizes, most, borders):
    numbers, counts = ([size[at] for size in sizes] for at in (0, 1))
    assert row_parts.borders_of(pa.table({"number": numbers, "row_count": counts}), most) == borders


@pytest.mark.slow
def test_rows_of_a_lake_are_in_parts_too(postgres_server, tmp_path, monkeypatch):
    monkeypatch.setattr(row_parts, "BLOCK_ROWS", 2)
    lake = Lake(postgres_server.database(), local=tmp_path / "one", data=str(tmp_path / "rows"))
    with lake.writer() as session:
        write(session, list("aabbccda"))
        with session.transaction():
            assert sorted(len(part) for part in parts_of(session, 4) if part) == [2, 3, 3]
