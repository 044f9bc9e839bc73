"""SQL files: one statement under a header that says what it is."""

import re

import duckdb
import pytest

from pipelines.sqlfiles import SqlFileError, list_sql, load_sql, parse_sql, sql_root


def test_a_file_is_its_header_its_parameters_and_its_statement():
    parsed = parse_sql("x", "-- Which one?\n-- parameter: place = Kupyansk\n-- parameter: day\nselect $place, $day;\n")
    assert (parsed.description, dict(parsed.parameters), parsed.statement) == (
        "Which one?",
        {"place": "Kupyansk", "day": None},
        "select $place, $day",
    )


@pytest.mark.parametrize(
    "source", [pytest.param("select 1", id="no header"), pytest.param("-- only", id="no statement")]
)
def test_a_file_without_header_or_statement_is_refused(source):
    with pytest.raises(SqlFileError, match=r"x\.sql"):
        parse_sql("x", source)


def test_a_missing_file_is_named_with_those_that_exist():
    with pytest.raises(SqlFileError, match="documents"):
        load_sql("raw", "nothing")


def test_every_file_parses_and_holds_one_statement():
    for folder in sorted(path.name for path in sql_root().iterdir() if path.is_dir()):
        for name in list_sql(folder):
            assert len(duckdb.extract_statements(load_sql(folder, name).statement)) == 1, f"{folder}/{name}"


def test_no_file_has_the_shape_that_duckdb_waits_on_for_ever():
    """A union, a window and NOT IN in one statement may never end, and not be stopped (duckdb#24961): an anti join does."""
    files = [load_sql(str(path.parent.relative_to(sql_root())), path.stem) for path in sql_root().rglob("*.sql")]
    assert len(files) > 100
    waits = [
        file.name
        for file in files
        if all(
            re.search(part, file.statement)
            for part in (r"\bunion\b", r"\bover\s*\(|\bqualify\b", r"\bnot in\s*\(\s*select")
        )
    ]
    assert waits == []


@pytest.mark.parametrize("folder", ["checks", "shown", "views/core", "views/marts"])
def test_the_first_line_is_a_sentence_where_it_is_shown_alone(folder):
    """As the comment of a view, in the message of a check that failed, as the title of a figure."""
    files = [load_sql(folder, name) for name in list_sql(folder)]
    assert [file.name for file in files if not file.description.splitlines()[0].endswith((".", "?"))] == []
