"""What can be wrong with a warehouse, in words for the person who runs it, and which of it may pass by itself."""

from pathlib import Path

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


def holder_of(message: str) -> str:
    """Return who has a file open, as DuckDB tells it to one that finds it locked."""
    start = message.find("Conflicting lock is held in ")
    return (
        message[start + len("Conflicting lock is held in ") :].split(". See", maxsplit=1)[0].strip()
        if start >= 0
        else "unknown process"
    )


def reason_of(path: Path, message: str) -> str:
    """Return why a file cannot be used and what to do, in place of DuckDB's message."""
    first = message.removeprefix("IO Error: ").splitlines()[0]
    if "not a valid DuckDB" in message:
        return f"{path}: not a DuckDB file; name another --warehouse"
    if "Permission denied" in message or "Cannot open file" in message or "Read-only" in message:
        return f"{path}: cannot be opened ({first}); name another --warehouse"
    if any(words in message for words in FULL_DISK):
        return f"{path}: the disk is full ({first}); free some space and run again, nothing that was committed is lost"
    return f"{path}: {first}"
