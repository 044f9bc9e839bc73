"""One open connection to a lake: its transactions stand in line with those of other machines."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import duckdb
import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.warehouse.advisory import advisory_lock
from pipelines.warehouse.session import Session

COMMIT_LOCK = "commit"
_WRITING = re.compile(
    r"\s*(?:insert|update|delete|alter|drop|comment|create(?! (?:or replace )?temp)|call)\b", re.IGNORECASE
)
"""Statements that change a lake; temporary tables are a connection's own."""


class LakeSession(Session):
    """A session whose transactions wait for those of other machines; a single statement that writes is one too."""

    has_comments_on_view_columns = False

    def __init__(self, connection: duckdb.DuckDBPyConnection, catalogue: str, timeout_s: float) -> None:
        super().__init__(connection)
        self._catalogue = catalogue
        self._timeout_s = timeout_s

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit what is done inside, or nothing of it, after all other machines' commits that began before."""
        if self.is_in_transaction:
            yield
            return
        with advisory_lock(self._catalogue, COMMIT_LOCK, timeout_s=self._timeout_s), super().transaction():
            yield

    def run(self, sql: str, parameters: Mapping[str, Any] | None = None, **tables: pa.Table) -> None:
        """Run one statement for its effect, in line if it writes."""
        if self.is_in_transaction or not _WRITING.match(sql):
            super().run(sql, parameters, **tables)
            return
        with self.transaction():
            super().run(sql, parameters, **tables)

    def empty(self, table_name: str) -> None:
        """Remove all rows of a table; a lake forgets whole files, and snapshots keep the table that they know."""
        self.run(f"delete from {table_name}")

    def taken(self, table_name: str, condition: str, **tables: pa.Table) -> pa.Table:
        """Remove the rows of a table for which a condition holds and return them; a lake does not return what it deletes."""
        columns = ", ".join(CONTRACTS[table_name].column_names)
        with self.transaction():
            rows = self.query(f"select {columns} from {table_name} where {condition}", **tables)
            self.run(f"delete from {table_name} where {condition}", **tables)
        return rows
