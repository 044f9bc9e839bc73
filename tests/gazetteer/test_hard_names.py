import csv
import math
from pathlib import Path

import pytest

from pipelines.evaluation.places import great_circle_km
from pipelines.gazetteer import Gazetteer

HARD_NAMES = (Path(__file__).parent / "hard_names.tsv").read_text(encoding="utf-8")
ROWS = list(csv.DictReader(HARD_NAMES.splitlines(), delimiter="\t"))
MUST_RESOLVE = 50
"""Well below the number of today (in the card of the gazetteer), so that a better model elsewhere does not fail here."""


def error_km(gazetteer: Gazetteer, row: dict[str, str]) -> float:
    candidates = gazetteer.candidates(row["surface"], limit=1)
    if not candidates:
        return math.inf
    place = gazetteer.place_at(candidates[0].row)
    return great_circle_km(place.latitude, place.longitude, float(row["latitude"]), float(row["longitude"]))


def test_there_are_sixty_of_them() -> None:
    assert len({row["surface"] for row in ROWS}) == 60


def test_most_hard_names_come_first_at_their_place(gazetteer: Gazetteer) -> None:
    missed = {
        row["surface"]: round(error) for row in ROWS if (error := error_km(gazetteer, row)) > float(row["tolerance_km"])
    }
    assert len(ROWS) - len(missed) >= MUST_RESOLVE, missed


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['reason']}: {row['surface']}")
def test_every_hard_name_has_a_candidate_at_its_place(gazetteer: Gazetteer, row: dict[str, str]) -> None:
    errors = [
        great_circle_km(place.latitude, place.longitude, float(row["latitude"]), float(row["longitude"]))
        for place in (gazetteer.place_at(c.row) for c in gazetteer.candidates(row["surface"]))
    ]
    assert min(errors) <= float(row["tolerance_km"])
