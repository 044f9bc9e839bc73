"""Dagster's records: migrations are read once per process, new databases bear the last revision, what one has is asked for once."""

import sqlite3
from contextlib import closing

import dagster as dg
import pytest
from alembic.script import ScriptDirectory

from pipelines.home import prepare_home
from pipelines.storage import close_engines, relax_sqlite


def test_new_databases_bear_the_last_revision_of_migrations_that_are_read_once(tmp_path, monkeypatch):
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path))
    prepare_home(tmp_path)
    relax_sqlite()
    seen = []
    read = ScriptDirectory.from_config

    def noted(config):
        seen.append(read(config))
        return seen[-1]

    monkeypatch.setattr(ScriptDirectory, "from_config", noted)
    with dg.DagsterInstance.get() as instance:
        databases = [instance.run_storage, instance.event_log_storage, instance.schedule_storage]
        revisions = [storage.alembic_version() for storage in databases]
    close_engines()
    assert len(seen) > len(databases)
    assert len({id(folder) for folder in seen}) == 1
    head = seen[0].get_current_head()
    assert revisions == [(head, head)] * 3
    stamped = []
    for path in sorted(tmp_path.rglob("*.db")):
        with closing(sqlite3.connect(path)) as database:
            stamped.append(database.execute("select version_num from alembic_version").fetchall())
    assert stamped == [[(head,)]] * len(stamped)
    assert stamped


def test_what_a_database_has_is_asked_for_once_and_what_it_lacks_each_time(tmp_path, monkeypatch):
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path))
    prepare_home(tmp_path)
    relax_sqlite()
    with dg.DagsterInstance.get() as instance:
        storage = instance.event_log_storage
        assert storage.has_table("asset_keys")
        assert storage.has_asset_key_col("cached_status_data")
        assert storage.has_secondary_index("asset_key_index_columns")
        assert not storage.has_secondary_index("coming")
        storage.enable_secondary_index("coming")
        with monkeypatch.context() as patch:
            patch.setattr(storage, "index_connection", no_connection)
            patch.setattr(storage, "conn_string_for_shard", no_connection)
            assert storage.has_table("asset_keys")
            assert storage.has_asset_key_col("cached_status_data")
            assert storage.has_secondary_index("asset_key_index_columns")
            with pytest.raises(ConnectionError):
                storage.has_table("no_such_table")
            with pytest.raises(ConnectionError):
                storage.has_asset_key_col("no_such_column")
        assert storage.has_secondary_index("coming")
    close_engines()


def no_connection(*_given):
    raise ConnectionError
