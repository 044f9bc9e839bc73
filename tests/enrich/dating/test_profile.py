"""What words say of a half-month: both views, the share for none of the learned times, and too little to say anything."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from pipelines.enrich.dating.grid import Grid
from pipelines.enrich.dating.profile import (
    MIN_WORDS,
    NEIGHBOURS,
    Profile,
    covered,
    half_month_scores,
    load_profile,
    profile_factor,
)
from pipelines.worker import MODELS

FIRST, SIZE = 2020 * 24, 48
COMMON = [f"word{i}" for i in range(MIN_WORDS)]
WORDS = [*COMMON, "alpha", "beta", "Old Quay"]


def arrays(novel_bias: float = -5.0, gate_bias: float = 0.0) -> dict[str, object]:
    """Word `alpha` is of half-month 10 in the smooth view; `beta` stands in the articles of half-month 30."""
    vectors = np.zeros((len(WORDS), 2), np.int8)
    vectors[WORDS.index("alpha")] = (127, 0)
    times = np.zeros((2, SIZE), np.float16)
    times[0, 10] = 40.0
    weights = np.ones(len(WORDS), np.float16)
    counts = [NEIGHBOURS if word == "beta" else 0 for word in WORDS]
    starts = np.cumsum([0, *counts]).astype(np.uint32)
    return {
        "words": np.frombuffer("\n".join(WORDS).encode(), np.uint8), "first_half_month": np.array(FIRST), "vectors": vectors,
        "scales": np.full(2, 1 / 127, np.float32), "idf": weights, "rarity": weights, "times": times, "bias": np.zeros(SIZE, np.float16),
        "posting_starts": starts, "posting_articles": np.arange(NEIGHBOURS, dtype=np.uint16),
        "posting_shares": np.full(NEIGHBOURS, 255, np.uint8), "article_bins": np.repeat(np.array([30, 10], np.uint16), NEIGHBOURS),
        "density": np.zeros(SIZE, np.float16), "gate": np.array([gate_bias] + [0.0] * 11), "novel": np.array([novel_bias] + [0.0] * 11),
    }  # fmt: skip


def test_the_smooth_view_knows_the_time_of_a_word() -> None:
    values = Profile(arrays(gate_bias=-9.0)).log_likelihood({*COMMON, "alpha"})
    assert values is not None
    assert int(values.argmax()) == 10


def test_the_sharp_view_knows_the_articles_with_a_rare_word() -> None:
    values = Profile(arrays(gate_bias=9.0)).log_likelihood({*COMMON, "beta"})
    assert values is not None
    assert int(values.argmax()) == 30


def test_a_text_of_no_learned_time_speaks_for_none_of_them() -> None:
    values = Profile(arrays(novel_bias=30.0)).log_likelihood({*COMMON, "alpha"})
    assert values is not None
    assert max(values[10], values[30]) < values[20] == values[-1]


@pytest.mark.parametrize(
    "present", [set(), {"alpha"}, {"unknown", "alpha", ("Old", "Quay")}], ids=["none", "one", "three"]
)
def test_few_known_words_say_nothing(present: set[str | tuple[str, str]]) -> None:
    assert Profile(arrays()).log_likelihood(present) is None
    assert profile_factor(present, Profile(arrays())) is None


def test_days_outside_every_half_month_are_of_an_unknown_time() -> None:
    values = np.full(SIZE, 2.0)
    values[3] = -1.0
    days = [date(1999, 1, 1), date(2020, 2, 20), date(2020, 3, 10), date(2026, 1, 1)]
    scores = half_month_scores(values, FIRST, 0.5)(Grid(np.array([day.toordinal() for day in days])))
    assert scores[1] == -1.0
    assert scores[2] == 2.0
    assert scores[0] == scores[3] == 0.5


def test_a_time_without_learned_articles_is_as_likely_as_the_text_is_new() -> None:
    last, best = [], []
    for bias in (-6.0, -2.0, 2.0):
        values = Profile(arrays(novel_bias=bias)).log_likelihood({*COMMON, "alpha"})
        assert values is not None
        last.append(float(values[-1]))
        best.append(float(values[30]))
        assert values[20] == pytest.approx(values[-1])
    assert last == sorted(last)
    assert best == sorted(best, reverse=True)


def test_more_learned_articles_cover_a_half_month_better() -> None:
    shares = covered(np.array([3] * 9 + [10]), SIZE)
    assert shares[3] > shares[10] > shares[20] == 0.0
    assert shares[1] == shares[5] == shares[3]


def test_no_file_is_no_profile(tmp_path: Path) -> None:
    assert load_profile(tmp_path / "none.npz") is None
    assert profile_factor({"a"}, None) is None


def test_the_profile_that_ships_reads_words_and_pairs() -> None:
    shipped = load_profile(MODELS / "dating" / "profile.npz")
    assert shipped is not None
    text = """Ministers, diplomats, generals and lawyers argued over sanctions, tariffs, refugees, missiles, vaccines and elections,
    while farmers, unions, banks, airlines and universities warned lawmakers about inflation, strikes, wildfires and hacking."""
    values = shipped.log_likelihood(set(text.replace(",", "").split()))
    assert values is not None
    assert np.isfinite(values).all()


def test_words_are_weighed_when_they_are_asked_for_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    profile = Profile(arrays())
    asked: list[int] = []
    weigh = profile.log_likelihood_of
    monkeypatch.setattr(profile, "log_likelihood_of", lambda rows: (asked.append(len(rows)), weigh(rows))[1])
    factor = profile_factor({*COMMON, "alpha"}, profile)
    assert factor is not None
    assert factor.scores is not None
    assert asked == []
    grid = Grid(np.arange(date(2020, 1, 1).toordinal(), date(2020, 12, 31).toordinal()))
    assert np.array_equal(factor.scores(grid), factor.scores(grid))
    assert asked == [len(COMMON) + 1]
