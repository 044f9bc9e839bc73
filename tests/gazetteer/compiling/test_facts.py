from pathlib import Path

import pytest

from pipelines.gazetteer.compiling.facts import (
    ADMIN1,
    ALIASES,
    COUNTRIES,
    PLACE_TABLES,
    Fact,
    FactError,
    read_facts,
)

HEADER = "code;name;latitude;longitude;official\n"


def test_a_row_is_read_by_its_header(tmp_path: Path) -> None:
    (tmp_path / "water.csv").write_text(f"{HEADER}H.SEA;Red Sea;20;38;the Red Sea|Mare Rubrum\n", encoding="utf-8")
    assert list(read_facts("water", tmp_path)) == [
        Fact("Red Sea", code="H.SEA", latitude=20.0, longitude=38.0, official=("the Red Sea", "Mare Rubrum"))
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(f"{HEADER}H.SEA;Red Sea;20\n", "water.csv, line 2: 3 fields, expected 5", id="too few fields"),
        pytest.param(f"{HEADER}H.SEA;Red Sea;x;38;\n", "line 2, latitude: expected a number, got 'x'", id="no number"),
        pytest.param(f"{HEADER}H.SEA;Red Sea;95;38;\n", "line 2: 95.0, 38.0 is not on Earth", id="off the globe"),
        pytest.param("code;title\nH.SEA;Red Sea\n", "no such columns: .'title'", id="unknown column"),
    ],
)
def test_a_wrong_row_is_refused_by_line(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "water.csv").write_text(text, encoding="utf-8")
    with pytest.raises(FactError, match=message):
        list(read_facts("water", tmp_path))


@pytest.mark.parametrize("table", PLACE_TABLES)
def test_every_place_has_a_feature_and_a_point(table: str) -> None:
    for fact in read_facts(table):
        assert fact.name
        assert fact.code[0] in "AHLPSTVRU"
        assert fact.code[1] == "."
        assert fact.latitude is not None
        assert fact.longitude is not None


def test_every_country_is_there_once() -> None:
    codes = [fact.country for fact in read_facts(COUNTRIES)]
    assert len(codes) == len(set(codes)) >= 249


@pytest.mark.parametrize("table", [ADMIN1, ALIASES])
def test_every_alias_has_a_country(table: str) -> None:
    assert all(len(fact.country) == 2 and fact.name for fact in read_facts(table))
