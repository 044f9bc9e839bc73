"""One machine of several that bring one lake up to date, in a process of its own, with a home of its own.

`python -m tests.work.machine_scenario CATALOGUE FOLDER NAME INPUT [MEETING OTHER]`: with a meeting place, each step waits
inside its reading until the other machine is inside a reading of the same step; `forever` as OTHER waits to be killed.
"""

import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from pipelines.catalogue import CATALOGUE
from pipelines.settings import Settings
from pipelines.warehouse.lake import Lake
from pipelines.work import articles, documents, executors, marts
from pipelines.work.ingest import ingest, ingesting
from pipelines.work.run import bring_up_to_date
from pipelines.work.units import batches_of

ENTRIES = (
    *("core.article_occurrences", "core.articles", "core.sentences", "core.time_mentions", "core.duplicates"),
    *("marts.source_volume",),
)
FOREVER = "forever"
POLL_S, PATIENCE_S = 0.05, 900


def meet(place, step, name, other):
    """Say that this machine reads, and go on when the other one does."""
    (place / f"{step}-{name}").touch()
    deadline = time.monotonic() + PATIENCE_S
    while not (place / f"{step}-{other}").exists():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{other} never read {step} while {name} did: the step was held as a whole")
        time.sleep(POLL_S)


def meeting(place, name, other):
    articles.BATCH_CHARS = 100  # so that nobody claims everything at once; records have no size where they are cut
    documents.batches_of = lambda units, size: batches_of(units, size, max_units=1)
    submit, read_source = executors.InProcess.submit, ingesting.read_source

    def submitted(self, job):
        meet(place, job.entry_names[0], name, other)
        submit(self, job)

    def read(*arguments, **options):
        meet(place, "files", name, other)
        yield from read_source(*arguments, **options)

    stale_days = marts.stale_days

    def days_in_turn(session, entry, *arguments):
        meet(place, entry.name, name, other)
        return stale_days(session, entry, *arguments)

    executors.InProcess.submit, ingesting.read_source = submitted, read
    if other == FOREVER:  # marts are made one machine after the other: two would never meet there
        marts.stale_days = days_in_turn


def main(catalogue, folder, name, source, *meeting_place):
    if meeting_place:
        place, other = meeting_place
        meeting(Path(place), name, other)
    lake = Lake(catalogue, local=Path(folder) / name / "local", data=str(Path(folder) / "data"))
    settings = Settings(home=Path(folder) / name / "home", executor="inline", threads=1, batch_words=30)
    ingest(lake, [source], now=lambda: datetime.now(UTC))
    bring_up_to_date(lake, settings, [CATALOGUE[entry] for entry in ENTRIES], lambda *_: None)


if __name__ == "__main__":
    main(*sys.argv[1:])
