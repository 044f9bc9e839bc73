"""Which files of a folder are Dateline's own: a warehouse among news is no news."""

from collections.abc import Collection
from pathlib import Path

WORKING_SUFFIX = ".work"
"""Of the folder beside a warehouse that holds its working file."""
LOCKS_FOLDER = "locks"
"""What every working folder holds from its first moment."""
BESIDE = ("", WORKING_SUFFIX, ".publishing", ".wal")
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
    return frozenset(name.removesuffix(WORKING_SUFFIX) + suffix for name in working for suffix in BESIDE)


def is_own(path: Path) -> bool:
    """True of a warehouse and of its working folder."""
    name = path.name.removesuffix(WORKING_SUFFIX)
    return bool(name) and path.with_name(name + WORKING_SUFFIX).joinpath(LOCKS_FOLDER).is_dir()
