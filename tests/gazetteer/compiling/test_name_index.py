from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.gazetteer.compiling import name_index
from pipelines.gazetteer.compiling.name_index import NameIndex
from pipelines.gazetteer.normalise import HASH_BITS

IMPORTANCE = np.array([0.1, 0.9, 0.5, 0.5], np.float32)
ENTRY = st.tuples(st.integers(0, (1 << HASH_BITS) - 1), st.integers(0, 3), st.integers(0, 5))


def filled(folder: Path | None, entries: list[tuple[int, int, int]]) -> NameIndex:
    index = NameIndex(folder)
    for entry in entries:
        index.add(*entry)
    return index


def test_a_hash_leads_to_the_most_important_place_first_and_to_each_once() -> None:
    index = filled(None, [(7, 0, 1), (7, 1, 2), (7, 1, 0), (3, 2, 0)])
    columns = index.sorted(IMPORTANCE)
    assert [c.tolist() for c in columns] == [[3, 7, 7], [2, 1, 0], [0, 0, 1]]


@settings(max_examples=20, deadline=None)
@given(entries=st.lists(ENTRY, max_size=60))
def test_an_index_on_disk_equals_one_in_memory(
    entries: list[tuple[int, int, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(name_index, "SPILL_ENTRIES", 7)
        spilled = filled(tmp_path_factory.mktemp("names"), entries).sorted(IMPORTANCE)
    held = filled(None, entries).sorted(IMPORTANCE)
    assert [c.tolist() for c in spilled] == [c.tolist() for c in held]
