"""Which files of a folder are Dateline's own: a warehouse among news is no news."""

from collections.abc import Collection
from pathlib import Path

from pipelines.beside import (
    BRIEFING_SUFFIX,
    LOCKS_FOLDER,
    LOG_SUFFIX,
    PUBLISHING_SUFFIX,
    SEARCH_SUFFIX,
    WORKING_SUFFIX,
)

BESIDE = (
    *("", WORKING_SUFFIX, PUBLISHING_SUFFIX, LOG_SUFFIX),
    *(SEARCH_SUFFIX + more for more in ("", ".partial", "-journal", ".lock")),
)
"""What may stand beside a warehouse, by what is added to its name."""
STATE_FILE = "dagster.yaml"
"""What marks the folder of the state of runs."""


def own_names(folder: str | Path, names: Collection[str]) -> frozenset[str]:
    """The names in a folder that are a warehouse, what belongs to one, or the state of runs.

    Args:
        folder: The folder.
        names: All names in it.
    """
    if STATE_FILE in names:
        return frozenset(names)
    working = (name for name in names if name.endswith(WORKING_SUFFIX) and Path(folder, name, LOCKS_FOLDER).is_dir())
    own: set[str] = set()
    for warehouse in (name.removesuffix(WORKING_SUFFIX) for name in working):
        own.update(warehouse + suffix for suffix in BESIDE)
        own.add(Path(warehouse).stem + BRIEFING_SUFFIX)
    return frozenset(own)


def is_own(path: Path) -> bool:
    """True of a warehouse and of its working folder."""
    name = path.name.removesuffix(WORKING_SUFFIX)
    return bool(name) and path.with_name(name + WORKING_SUFFIX).joinpath(LOCKS_FOLDER).is_dir()
