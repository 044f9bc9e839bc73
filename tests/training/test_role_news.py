import itertools

from pipelines.training.places.role_news import HELD, HELD_DOMESTIC, TRAIN, TRAIN_HARD, annotations


def test_spans_are_ordered_and_apart():
    for _, _, _, _, spans in annotations():
        assert all(start < end for start, end, _ in spans)
        assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


def test_no_outlet_is_both_trained_on_and_measured_on():
    outlets = {part: set() for part in (TRAIN, TRAIN_HARD, HELD, HELD_DOMESTIC)}
    for part, source, outlet, _, _ in annotations():
        outlets[part].add((source, outlet))
    assert not (outlets[TRAIN] | outlets[TRAIN_HARD]) & (outlets[HELD] | outlets[HELD_DOMESTIC])
    assert len(outlets[HELD]) >= 20
