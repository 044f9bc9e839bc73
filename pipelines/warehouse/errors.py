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


class ShortOfMemoryError(WarehouseError):
    """DuckDB had less memory than it may use, and needed more; what was not committed is made again with all of it."""


def short_of_memory(name: str, had_mb: int, most_mb: int) -> WarehouseError:
    """Return what to say of a session whose memory was too little.

    Args:
        name: What the user calls the warehouse.
        had_mb: What DuckDB had, MB.
        most_mb: What it may use, MB.
    """
    if had_mb < most_mb:
        return ShortOfMemoryError(f"{name}: DuckDB needs more than {had_mb} MB")
    return WarehouseError(
        f"{name}: DuckDB needs more than the {most_mb} MB that it may use; raise DATELINE_MEMORY_LIMIT_MB and run again, "
        "nothing that was committed is lost"
    )


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
