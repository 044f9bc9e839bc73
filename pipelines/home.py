"""The state folder as Dagster's home: its configuration, where its records are, and what is said when it cannot be used."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from pipelines.operations.settings import load_operations

_PACKAGED_CONFIG = Path(__file__).parent / "_dagster.yaml"
_CHECKOUT_CONFIG = Path(__file__).parent.parent / "dagster.yaml"
_CHECKOUT_STATE = ".dateline/"
_SQLITE = "  sqlite:\n    base_dir: .dateline/storage\n"
_POSTGRES = "  postgres:\n    postgres_url:\n      env: DATELINE_DAGSTER_POSTGRES\n"
"""Dagster reads the address from the environment: with its password, it stands in no file."""
_DRIVER = "postgresql+psycopg2://"
"""With SQLAlchemy's own choice since 2.1, psycopg 3, the `notify` of Dagster's event log is no valid statement."""


class HomeError(RuntimeError):
    """The state folder, or the database of Dagster's records, cannot be used; the message says why and what to do."""


def prepare_home(home: Path) -> Path:
    """Make the state folder a Dagster home and point this process at it; return its path.

    Raises:
        HomeError: If the folder cannot be written, or records are to be in PostgreSQL without the package for it.
    """
    home = home.absolute()
    with home_in_words(home):
        home.mkdir(parents=True, exist_ok=True)
        source = _PACKAGED_CONFIG if _PACKAGED_CONFIG.is_file() else _CHECKOUT_CONFIG
        config = source.read_text(encoding="utf-8").replace(*_storage())
        config = config.replace(f"base_dir: {_CHECKOUT_STATE}", f"base_dir: {home}/")
        target = home / "dagster.yaml"
        if not target.is_file() or target.read_text(encoding="utf-8") != config:
            target.write_text(config, encoding="utf-8")
    os.environ["DAGSTER_HOME"] = str(home)
    return home


def _storage() -> tuple[str, str]:
    """What stands in the configuration and what is to stand there; the address is given its driver, for every process that follows."""
    address = load_operations().dagster_postgres.get_secret_value()
    if not address:
        return _SQLITE, _SQLITE
    if find_spec("dagster_postgres") is None:
        raise HomeError("DATELINE_DAGSTER_POSTGRES is set: pip install 'dateline[postgres]', or leave it out")
    os.environ["DATELINE_DAGSTER_POSTGRES"] = re.sub(r"^postgres(ql)?://", _DRIVER, address)
    return _SQLITE, _POSTGRES


@contextmanager
def home_in_words(home: Path) -> Iterator[None]:
    """Say in words what stops Dagster from keeping its records: a folder that cannot be written, a full disk, a database that is down.

    Raises:
        HomeError: In place of what the system or the database raised.
    """
    try:
        yield
    except OSError as error:
        raise HomeError(
            f"{home}: {error.strerror or error}; set DATELINE_HOME to a folder that can be written"
        ) from error
    except _database_errors() as error:
        cause = error.__cause__ or error
        said = str(getattr(cause, "orig", cause)).strip().splitlines()[0]
        raise HomeError(
            f"{home}: Dagster's records cannot be kept ({said}); what was committed stays, and the next run carries on"
        ) from error


def _database_errors() -> tuple[type[Exception], ...]:
    from sqlalchemy.exc import DBAPIError

    try:
        from dagster_postgres.utils import DagsterPostgresException
    except ImportError:
        return (DBAPIError,)
    return DBAPIError, DagsterPostgresException
