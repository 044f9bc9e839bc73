"""Settings: from the environment, typed, with absolute paths."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from pipelines.settings import Settings, load_settings


def test_variables_are_read_and_paths_made_absolute(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATELINE_WAREHOUSE", "news.duckdb")
    monkeypatch.setenv("DATELINE_TOPIC_SCHEMES", '["mine.yaml"]')
    monkeypatch.setenv("DATELINE_COUNTRY_VIEW", '{"dateline:adm1-ua-11": "XX", "geonames:1": null}')
    settings = load_settings()
    assert settings.warehouse == tmp_path / "news.duckdb"
    assert settings.topic_schemes == (Path("mine.yaml"),)
    assert settings.view == (("dateline:adm1-ua-11", "XX"), ("geonames:1", None))


def test_an_installed_gazetteer_is_used_unless_another_is_named(monkeypatch, tmp_path):
    home = tmp_path / "home"
    assert load_settings().gazetteer_file is None
    (home / "gazetteer").mkdir(parents=True)
    (home / "gazetteer" / "gazetteer.arrow").touch()
    assert load_settings().gazetteer_file == home / "gazetteer" / "gazetteer.arrow"
    monkeypatch.setenv("DATELINE_GAZETTEER", str(tmp_path / "other.arrow"))
    assert load_settings().gazetteer_file == tmp_path / "other.arrow"


@pytest.mark.parametrize(("name", "value"), [("THREADS", "0"), ("THREADS", "many"), ("MEMORY_LIMIT_MB", "1")])
def test_a_value_that_does_not_fit_is_refused(monkeypatch, name, value):
    monkeypatch.setenv(f"DATELINE_{name}", value)
    with pytest.raises(ValidationError):
        load_settings()


def test_the_readme_has_a_row_for_each_setting():
    rows = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8").splitlines()
    for name, field in Settings.model_fields.items():
        opening, end = f"| `DATELINE_{name.upper()}` | ", f" | {field.description} |"
        assert any(row.startswith(opening) and row.endswith(end) for row in rows), f"README.md needs: {opening}...{end}"
