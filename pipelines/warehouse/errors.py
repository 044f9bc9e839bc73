"""What can be wrong with a warehouse, in words for the person who runs it, and which of it may pass by itself."""

FULL_DISK = ("No space left", "File too large", "Disk quota exceeded")
"""What the system says when nothing more can be written."""


class WarehouseError(RuntimeError):
    """The warehouse cannot be used as asked; the message says why and what to do."""


class WarehouseLockedError(WarehouseError):
    """Another process holds the working file for longer than the timeout."""


class UnreachableError(WarehouseError):
    """The catalogue or the storage of a lake does not answer."""


class AuditError(WarehouseError):
    """Rows about to be committed break their contract or a blocking check; nothing was written."""


def may_pass(error: BaseException) -> bool:
    """Tell whether the same may succeed a little later: a lock is freed, a full disk emptied, a server started again."""
    return isinstance(error, (WarehouseLockedError, UnreachableError)) or (
        isinstance(error, (WarehouseError, OSError))
        and any(words in str(error) for words in (*FULL_DISK, "disk is full"))
    )
