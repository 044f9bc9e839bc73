"""The warehouse: whole writes or none, clear refusals, read-only readers."""

import subprocess
import sys
from datetime import UTC, datetime

import duckdb
import pyarrow as pa
import pytest

from pipelines.contracts import CONTRACTS, ContractError
from pipelines.warehouse import AuditError, Warehouse, WarehouseError
from pipelines.warehouse.few import FEW_UNITS, of_few
from pipelines.warehouse.publishing import publish

from .conftest import sentences

UNIT_A = pa.table({"unit_id": ["a"]})


@pytest.fixture
def warehouse(tmp_path):
    return Warehouse(tmp_path / "w.duckdb", lock_timeout_s=0.3)


def test_a_new_warehouse_has_every_table_with_its_columns_and_grain(warehouse):
    with warehouse.writer() as session:
        rows = session.query(
            "select t.schema_name || '.' || t.table_name as name, t.comment as grain, "
            "list(c.column_name order by c.column_index) as columns from duckdb_tables() t "
            "join duckdb_columns() c using (schema_name, table_name) group by all"
        ).to_pylist()
    assert {row["name"]: (row["grain"], tuple(row["columns"])) for row in rows} == {
        name: (contract.grain, contract.column_names) for name, contract in CONTRACTS.items()
    }


def test_replace_removes_the_units_rows_and_leaves_the_others(warehouse):
    with warehouse.writer() as session:
        session.append("core.sentences", sentences({}, {"article_id": "b"}))
        session.replace("core.sentences", sentences({"end_char": 9}), unit_column="article_id", units=UNIT_A)
        rows = session.query("select article_id, end_char from core.sentences order by article_id").to_pylist()
    assert rows == [{"article_id": "a", "end_char": 9}, {"article_id": "b", "end_char": 4}]


def test_a_unit_without_new_rows_has_none_afterwards(warehouse):
    with warehouse.writer() as session:
        session.append("core.sentences", sentences({}))
        session.replace("core.sentences", sentences(), unit_column="article_id", units=UNIT_A)
        assert session.count("core.sentences") == 0


def test_an_emptied_table_is_the_one_of_its_contract_and_a_rollback_brings_its_rows_back(warehouse):
    described = "select column_name, data_type, is_nullable, comment from duckdb_columns() where table_name = 'sentences' order by column_index"
    with warehouse.writer() as session:
        session.append("core.sentences", sentences({}))
        before = session.query(described)
        with pytest.raises(ZeroDivisionError), session.transaction():
            session.empty("core.sentences")
            raise ZeroDivisionError
        assert session.count("core.sentences") == 1
        session.empty("core.sentences")
        assert session.count("core.sentences") == 0
        assert session.query(described).equals(before)
    with warehouse.writer() as session:
        assert session.count("core.sentences") == 0


def test_what_is_taken_is_returned_and_gone_and_the_rest_stays(warehouse):
    with warehouse.writer() as session:
        session.append("core.sentences", sentences({}, {"article_id": "b", "end_char": 9}))
        taken = session.taken("core.sentences", "article_id in (select unit_id from units)", units=UNIT_A)
        assert [row["article_id"] for row in CONTRACTS["core.sentences"].conform(taken).to_pylist()] == ["a"]
        assert [row["article_id"] for row in session.rows("core.sentences").to_pylist()] == ["b"]


def test_a_repeated_key_is_refused_and_nothing_of_the_write_stays(warehouse):
    with warehouse.writer() as session:
        session.append("core.sentences", sentences({"end_char": 2}))
        with pytest.raises(AuditError, match=r"core\.sentences.*article_id, sentence_index"):
            session.replace("core.sentences", sentences({}, {}), unit_column="article_id", units=UNIT_A)
        assert session.query("select end_char from core.sentences").to_pylist() == [{"end_char": 2}]


def test_an_error_in_the_middle_of_a_transaction_rolls_all_of_it_back(warehouse):
    with warehouse.writer() as session:
        with pytest.raises(ZeroDivisionError), session.transaction():
            session.append("core.sentences", sentences({}))
            raise ZeroDivisionError
        assert session.count("core.sentences") == 0


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        pytest.param({"article_id": None}, "article_id", id="null in a required column"),
        pytest.param({"start_char": "four"}, "core.sentences", id="wrong type"),
        pytest.param({"colour": "red"}, "colour", id="unknown column"),
    ],
)
def test_rows_that_break_the_contract_are_refused_by_name(row, problem):
    with pytest.raises(ContractError, match=problem):
        sentences(row)


def test_conform_casts_large_strings_and_orders_columns():
    table = sentences({})
    shuffled = table.select(list(reversed(table.column_names)))
    large = shuffled.set_column(
        shuffled.schema.get_field_index("kind"), "kind", shuffled.column("kind").cast(pa.large_string())
    )
    assert CONTRACTS["core.sentences"].conform(large).equals(table)


def test_an_unknown_table_is_named_with_those_that_exist():
    with pytest.raises(KeyError, match="core.sentences"):
        CONTRACTS["core.sentense"]


def test_a_second_process_is_told_who_holds_the_warehouse(warehouse, tmp_path):
    code = (
        "import sys, pathlib; sys.path[:0] = sys.argv[2:]\n"
        "from pipelines.warehouse import Warehouse, WarehouseLockedError\n"
        "try:\n"
        "    with Warehouse(pathlib.Path(sys.argv[1]), lock_timeout_s=0.3).writer(): print('opened')\n"
        "except WarehouseLockedError as error: print(error)\n"
    )
    with warehouse.writer():
        held = subprocess.run(
            [sys.executable, "-c", code, str(warehouse.path), *sys.path], capture_output=True, text=True
        )
    assert "another process has this file open" in held.stdout, held.stderr
    assert "PID" in held.stdout
    free = subprocess.run([sys.executable, "-c", code, str(warehouse.path), *sys.path], capture_output=True, text=True)
    assert free.stdout.strip() == "opened"


@pytest.mark.parametrize(
    ("make", "message"),
    [
        pytest.param(lambda path: path.write_text("not a database" * 200), "not a DuckDB file", id="text file"),
        pytest.param(
            lambda path: duckdb.connect(str(path)).execute("create table x (y int)").close(),
            "not a dateline",
            id="foreign",
        ),
        pytest.param(lambda path: path.mkdir(), "w.duckdb", id="folder in its place"),
    ],
)
def test_what_is_no_warehouse_is_refused_with_its_path(warehouse, make, message):
    make(warehouse.path)
    with pytest.raises(WarehouseError, match=message), warehouse.writer():
        pass


def test_a_folder_that_does_not_exist_is_named(tmp_path):
    with pytest.raises(WarehouseError, match="nowhere"), Warehouse(tmp_path / "nowhere" / "w.duckdb").writer():
        pass


def test_a_reader_without_a_warehouse_is_told_how_to_make_one(warehouse):
    with pytest.raises(WarehouseError, match="dateline run"), warehouse.reader():
        pass


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("delete from core.sentences", id="write"),
        pytest.param("copy core.sentences to 'x.csv'", id="write a file"),
        pytest.param("select * from read_csv('/etc/passwd')", id="read a file"),
        pytest.param("set enable_external_access = true", id="unlock"),
    ],
)
def test_a_reader_can_neither_write_nor_reach_other_files(warehouse, statement):
    publish(warehouse, datetime(2026, 3, 9, tzinfo=UTC))
    with warehouse.reader() as session, pytest.raises(duckdb.Error):
        session.run(statement)


def test_times_are_stored_in_utc(warehouse):
    moment = datetime(2026, 3, 9, 23, 30, tzinfo=UTC)
    row = {"batch_id": "b", "inputs": "[]", "started_at": moment} | {
        f"{name}_count": 0 for name in ("seen", "accepted", "rejected", "duplicate")
    }
    with warehouse.writer() as session:
        session.append("ops.batches", CONTRACTS["ops.batches"].from_rows([row]))
        assert session.scalar("select strftime(started_at, '%Y-%m-%d %H') from ops.batches") == "2026-03-09 23"


def test_a_copy_that_lacks_a_table_of_this_release_is_said_to_need_a_run(tmp_path):
    warehouse = Warehouse(tmp_path / "w.duckdb")
    with warehouse.writer() as session:
        session.run("drop table core.topics")
    publish(warehouse, datetime(2026, 3, 9, tzinfo=UTC))
    with pytest.raises(WarehouseError, match="any `dateline run` brings it up to date"), warehouse.reader() as session:
        session.query("from core.topics")


def test_a_statement_finds_the_tables_that_it_is_given_and_no_others(warehouse):
    asked = "select count(*) from core.sentences where article_id in (select unit_id from units)"
    with warehouse.writer() as session:
        session.append("core.sentences", sentences({}, {"article_id": "b"}))
        assert session.scalar(asked, units=UNIT_A) == 1
        assert session.scalar(asked, units=pa.table({"unit_id": ["a", "b"]})) == 2
        with pytest.raises(duckdb.CatalogException):
            session.scalar(asked)
    publish(warehouse, datetime(2026, 1, 1, tzinfo=UTC))
    with warehouse.reader() as session:
        assert session.scalar(asked, units=UNIT_A) == 1


@pytest.mark.parametrize("more", [0, FEW_UNITS], ids=["few-units", "many-units"])
def test_rows_of_units_are_the_same_however_they_are_looked_for(warehouse, more):
    units = pa.table({"unit_id": ["b", *(f"no article {number}" for number in range(more))]})
    with warehouse.writer() as session:
        session.append("core.sentences", sentences({}, {"article_id": "b"}, {"article_id": "b", "sentence_index": 1}))
        rows = session.rows("core.sentences", unit_column="article_id", units=units)
    assert rows.column("sentence_index").to_pylist() == [0, 1]
    assert set(rows.column("article_id").to_pylist()) == {"b"}


@pytest.mark.parametrize("more", [0, FEW_UNITS], ids=["few-units", "many-units"])
def test_a_statement_about_some_units_has_the_same_rows_however_few_they_are(warehouse, more):
    units = pa.table({"asked_id": ["b", *(f"no article {number}" for number in range(more))]})
    statement = "select sentence.sentence_index from core.sentences as sentence inner join asked on sentence.article_id = asked.asked_id"
    with warehouse.writer() as session:
        session.append("core.sentences", sentences({}, {"article_id": "b"}, {"article_id": "b", "sentence_index": 1}))
        narrowed = of_few(statement, units, "core.sentences", name="(select asked_id as unit_id from asked)")
        rows = session.query(f"{narrowed} order by all", asked=units)
    assert ("rowid" in narrowed) is (more == 0)
    assert rows.column("sentence_index").to_pylist() == [0, 1]


def test_a_temporary_table_never_stands_in_for_a_table_that_is_given(warehouse):
    given = pa.table({"number": [2]})
    with warehouse.writer() as session:
        session.run("create or replace temp table asked as select 1 as number")
        with pytest.raises(ValueError, match="asked: a temporary table"):
            session.scalar("select number from asked", asked=given)
        session.run("drop table asked")
        assert session.scalar("select number from asked", asked=given) == 2
