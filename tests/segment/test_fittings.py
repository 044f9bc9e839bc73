"""Lines round an article that are no sentence of it."""

import numpy as np
import pytest

from pipelines.segment.fittings import OFFSETS, READ_CHARS, fitting_columns

SIGN_OFFS = [
    "Write to Anna Berg at anna.berg@example.com",
    "—Tomas Brenner in Lisbon and Mira T. Solanki in Hallvik",
    "— Ingrid Dahl contributed to this article.",
    "Reporting by Pavel Orlik; editing by Helene Aumann",
    "Corrections & Amplifications",
    "• Helene Aumann is a Gazette columnist",
    "– Martin Vogt",
    "Article posted with permission from The Gazette",
    "(This version of the story was refiled to add a name to the headline)",
    "Follow Mira Solanki on Twitter",
]
TEXT = [
    "Follow the road to the harbour and turn left, she said.",
    "- talks in the city",
    "He is a professor of lies, the mayor said of his opponent.",
    "Two hundred people wrote to the company.",
    "The company published the report on Friday.",
]


def marks(kind, line):
    return dict(fitting_columns([line]))[f"{kind}_+0"][0]


@pytest.mark.parametrize("line", SIGN_OFFS)
def test_a_sign_off_is_told(line):
    assert marks("sign_off", line) == 1


@pytest.mark.parametrize("line", TEXT)
def test_text_is_none_of_them(line):
    assert [marks(kind, line) for kind in ("sign_off", "photo", "post", "greeting")] == [0, 0, 0, 0]


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("photo", "FILE PHOTO: The Maren Grieg in the harbour of Hallvik"),
        ("photo", "The mayor on Monday. Anna Berg/Getty Images"),
        ("photo", "The mayor in Weidenau, on Saturday. Anna Berg/Reuters"),
        ("post", "The ferry is late again — Hallvik Port (@hallvikport) May 4, 2019"),
        ("greeting", "Good morning, here is what happened overnight."),
        ("greeting", "This is a rush transcript. Copy may not be in its final form."),
    ],
)
def test_captions_posts_and_greetings_are_told(kind, line):
    assert marks(kind, line) == 1


def test_neighbours_are_seen_and_the_edge_is_marked():
    columns = dict(fitting_columns(["The ferry sank.", SIGN_OFFS[0], "Wheat fell."]))
    assert columns["sign_off_-1"].tolist() == [-1, 0, 1]
    assert columns["sign_off_+1"].tolist() == [1, 0, -1]
    assert columns["since_sign_off"].tolist() == [30, 30, 1]
    assert len(columns) == 4 * (len(OFFSETS) + 1) + 1


def test_no_lines_give_empty_columns_and_long_lines_are_text():
    assert all(len(column) == 0 for _, column in fitting_columns([]))
    assert marks("sign_off", SIGN_OFFS[0] + " x" * READ_CHARS) == 0


def test_every_column_is_small_floats():
    assert {column.dtype for _, column in fitting_columns(TEXT)} == {np.dtype(np.float32)}
