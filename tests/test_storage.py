"""Dagster's records: its migrations are read once per process, and new databases still bear their last revision."""

import sqlite3
from contextlib import closing

import dagster as dg
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
