"""The sensor: one run a content of the landing folder, a reason where there is none."""

import dagster as dg
import pytest

from pipelines.defs.automation import landing_folder


def evaluated():
    return list(landing_folder(dg.build_sensor_context()))


def test_a_missing_folder_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("DATELINE_LANDING", str(tmp_path / "nowhere"))
    [result] = evaluated()
    assert "nowhere" in result.skip_message


def test_an_empty_folder_starts_nothing(tmp_path, monkeypatch):
    monkeypatch.setenv("DATELINE_LANDING", str(tmp_path))
    [result] = evaluated()
    assert isinstance(result, dg.SkipReason)


def test_the_run_key_follows_the_content(tmp_path, monkeypatch):
    monkeypatch.setenv("DATELINE_LANDING", str(tmp_path))
    (tmp_path / "a.txt").write_text("one")
    [first] = evaluated()
    [same] = evaluated()
    (tmp_path / "b.txt").write_text("two")
    [changed] = evaluated()
    assert first.run_key == same.run_key != changed.run_key
    assert first.run_config["ops"]["raw__documents"]["config"]["inputs"] == [str(tmp_path)]


@pytest.mark.parametrize("name", ["notes.docx", ".hidden.txt"])
def test_what_cannot_be_read_starts_nothing(tmp_path, monkeypatch, name):
    monkeypatch.setenv("DATELINE_LANDING", str(tmp_path))
    (tmp_path / name).write_text("one")
    [result] = evaluated()
    assert isinstance(result, dg.SkipReason)
