"""Tables that follow from others: by what changed, or as a whole where that is most of what there is."""

from dataclasses import replace

import pytest

from pipelines.warehouse.errors import ShortOfMemoryError
from pipelines.work import deriving, run
from tests.work.conftest import later, write_jsonl


@pytest.mark.parametrize(
    ("few", "changed", "is_whole"),
    [
        pytest.param(2, 3, True, id="half of the articles"),
        pytest.param(2, 2, False, id="less than half"),
        pytest.param(3, 3, False, id="half, but few"),
    ],
)
def test_what_follows_is_made_as_a_whole_when_most_articles_changed(bench, monkeypatch, few, changed, is_whole):
    monkeypatch.setattr(deriving, "MANY_UNITS", few)
    taken = []

    def make(_warehouse, _settings, units):
        taken.append(units if units is None else units.num_rows)
        return {}

    entry = replace(bench.catalogue["core.duplicates"], make=make)
    paths = [write_jsonl(bench.folder / f"{n}.jsonl", {"id": n, "text": f"Text number {n}."}) for n in range(6)]
    bench.bring_in(*paths)
    deriving.derive(bench.warehouse, bench.settings, entry, lambda *_: None)
    for number, path in enumerate(paths[:changed]):
        write_jsonl(path, {"id": number, "text": f"Text number {number}.", "date": "2026-03-01"})
        later(path)
    bench.bring_in(*paths)
    deriving.derive(bench.warehouse, bench.settings, entry, lambda *_: None)
    assert taken == [None, None if is_whole else changed]
    deriving.derive(bench.warehouse, bench.settings, entry, lambda *_: None)
    assert len(taken) == 2


def test_a_table_that_was_short_of_memory_is_made_again_with_all_that_is_allowed(bench, monkeypatch):
    had = []

    def derive(warehouse, *_):
        with warehouse.writer() as session:
            had.append(session.scalar("select current_setting('memory_limit')"))
        if len(had) == 1:
            raise ShortOfMemoryError("too little")
        return {"is_unchanged": False}

    monkeypatch.setattr(run, "derive", derive)
    assert bench.make("core.duplicates", "core.topics") == {"is_unchanged": False}
    assert had == ["244.1 MiB", "488.2 MiB", "244.1 MiB"]


def test_a_table_that_is_short_of_all_memory_is_given_up(bench, monkeypatch):
    def derive(*_):
        tries.append(None)
        raise ShortOfMemoryError("too little")

    tries = []
    monkeypatch.setattr(run, "derive", derive)
    with pytest.raises(ShortOfMemoryError):
        bench.make("core.duplicates")
    assert len(tries) == 2
