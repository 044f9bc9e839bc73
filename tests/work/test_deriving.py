"""Tables that follow from others: by what changed, or as a whole where that is most of what there is."""

from dataclasses import replace

import pytest

from pipelines.work import deriving
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
