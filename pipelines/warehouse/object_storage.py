"""Rows of a lake in object storage: S3 and what speaks like it, with the usual variables of the environment.

`AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`, `AWS_REGION`, and `AWS_ENDPOINT_URL` for a server that is not
Amazon's (`http://host:port`). Keys live in the memory of this connection alone.
"""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

import duckdb

from pipelines.warehouse.errors import FULL_DISK, UnreachableError, WarehouseError
from pipelines.warehouse.session import quoted

EXTENSION = "httpfs"
SETTINGS = {
    "AWS_ACCESS_KEY_ID": "key_id",
    "AWS_SECRET_ACCESS_KEY": "secret",
    "AWS_SESSION_TOKEN": "session_token",
    "AWS_REGION": "region",
}
_REFUSED = re.compile(r"HTTP (?:code )?40[13]\b")
_MISSING = re.compile(r"HTTP (?:code )?404\b")
PATIENCE = {"http_retries": "5", "http_retry_wait_ms": "200", "http_retry_backoff": "2"}
"""Six tries over six seconds: storage that makes room says for seconds that it is busy (S3: 503, Slow Down). Longer trouble is the run's."""


def is_object_storage(data: str) -> bool:
    """Return whether rows lie in object storage rather than in a folder."""
    return data.startswith("s3://")


def reach_storage(connection: duckdb.DuckDBPyConnection, environment: Mapping[str, str]) -> None:
    """Let a connection read and write object storage.

    Args:
        connection: A DuckDB instance.
        environment: Where keys and address stand.

    Raises:
        ImportError: If DuckDB's extension is not installed.
    """
    from duckdb_extensions import import_extension

    import_extension(EXTENSION)
    connection.execute(f"load {EXTENSION}")
    for setting, value in PATIENCE.items():
        connection.execute(f"set global {setting} = {value}")
    known = {setting: environment[name] for name, setting in SETTINGS.items() if environment.get(name)}
    endpoint = urlsplit(environment.get("AWS_ENDPOINT_URL", ""))
    if endpoint.netloc:
        known |= {"endpoint": endpoint.netloc, "url_style": "path", "use_ssl": str(endpoint.scheme == "https").lower()}
    values = ", ".join(f"{setting} {quoted(value)}" for setting, value in known.items())
    connection.execute(f"create secret (type s3, provider config{', ' if values else ''}{values})")


def storage_failed(name: str, error: Exception) -> WarehouseError:
    """Return what to raise for a storage of rows that does not answer or has no room, in words for the user."""
    first = " ".join(str(error).split())
    if any(words in first for words in FULL_DISK):
        return WarehouseError(
            f"{name}: the disk is full where the lake keeps its rows ({first}); free some space and run again, nothing "
            "that was committed is lost"
        )
    if _REFUSED.search(first):
        return WarehouseError(
            f"{name}: the storage of the lake's rows refuses what it is asked for ({first}); see that AWS_ACCESS_KEY_ID and "
            "AWS_SECRET_ACCESS_KEY are its keys and may read and write there, and run again: nothing that was committed is lost"
        )
    if _MISSING.search(first):
        return WarehouseError(
            f"{name}: the storage of the lake's rows holds no such place ({first}); make the bucket, or bring the file back, and run "
            "again: nothing of this was written"
        )
    return UnreachableError(
        f"{name}: the storage of the lake's rows does not answer ({first}); bring it back, and run again: nothing that was "
        "committed is lost"
    )
