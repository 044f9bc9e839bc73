"""What every table is made by, kept: made again when a file or a setting is another, and only then."""

import json

import pytest

from pipelines.knowledge.shelf import install
from pipelines.settings import load_settings
from pipelines.work import lineages
from pipelines.work.lineages import RECORD, known_lineages


@pytest.fixture
def made(monkeypatch, tmp_path):
    """How often lineages were made; quick ones, and a folder of models to change."""
    calls = []

    def quick(catalogue, entry, settings):
        calls.append(entry.name)
        if entry.name == "core.topics":
            raise FileNotFoundError(entry.name)
        return f"{entry.name}@1"

    monkeypatch.setattr(lineages, "lineage_of", quick)
    (tmp_path / "mine_to_change.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("DATELINE_EXTENSIONS", "mine_to_change")
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "weights.onnx").write_bytes(b"1")
    monkeypatch.setenv("DATELINE_MODELS", str(tmp_path / "models"))
    return calls


def test_they_are_made_once_and_kept(made):
    first = known_lineages(load_settings())
    count = len(made)
    assert known_lineages(load_settings()) == first
    assert len(made) == count
    assert "core.topics" not in first
    assert first["core.articles"] == "core.articles@1"


@pytest.mark.parametrize("change", ["weights", "extension", "pack", "setting", "damage"])
def test_a_change_makes_them_again(made, make_pack, tmp_path, monkeypatch, change):
    known_lineages(load_settings())
    count = len(made)
    if change == "weights":
        (tmp_path / "models" / "weights.onnx").write_bytes(b"12")
    elif change == "extension":
        (tmp_path / "mine_to_change.py").write_text("VERSION = 2")
    elif change == "pack":
        install(make_pack([]), tmp_path / "home")
    elif change == "setting":
        monkeypatch.setenv("DATELINE_COUNTRY_VIEW", '{"geonames:1": "XX"}')
    else:
        (tmp_path / "home" / RECORD).write_text(json.dumps(["not a record"]))
    assert known_lineages(load_settings())
    assert len(made) == 2 * count


def test_code_that_python_compiles_changes_nothing(made, tmp_path):
    known_lineages(load_settings())
    count = len(made)
    (tmp_path / "models" / "__pycache__").mkdir()
    (tmp_path / "models" / "__pycache__" / "scheme.pyc").write_bytes(b"1")
    assert known_lineages(load_settings())
    assert len(made) == count


def test_a_state_folder_that_cannot_be_written_stops_nobody(made, tmp_path):
    (tmp_path / "home").write_text("a file where the folder should be")
    assert known_lineages(load_settings())
