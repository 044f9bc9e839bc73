"""Ids that new groups may not have: looked up, not read as a whole."""

from itertools import islice

import pytest

from pipelines.catalogue.ids_in_use import LOOKED_UP, IdsInUse
from pipelines.enrich.stories.naming import attempts, named
from pipelines.warehouse import Warehouse


@pytest.fixture
def session(tmp_path):
    with Warehouse(tmp_path / "w.duckdb").writer() as session:
        yield session


def in_use(session, *ids, own=()):
    session.run("create or replace temp table known (id varchar)")
    for one in ids:
        session.run("insert into known values ($id)", {"id": one})
    return IdsInUse(session, "select id from known", [["a"], ["b", "c"]], own)


def test_a_group_gets_the_first_id_that_nobody_has(session):
    made = list(islice(attempts("a"), LOOKED_UP + 2))
    for count in range(LOOKED_UP + 2):
        taken = in_use(session, *made[:count])
        assert named([["a"]], {}, taken).story_ids == [made[count]]


def test_ids_of_the_groups_themselves_are_free(session):
    first = next(attempts("a"))
    assert first in in_use(session, first)
    assert first not in in_use(session, first, own={first})


def test_what_is_looked_up_does_not_grow_with_what_is_there(session, monkeypatch):
    seen = []
    query = session.query
    monkeypatch.setattr(session, "query", lambda *a, **t: seen.append(query(*a, **t)) or seen[-1])
    in_use(session, *(f"other{number}" for number in range(50)), next(attempts("b")))
    assert [table.num_rows for table in seen] == [1]
