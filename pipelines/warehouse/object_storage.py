"""Rows of a lake in object storage: S3 and what speaks like it, with the usual variables of the environment.

`AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`, `AWS_REGION`, and `AWS_ENDPOINT_URL` for a server that is not
Amazon's (`http://host:port`). Keys live in the memory of this connection alone.
"""

from collections.abc import Mapping
from urllib.parse import urlsplit

import duckdb

from pipelines.warehouse.session import quoted

EXTENSION = "httpfs"
SETTINGS = {
    "AWS_ACCESS_KEY_ID": "key_id",
    "AWS_SECRET_ACCESS_KEY": "secret",
    "AWS_SESSION_TOKEN": "session_token",
    "AWS_REGION": "region",
}


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
    known = {setting: environment[name] for name, setting in SETTINGS.items() if environment.get(name)}
    endpoint = urlsplit(environment.get("AWS_ENDPOINT_URL", ""))
    if endpoint.netloc:
        known |= {"endpoint": endpoint.netloc, "url_style": "path", "use_ssl": str(endpoint.scheme == "https").lower()}
    values = ", ".join(f"{setting} {quoted(value)}" for setting, value in known.items())
    connection.execute(f"create secret (type s3, provider config{', ' if values else ''}{values})")
