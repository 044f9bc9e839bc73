"""What can be wrong with a warehouse, in words for the person who runs it."""


class WarehouseError(RuntimeError):
    """The warehouse cannot be used as asked; the message says why and what to do."""


class WarehouseLockedError(WarehouseError):
    """Another process holds the working file for longer than the timeout."""


class AuditError(WarehouseError):
    """Rows about to be committed break their contract or a blocking check; nothing was written."""
