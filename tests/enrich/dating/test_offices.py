"""Offices as evidence: which terms a title means, former holders, careers, and days that the table does not know."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from pipelines.enrich.dating.events import keys_of
from pipelines.enrich.dating.grid import Grid
from pipelines.enrich.dating.offices import (
    KIND_CODES,
    Holder,
    Offices,
    joined,
    kind_of,
    load_offices,
    office_factors,
)
from pipelines.training.times.offices import code_of, compiled
from pipelines.worker import MODELS


def terms(*pairs: tuple[str, str]) -> np.ndarray:
    return np.array([[date.fromisoformat(day).toordinal() for day in pair] for pair in pairs], dtype=np.int64)


ROWAN = Holder(
    "Mara Rowan", np.array([KIND_CODES["deputy"], KIND_CODES["interior"]]), terms(("2001-01-01", "2011-01-01"), ("2015-06-01", "2018-03-01"))
)  # fmt: skip
TALL = Holder("Piet Tall", np.array([KIND_CODES["governor"]]), terms(("2014-01-01", "2016-01-01")))
OFFICES = Offices.of([ROWAN, TALL], date(2020, 1, 1).toordinal())


@pytest.mark.parametrize(
    ("text", "form", "first"),
    [
        ("Police met Home Secretary Mara Rowan on Monday.", "held", "2015-06-01"),
        ("It was Mara Rowan, the home secretary, who spoke.", "held", "2015-06-01"),
        ("The former home secretary Mara Rowan wrote a book.", "past", "2015-06-01"),
        ("Rep. Mara Rowan voted.", "held", "2001-01-01"),
        ("Mara Rowan was seen.", "career", "2001-01-01"),
        ("Home Secretary Ann Other spoke. Mara Rowan was seen.", "career", "2001-01-01"),
    ],
    ids=["title before", "title after", "former", "another office of hers", "name alone", "title of another"],
)
def test_a_title_tells_which_terms_are_meant(text: str, form: str, first: str) -> None:
    (said,) = OFFICES.said(text, keys_of(text))
    assert said.form == form
    assert said.terms[0, 0] == date.fromisoformat(first).toordinal()
    assert text[said.start : said.end] == "Mara Rowan"


def test_no_holder_is_no_evidence() -> None:
    text = "Mara sat with Rowan. Piet Taller sang."
    assert OFFICES.said(text, keys_of(text)) == []
    assert list(office_factors(text, keys_of(text), None)) == []


def test_days_on_which_all_held_their_offices_get_the_highest_bin() -> None:
    text = "Home Secretary Mara Rowan met Gov. Piet Tall."
    found = {factor.kind: factor for factor in office_factors(text, keys_of(text), OFFICES)}
    days = [date(2010, 1, 1), date(2014, 6, 1), date(2015, 9, 1), date(2017, 1, 1)]
    grid = Grid(np.array([day.toordinal() for day in days]))
    assert found["held_2"].bins(grid).tolist() == [0, 2, 4, 2]
    assert found["held_latest"].bins(grid).tolist() == sorted(found["held_latest"].bins(grid).tolist())


def test_days_after_the_table_are_half_right_at_least() -> None:
    text = "Gov. Piet Tall spoke."
    (factor, _) = office_factors(text, keys_of(text), OFFICES)
    grid = Grid(np.array([date(2019, 1, 1).toordinal(), date(2024, 1, 1).toordinal()]))
    assert factor.bins(grid).tolist() == [0, 2]


def test_short_pauses_between_terms_are_closed() -> None:
    found = joined(terms(("2003-01-03", "2005-01-03"), ("2005-01-04", "2007-01-01"), ("2010-01-01", "2011-01-01")))
    assert found.tolist() == terms(("2003-01-03", "2007-01-01"), ("2010-01-01", "2011-01-01")).tolist()


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("United States senator", "senator"), ("member of the State Senate of Alaska", "senator"), ("Prime Minister of Luxembourg", "premier"),
        ("Deputy Prime Minister of Australia", "vice"), ("Home Secretary", "interior"), ("Minister of Foreign Affairs of Qatar", "foreign"),
        ("Member of the 56th Parliament of the United Kingdom", "deputy"), ("Governor of Ohio", "governor"), ("Minister for Housing", "minister"),
    ],
)  # fmt: skip
def test_names_of_offices_and_titles_share_their_kinds(label: str, kind: str) -> None:
    assert code_of(label) == KIND_CODES[kind]
    assert kind_of("a baker") is None
    assert code_of("President of the Senate") == -1


def test_a_compiled_table_is_read_back(tmp_path: Path) -> None:
    person = {
        "names": ["Mara Rowan"], "enwiki": "Mara Rowan (politician)",
        "offices": [{"position_label": "Home Secretary", "start": "2015-06-01", "end": "2018-03-01"}, {"position_label": "Mayor", "start": "2019"}],
    }  # fmt: skip
    nobody = {"names": ["No Page"], "enwiki": None, "offices": person["offices"]}
    np.savez_compressed(tmp_path / "offices.npz", **compiled([person, nobody], date(2020, 1, 1)))
    offices = load_offices(tmp_path / "offices.npz")
    assert offices is not None
    text = "Home Secretary Mara Rowan and No Page."
    (said,) = offices.said(text, keys_of(text))
    assert said.terms.tolist() == terms(("2015-06-01", "2018-03-01")).tolist()
    assert load_offices(tmp_path / "none.npz") is None


def test_the_table_that_ships_knows_who_held_office() -> None:
    offices = load_offices(MODELS / "dating" / "offices.npz")
    assert offices is not None
    text = "Sen. Barbara Boxer spoke."
    (said,) = offices.said(text, keys_of(text))
    assert said.form == "held"
    assert date.fromordinal(int(said.terms[-1, 1])).year == 2017
