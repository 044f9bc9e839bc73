"""Scores the dating of single bodies of outlets that nothing was learned from, and what each kind of evidence adds.

    python -m pipelines.training.times.report DATA [--part calibration|final] [--weights FILE]

The outlets that are left out of training are two parts: on `CALIBRATION` the masses of intervals, the weight of the profile and
`COVERED_ARTICLES` were chosen; `final` is all others. All of them but The Guardian's had a part in one choice, the mass of two months. Every article is collected on `COLLECTED`.
"""

import argparse
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from pipelines.enrich.dating.dater import ArticleDater
from pipelines.enrich.dating.grid import Grid, grid_until
from pipelines.enrich.dating.inference import Inference, Reading, age_prior
from pipelines.enrich.dating.intervals import summary
from pipelines.evaluation.dates import measures
from pipelines.training.times.corpora import Dated, corpora, is_held_out, small_outlets

CALIBRATION = frozenset({"breitbart", "fox", "daily beast"})
"""With `worldwide_newswire`, of other continents and of a year of which little was learned."""
COLLECTED = date(2026, 11, 23)
FIRST_YEAR = 2012
SHOWN_OUTLETS = 6
GROUPS: Mapping[str, tuple[str, ...]] = {
    "words (profile)": ("profile",),
    "public events": ("event_",),
    "offices and careers": ("held_", "past_", "career_"),
    "typed facts": ("office", "emergence", "era", "recurring"),
    "ages": ("age",),
    "latest day, month, year; ties": ("day_latest", "month_day_latest", "month_latest", "year_month_latest", "weekday_latest", "tie_"),
}  # fmt: skip
"""Kinds of evidence as the table shows them, by how their names begin; the first that fits, else `TIMES`."""
TIMES = "other time expressions"


def group_of(kind: str) -> str:
    """The group of a kind of evidence."""
    if kind == "event":
        return "typed facts"
    return next((name for name, starts in GROUPS.items() if kind.startswith(starts)), TIMES)


def held_out(data: Path, part: str) -> list[Dated]:
    """The articles of a part, in the order of the sets."""
    everything = list(corpora(data))
    small = small_outlets(everything)
    return [
        article
        for article in everything
        if is_held_out(article, small)
        and article.day.year >= FIRST_YEAR
        and (article.outlet in CALIBRATION or article.corpus == "worldwide") == (part == "calibration")
    ]


class Report:
    """Dates for articles, with all evidence or without some.

    Args:
        weights: File of weights; those that ship where it is None.
    """

    def __init__(self, weights: Path | None) -> None:
        self._inference = Inference(use_neighbours=False, weights=weights)
        self._dater = ArticleDater(use_neighbours=False)
        self._grid: Grid = grid_until(COLLECTED)

    def rows(self, article: Dated) -> dict[str, dict[str, object]]:
        """The dates that an article is given with all evidence (`all`), and without each group."""
        reading = self._inference.read(article.text, "", COLLECTED)
        empty = self._inference.log_likelihood(Reading(COLLECTED, []), self._grid)
        parts = {}
        for group in (*GROUPS, TIMES):
            own = Reading(COLLECTED, [factor for factor in reading.factors if group_of(factor.kind) == group])
            parts[group] = self._inference.log_likelihood(own, self._grid) - empty
        whole = empty + sum(parts.values()) + age_prior(self._grid)
        posteriors = {"all": whole} | {group: whole - part for group, part in parts.items()}
        return {name: self._dater.given(summary(posterior, self._grid)) for name, posterior in posteriors.items()}


def line(name: str, rows: Sequence[tuple[Mapping[str, object], date]]) -> str:
    """One row of a table in Markdown."""
    found = measures(rows)
    names = (
        "share_with_interval",
        "interval_coverage",
        "median_interval_days",
        "share_dated",
        "within_1_day",
        "within_7_days",
    )
    return f"| {name} | {len(rows)} | " + " | ".join(str(found[key]) for key in names) + " |"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("--part", choices=("calibration", "final"), default="final")
    parser.add_argument("--weights", type=Path)
    arguments = parser.parse_args()
    report = Report(arguments.weights)
    read = [(article, report.rows(article)) for article in held_out(arguments.data, arguments.part)]
    print("| articles | n | with interval | coverage | median days | dated | within 1 | within 7 |")
    print(line("all", [(rows["all"], article.day) for article, rows in read]))
    for first, last in ((2012, 2015), (2016, 2020), (2021, 2024)):
        print(line(f"{first}-{last}", [(rows["all"], a.day) for a, rows in read if first <= a.day.year <= last]))
    outlets = [name for name, _ in Counter(article.outlet for article, _ in read).most_common(SHOWN_OUTLETS)]
    for outlet in outlets:
        print(line(outlet, [(rows["all"], a.day) for a, rows in read if a.outlet == outlet]))
    for group in (*GROUPS, TIMES):
        print(line(f"without {group}", [(rows[group], article.day) for article, rows in read]))
        for outlet in outlets:
            print(line(f"without {group}: {outlet}", [(rows[group], a.day) for a, rows in read if a.outlet == outlet]))


if __name__ == "__main__":
    main()
