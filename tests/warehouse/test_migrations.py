"""Migrations: a warehouse of any release is carried forward with its rows, ids and answers; anything absent is made."""

import gzip
from pathlib import Path

import duckdb
import pytest

from pipelines.contracts import CONTRACTS
from pipelines.sqlfiles import load_sql
from pipelines.warehouse import Warehouse, WarehouseError, opening, schema
from pipelines.warehouse.migrations import LATEST, MIGRATIONS, Migration

RELEASES = Path(__file__).parent
KEPT = (
    *("raw.documents", "raw.document_texts", "core.article_occurrences", "core.articles", "core.sentences"),
    *("core.entity_mentions", "core.entities", "core.entity_aliases", "core.place_mentions", "core.places"),
    *("core.article_topics", "core.topics", "marts.daily_topics", "marts.source_volume", "ops.rejected_records"),
)


@pytest.fixture
def old(tmp_path):
    """A warehouse that release 0.1.0 made, at the path that its user named."""
    path = tmp_path / "w.duckdb"
    path.write_bytes(gzip.decompress((RELEASES / "release_0_1_0.duckdb.gz").read_bytes()))
    return Warehouse(path)


@pytest.fixture(autouse=True)
def _fresh_process(monkeypatch):
    """Each opening looks at the schema, as the first one of a process does."""
    monkeypatch.setattr(opening, "_prepared", set())


def rows_of(connection, name):
    columns = [row[0] for row in connection.execute(f"describe {name}").fetchall()]
    return columns, connection.execute(f"select * from {name} order by all").fetchall()


def test_rows_ids_and_answers_of_the_first_release_are_kept(old, capsys):
    with duckdb.connect(str(old.path), read_only=True) as connection:
        before = {name: rows_of(connection, name) for name in KEPT}
        surfaces = connection.execute("select * from core.entity_surfaces order by all").fetchall()
    with old.writer() as session:
        for name, (columns, rows) in before.items():
            after = session.query(f"select {', '.join(columns)} from {name} order by all").to_pylist()
            assert [tuple(row.values()) for row in after] == rows, name
        assert [
            tuple(r.values()) for r in session.query("select * from core.entity_surfaces order by all").to_pylist()
        ] == surfaces
        assert session.scalar("select count(*) from raw.documents where is_current") == len(before["raw.documents"][1])
        assert session.query(load_sql("queries", "top_entities").statement, {"type": "GPE", "limit": 3}).num_rows
    assert "no row was lost" in capsys.readouterr().err


def test_a_carried_warehouse_has_the_schema_of_a_new_one(old, tmp_path):
    def described(session):
        columns = session.query(
            "select schema_name, table_name, column_name, data_type, comment from duckdb_columns() where not internal order by all"
        ).to_pylist()
        views = session.query(
            "select schema_name, view_name, comment from duckdb_views() where not internal order by all"
        )
        return columns, views.to_pylist()

    with old.writer() as session:
        carried = described(session)
    with Warehouse(tmp_path / "new.duckdb").writer() as session:
        assert described(session) == carried


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param("drop table core.sentences", id="table"),
        pytest.param("drop view core.entity_surfaces; delete from ops.progress", id="view"),
        pytest.param("drop schema marts cascade; delete from ops.progress", id="schema"),
        pytest.param("alter table core.entity_mentions drop column literal_score", id="column"),
        pytest.param("comment on column core.articles.text is null", id="comment"),
    ],
)
def test_what_is_absent_is_made_at_the_next_writing(tmp_path, monkeypatch, damage):
    warehouse = Warehouse(tmp_path / "w.duckdb")
    with warehouse.writer() as session:
        whole = session.query("select schema_name, table_name, column_name, comment from duckdb_columns() order by all")
        for statement in damage.split("; "):
            session.run(statement)
    monkeypatch.setattr(opening, "_prepared", set())
    with warehouse.writer() as session:
        again = session.query("select schema_name, table_name, column_name, comment from duckdb_columns() order by all")
    assert sorted(map(repr, again.to_pylist())) == sorted(map(repr, whole.to_pylist()))


def test_an_interrupted_migration_leaves_the_file_as_it_was(old, monkeypatch):
    def killed(_session):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(schema, "MIGRATIONS", (MIGRATIONS[0], Migration(2, "killed", killed)))
        with pytest.raises(KeyboardInterrupt), old.writer():
            pass
    with duckdb.connect(str(old.working_path), read_only=True) as connection:
        assert connection.execute("select contract_version from ops.versions").fetchall() == [(1,)]
        assert not connection.execute("select 1 from duckdb_tables() where table_name = 'migrations'").fetchall()
    with old.writer() as session:
        assert session.scalar("select max(migration_number) from ops.migrations") == LATEST


def test_a_reader_of_an_older_file_is_told_what_to_do(old):
    with pytest.raises(WarehouseError, match=r"older release.*dateline run"), old.reader():
        pass


def test_a_file_of_a_newer_release_is_refused_by_all(tmp_path):
    warehouse = Warehouse(tmp_path / "w.duckdb")
    with warehouse.writer() as session:
        session.run("update ops.migrations set migration_number = 999")
    opening._prepared.clear()
    with pytest.raises(WarehouseError, match=r"newer release \(schema 999.*upgrade"), warehouse.writer():
        pass


def test_migrations_are_numbered_without_gaps_and_every_table_is_noted(tmp_path):
    assert [step.number for step in MIGRATIONS] == list(range(1, LATEST + 1))
    with Warehouse(tmp_path / "w.duckdb").writer() as session:
        assert session.count("ops.migrations") == LATEST
        assert all(session.count(name) == 0 for name in CONTRACTS if not name.startswith("ops."))
