"""The only room that knows DuckDB: opening, migrating, marks, changes, auditing, committing, publishing.

One promise: a commit happens whole or not at all, and nobody is locked out by it. The pipeline writes a working file that
is open only while a commit is under way; what users read is a published copy at the path that they named, put there by
an atomic rename. A process that dies at any moment leaves the last commit and the last copy. A team's lake (`lake`) keeps the
same promise with a catalogue in PostgreSQL; there, what users read is the snapshot of the last publication.
"""

from pipelines.warehouse.choosing import open_warehouse
from pipelines.warehouse.errors import AuditError, WarehouseError, WarehouseLockedError, may_pass
from pipelines.warehouse.opening import Warehouse
from pipelines.warehouse.session import Session

__all__ = ["AuditError", "Session", "Warehouse", "WarehouseError", "WarehouseLockedError", "may_pass", "open_warehouse"]
