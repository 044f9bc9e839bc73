"""What DuckDB looks for in vain is told at once, and nothing else is hidden by that."""

import importlib
import sys
from importlib.machinery import ModuleSpec

import pytest

from pipelines.warehouse import Warehouse, lacking


class Searches:
    """A finder that comes last, where Python has looked through all folders, and notes for what."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def find_spec(self, name: str, _path: object = None, _target: object = None) -> ModuleSpec | None:
        self.names.append(name)
        return None


@pytest.fixture
def searches(monkeypatch):
    found = Searches()
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path, found])
    return found


def test_a_statement_with_values_looks_through_no_folder_for_pandas(tmp_path, searches):
    with Warehouse(tmp_path / "w.duckdb").writer() as session:
        searches.names.clear()
        assert session.scalar("select $text || len($list)", {"text": "a", "list": [1, 2]}) == "a2"
    assert lacking.SOUGHT not in searches.names


def test_other_packages_are_looked_for_as_ever(searches):
    lacking.spare_search()
    with pytest.raises(ModuleNotFoundError, match="no_such_package"):
        importlib.import_module("no_such_package")
    assert "no_such_package" in searches.names
    with pytest.raises(ModuleNotFoundError, match="pandas"):
        importlib.import_module("pandas")


def test_a_package_that_is_installed_is_found(tmp_path, monkeypatch):
    (tmp_path / "as_if_pandas.py").write_text("here = True\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(lacking, "SOUGHT", "as_if_pandas")
    monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))
    lacking.spare_search.__wrapped__()
    assert importlib.import_module("as_if_pandas").here
    monkeypatch.delitem(sys.modules, "as_if_pandas")
