"""Spares DuckDB's vain search for pandas: it looks for it twice for each value that a statement is given.

DuckDB's client asks whether a parameter is pandas' missing value, and imports pandas to ask. Where pandas is not installed,
Python goes through all folders of its path each time and fails: of a small run a hundredth of the processor's time.
"""

import sys
from functools import cache
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import find_spec

SOUGHT = "pandas"


class _Lacking(MetaPathFinder):
    """Says at once of a package that is not installed that it is not; leaves all others to those that find them."""

    def __init__(self, name: str) -> None:
        self._name = name

    def find_spec(self, fullname: str, _path: object, _target: object = None) -> ModuleSpec | None:
        if fullname == self._name:
            raise ModuleNotFoundError(f"No module named {fullname!r}", name=fullname)
        return None


@cache
def spare_search() -> None:
    """Let imports of pandas fail at once for as long as this process lives, if it is not installed."""
    if SOUGHT not in sys.modules and find_spec(SOUGHT) is None:
        sys.meta_path.insert(0, _Lacking(SOUGHT))
