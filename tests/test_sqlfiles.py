"""SQL files: one statement under a header that says what it is."""

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


@pytest.mark.parametrize("folder", ["checks", "shown", "views/core", "views/marts"])
def test_the_first_line_is_a_sentence_where_it_is_shown_alone(folder):
    """As the comment of a view, in the message of a check that failed, as the title of a figure."""
    files = [load_sql(folder, name) for name in list_sql(folder)]
    assert [file.name for file in files if not file.description.splitlines()[0].endswith((".", "?"))] == []
