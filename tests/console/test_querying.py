"""Named queries and SQL: what is wrong is said in words, what is missing by name, and no rows look like none."""

from datetime import UTC, datetime

import pytest

from pipelines.console.querying import QueryError, describe_queries, run_query
from pipelines.settings import load_settings
from pipelines.warehouse import Warehouse
from pipelines.warehouse.publishing import publish

WHEN = datetime(2026, 3, 9, tzinfo=UTC)
AN_ARTICLE = (
    "select 'a' as article_id, 'A text.' as text, false as is_title_in_text, 2 as word_count, "
    "'none' as published_basis, 'x@1+0' as annotator_id"
)
A_CHANGE = "select 1 as change_number, 'core.articles' as table_name, 'a' as unit_id"


@pytest.fixture
def settings():
    values = load_settings()
    publish(Warehouse(values.warehouse), WHEN)
    return values


@pytest.mark.parametrize(
    ("query", "parameters", "message"),
    [
        pytest.param("selec 1", {}, "syntax", id="not SQL"),
        pytest.param("select * from core.nothing", {}, "nothing", id="no such table"),
        pytest.param("create table x (y int)", {}, "read-only", id="write"),
        pytest.param("select $place", {}, "place", id="value missing"),
        pytest.param("select 1", {"place": "x"}, r"no \$place", id="value that nothing asks for"),
        pytest.param(" ; ", {}, "no statement", id="no statement"),
        pytest.param("top_place", {}, "did you mean top_places", id="mistyped name"),
        pytest.param("top-places", {}, "did you mean top_places", id="hyphen for underscore"),
        pytest.param("topp places", {}, "did you mean top_places", id="mistyped name of two words"),
        pytest.param("zzzz", {}, "no query is called 'zzzz'; `dateline sql` lists", id="name like no other"),
        pytest.param("articles_mentioning_place", {}, "-p place=", id="parameter missing"),
        pytest.param("top_places", {"countri": "UA"}, "did you mean country.*it has: limit", id="mistyped parameter"),
    ],
)
def test_a_wrong_query_is_refused_in_words(settings, query, parameters, message):
    with pytest.raises(QueryError, match=message):
        run_query(settings, query, parameters, "table")


def test_the_results_of_all_statements_are_printed(settings):
    text = run_query(settings, "select 11 as one; select $n as two", {"n": "22"}, "table").content.decode()
    assert text.index("11") < text.index("22")


@pytest.mark.parametrize("output", ["csv", "json"])
def test_formats_for_machines_print_one_result(settings, output):
    with pytest.raises(QueryError, match="2 statements"):
        run_query(settings, "select 1; select 2", {}, output)


@pytest.mark.parametrize(
    ("fill", "query", "parameters", "note"),
    [
        pytest.param(False, "top_places", {}, "no articles yet", id="empty warehouse"),
        pytest.param(True, "articles_mentioning_place", {"place": "Ys"}, "no rows for place=Ys", id="named query"),
        pytest.param(True, "select 1 where false", {}, "show all tables", id="SQL"),
        pytest.param(True, "select 1", {}, "", id="rows"),
        pytest.param(True, "select 1 where false; select 1", {}, "", id="rows of one of two"),
    ],
)
def test_no_rows_are_said_with_where_to_look(settings, fill, query, parameters, note):
    if fill:
        warehouse = Warehouse(settings.warehouse)
        with warehouse.writer() as session:
            session.run("insert into core.articles by name " + AN_ARTICLE)
            session.run("insert into ops.changes by name " + A_CHANGE)
        publish(warehouse, WHEN)
    said = run_query(settings, query, parameters, "table").note
    assert note in said
    assert bool(note) == bool(said)


def test_the_list_says_what_must_be_given():
    assert "place (must be given)" in describe_queries()
    assert "limit (default 20)" in describe_queries()
