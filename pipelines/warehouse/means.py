"""How many threads DuckDB works with on a working file, and with how much memory: less than it would take is often as fast."""

from typing import NamedTuple

SMALL_FILE_BYTES = 500_000_000
"""Up to here, some 60,000 articles, one thread works on a file unless many units are made at once: handing parts of few rows from
thread to thread took a quarter of DuckDB's time."""
MOST_OF_ONE_THREAD = 1_000
"""Units that one thread makes at once, in a file that is not large."""
LEAST_MEMORY_MB, MEMORY_PER_BYTE = 256, 0.4
"""What DuckDB may use of its limit: two fifths of what the file has, but at least this. More of it kept blocks that are as soon
read again; with 256 MB no step on 32,000 articles in a file of 630 MB took longer than with 512."""
BESIDE_MODELS_MB = 128
"""What each of its threads may use while models hold the rest: a few batches go in and out, however large the file is. Of 32,000 articles
exchanges took as long as with 313 in all, and the process 240 MB less."""


class Means(NamedTuple):
    """What DuckDB works with.

    Attributes:
        threads: How many threads.
        memory_mb: How much memory, MB.
    """

    threads: int
    memory_mb: int


class Work(NamedTuple):
    """What is done in a session.

    Attributes:
        is_about_many: Many units are made at once.
        is_beside_models: Batches are brought to models and back.
        is_in_need: It has failed with less memory than is allowed.
    """

    is_about_many: bool = False
    is_beside_models: bool = False
    is_in_need: bool = False


def means_for(size: int, most: Means, work: Work) -> Means:
    """Return what a session works with.

    Args:
        size: Of the working file, bytes.
        most: What the settings allow.
        work: What is done.
    """
    threads = most.threads if work.is_about_many or size > SMALL_FILE_BYTES else 1
    if work.is_in_need:
        return Means(threads, most.memory_mb)
    own = int(size * MEMORY_PER_BYTE / 1e6)
    memory_mb = BESIDE_MODELS_MB * threads if work.is_beside_models else max(LEAST_MEMORY_MB, own)
    return Means(threads, min(most.memory_mb, memory_mb))
