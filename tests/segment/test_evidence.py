"""What the features say of a gap whose answer a reader sees at once."""

import numpy as np
import pytest
from written_stories import FERRY, WHEAT

from pipelines.segment.cohesion import hashed, segment_cosines, window_cosines
from pipelines.segment.context import context_columns
from pipelines.segment.features import Reading, load_style, load_words
from pipelines.segment.names import name_features, names_of
from pipelines.segment.shapes import line_shapes, shape_features
from pipelines.segment.style import CLASSES, style_logits
from pipelines.segment.tokens import MAX_HEAD_CHARS, MAX_TAIL_CHARS, tokens_of, word_hash

LINES = [*FERRY[1:], *WHEAT[1:]]
GAP = len(FERRY) - 1


def names(lines):
    found, titled = names_of(tokens_of(lines), len(lines))
    return found, dict(name_features(found, titled))


def test_a_full_name_after_its_surname_is_a_reintroduction():
    lines = [
        "Foreign Minister Ivan Petrov left.",
        "Then Petrov slept.",
        "Foreign Minister Ivan Petrov spoke in Minsk.",
        "Later Petrov left.",
    ]
    _, columns = names(lines)
    assert columns["reintroduced_here"].tolist() == [0, 0, 1, 0]
    assert columns["orphans_here"].tolist() == [0, 1, 0, 1]


def test_a_capital_that_only_opens_a_sentence_is_no_name():
    found, _ = names(["Traders left. The traders in Port Selim slept.", "Nobody saw it."])
    assert found[0][2] == {"Port", "Selim"}


def test_words_in_common_are_fewer_across_the_boundary():
    lines = [
        "The ferry left the harbour.",
        "Fire stopped the ferry.",
        "The harbour sent boats.",
        "Wheat prices fell.",
        "Farmers sold wheat.",
        "Prices of grain fell.",
    ]
    tokens = tokens_of(lines)
    vectors = hashed(tokens.line, tokens.word, (tokens.word != word_hash("the")).astype(np.float32), len(lines))
    columns = dict(window_cosines("word", vectors))
    assert int(np.argmax(columns["word_depth4"][1:])) + 1 == 3
    cuts = np.zeros(len(lines), bool)
    cuts[[0, 3]] = True
    assert set(dict(segment_cosines("word", vectors, cuts))) == {"word_segments", "word_line_segment", "word_skip"}


def test_a_lead_reads_as_a_lead():
    style = load_style()
    logits = style_logits(tokens_of(LINES), style.table, style.bias, len(LINES))
    lead = logits[:, CLASSES.index("lead")] - logits[:, CLASSES.index("inner")]
    assert {int(i) for i in np.argsort(-lead)[:2]} == {0, GAP}


def test_very_long_lines_are_read_at_both_ends_only():
    tokens = tokens_of(["begin " * 1_000_000 + "end"])
    assert len(tokens.word) < MAX_HEAD_CHARS + MAX_TAIL_CHARS
    assert tokens.surface[-1] == "end"


@pytest.mark.parametrize("count", [1, 2, 3, 10])
def test_every_feature_is_one_finite_number_a_line(count):
    lines = LINES[:count]
    zeros = np.zeros(count, np.int64)
    reading = Reading(lines, zeros, zeros, load_words(), load_style())
    columns = dict(reading.named_columns)
    columns.update(context_columns(columns, reading.vectors, np.full(count, 0.3, np.float32)))
    assert all(len(column) == count and np.isfinite(column).all() for column in columns.values())


def test_lines_that_are_no_sentences_are_compared_with_the_likely_headlines_of_the_document():
    texts = [
        "Ferry sinks off coast",
        "It sank at dawn.",
        "Storm warning",
        "Wheat price climbs fast",
        "It rose by a tenth.",
        "Harvest",
    ]
    zeros = np.zeros(len(texts), np.int64)
    reading = Reading(texts, zeros, zeros, load_words(), load_style())
    first = np.array([1.0, 0.0, 0.05, 0.95, 0.0, 0.05], np.float32)
    columns = dict(context_columns(reading.named_columns, reading.vectors, first))
    assert columns["titles_open"][0] == pytest.approx((2.05 + 0.5) / 5)
    assert columns["starts_titled"][0] == pytest.approx(2.05 / 3.05)
    assert columns["words_0_as_openers"][3] > 0 > columns["words_0_as_openers"][5]
    assert columns["rank_of_titles"][0] > columns["rank_of_titles"][3] > columns["rank_of_titles"][2]


def test_shapes_see_neighbours_and_habits():
    shapes = line_shapes(["Head", "One sentence.", "Two sentences."])
    columns = dict(shape_features(shapes, np.array([0, 1, 0]), np.zeros(3, np.int64)))
    assert columns["is_closed_0"].tolist() == [0, 1, 1]
    assert columns["is_closed_+1"].tolist() == [1, 1, -1]
    assert columns["is_closed_habit"][0] == pytest.approx(2 / 3)
    assert columns["blanks"].tolist() == [0, 1, 0]
