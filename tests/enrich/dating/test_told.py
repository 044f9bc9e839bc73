"""What dated articles tell: near days gain, far ones are not ruled out, and names are read as printed."""

from datetime import date

import numpy as np
import pytest

from pipelines.enrich.dating.events import MAX_READ_CHARS
from pipelines.enrich.dating.grid import grid_until
from pipelines.enrich.dating.printed import MOST_NAMES, printed_names
from pipelines.enrich.dating.told import Shape, Told, bins_apart, load_shape, log_likelihood
from pipelines.worker import MODELS

GRID_END = date(2026, 11, 23)
GRID = grid_until(GRID_END)
SHAPE = Shape(
    1.0, np.array([0.0, 2.0, 0.5]), np.array([-2.0, 6.0]),
    np.array([0.4, 0.3, 0.1, 0.1, 0.05, 0.03, 0.01, 0.01]), np.array([0.0, 0.0, 0.0, 0.05, 0.05, 0.1, 0.3, 0.5]),
)  # fmt: skip


def scores(*told: Told) -> np.ndarray:
    return log_likelihood(told, GRID, SHAPE)


def at(day: date) -> int:
    return day.toordinal() - int(GRID.ordinals[0])


def test_without_dated_articles_every_day_is_as_likely() -> None:
    assert not scores().any()


def test_the_day_that_most_is_shared_with_is_likeliest_and_none_is_ruled_out() -> None:
    near, far = date(2019, 3, 4), date(2005, 1, 1)
    found = scores(Told(near, 0.9, 60_000, "Tansy Bell"), Told(far, 0.1, 9_000, "Old Quay"))
    assert int(np.argmax(found)) == at(near)
    assert found[at(far)] > found[at(date(1990, 1, 1))] > -5.0


def test_more_of_the_names_tell_more() -> None:
    day = date(2019, 3, 4)
    gained = [scores(Told(day, share, 20_000, "x"))[at(day)] for share in (0.1, 0.4, 0.9)]
    assert gained == sorted(gained)
    assert gained[0] < gained[-1]


@pytest.mark.parametrize(
    ("apart", "expected"), [(0, 0), (-1, 1), (3, 2), (7, 3), (-14, 4), (90, 6), (365, 7), (366, 8)]
)
def test_bins_of_days_apart(apart: int, expected: int) -> None:
    assert bins_apart(np.array([apart])).tolist() == [expected]


def test_days_out_of_reach_are_all_alike_and_those_at_its_ends_are_not() -> None:
    day = date(2019, 3, 4)
    found = scores(Told(day, 0.9, 60_000, "Tansy Bell"))
    reached = np.flatnonzero(found > found[0])
    assert (reached[0], reached[-1], len(reached)) == (at(day) - 365, at(day) + 365, 731)
    late = scores(Told(GRID_END, 0.9, 60_000, "Tansy Bell"))
    assert int(np.argmax(late)) == len(GRID) - 1


def test_what_ships_is_a_shape_of_kernels() -> None:
    shape = load_shape(MODELS / "dating" / "told.json")
    assert shape is not None
    assert shape.near.sum() == pytest.approx(1.0, abs=0.01)
    assert shape.far.sum() == pytest.approx(1.0, abs=0.01)
    assert shape.near[:3].sum() > shape.far[:3].sum()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ferry Tansy Bell’s crew met Mira Holt.",
            ["Ferry Tansy", "Tansy Bell", "Tansy", "Bell", "Mira Holt", "Mira", "Holt"],
        ),
        ("Shares of the Bank of Arden fell.", ["Bank of Arden", "Bank", "Arden"]),
        ("Shares rose. Traders smiled.", []),
        ("NATO said so.", []),
        ("", []),
    ],
    ids=["pairs and words", "a link is kept", "a sentence's first word", "capitals alone", "empty"],
)
def test_names_as_printed(text: str, expected: list[str]) -> None:
    assert sorted(printed_names(text)) == sorted(expected)


def test_a_long_text_keeps_its_first_names() -> None:
    names = [f"Nord{chr(97 + i // 26)}{chr(97 + i % 26)}" for i in range(MOST_NAMES * 2)]
    assert printed_names("he met " + ", then ".join(names)) == names[:MOST_NAMES]
    assert printed_names("a" * MAX_READ_CHARS + " Tansy Bell") == []
