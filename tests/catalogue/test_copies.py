"""Duplicates in a warehouse: the same whatever arrives when, kept in step with what changes."""

import itertools
from datetime import UTC, date, datetime

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.beside import COMPARED_NAME
from pipelines.catalogue import copies, copies_as_a_whole
from pipelines.contracts import CONTRACTS

from .conftest import Standing, article

VOCABULARY = np.array([f"word{number}" for number in range(2000)])


def words(seed, size=150):
    return np.random.default_rng(seed).choice(VOCABULARY, size)


def changed(text, share, seed):
    random = np.random.default_rng(seed)
    return np.where(random.random(text.size) < share, random.choice(VOCABULARY, text.size), text)


ORIGINAL, OTHER = words(1), words(2)
TEXTS = {
    "a": (" ".join(ORIGINAL), 1),
    "b": ("Our desk writes.\n" + "\n".join(changed(ORIGINAL, 0.1, 3)), 2),
    "c": (" ".join(ORIGINAL[:80]), 3),
    "d": (" ".join(OTHER), 1),
    "e": (" ".join(OTHER).upper(), None),
    "f": (" ".join(words(5)), 2),
    "g": (" ".join([*changed(ORIGINAL, 0.25, 6), *words(7, 60)]), 4),
}
EXPECTED = {("b", "a", "copy"), ("c", "a", "copy"), ("e", "d", "exact"), ("g", "a", "copy")}


class Copies(Standing):
    """A warehouse whose duplicates follow what is written."""

    def write(self, article_ids, rows):
        return copies.duplicates(self.warehouse, self.settings, self.put(article_ids, rows))

    def bring(self, *article_ids):
        return self.write(article_ids, [article(name, *TEXTS[name]) for name in article_ids])

    def found(self):
        rows = self.rows("select article_id, canonical_article_id, kind from core.duplicates")
        return {tuple(row.values()) for row in rows}


@pytest.fixture
def standing(tmp_path):
    return Copies(tmp_path / "w.duckdb")


def test_copies_of_all_sorts_are_found_and_point_at_the_first(standing):
    assert standing.bring(*TEXTS)["copies"] == 4
    assert standing.found() == EXPECTED


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(list(TEXTS)), st.sets(st.integers(1, 6)))
def test_the_order_of_arrival_does_not_matter(tmp_path_factory, order, cuts):
    standing = Copies(tmp_path_factory.mktemp("w") / "w.duckdb")
    bounds = [0, *sorted(cuts), len(order)]
    for start, end in itertools.pairwise(bounds):
        standing.bring(*order[start:end])
    assert standing.found() == EXPECTED


def test_what_is_gone_leaves_its_copies_to_the_next_one(standing):
    standing.bring(*TEXTS)
    standing.write(["a"], [])
    assert standing.found() == {("c", "b", "copy"), ("e", "d", "exact"), ("g", "b", "copy")}
    assert standing.rows("select 1 from ops.copy_bands where article_id = 'a'") == []
    standing.write(["d"], [article("d", *TEXTS["d"]) | {"is_current": False}])
    assert ("e", "d", "exact") not in standing.found()


def test_an_article_that_turns_out_to_be_older_is_the_first(standing):
    standing.bring("a", "b")
    assert standing.found() == {("b", "a", "copy")}
    standing.write(["b"], [article("b", TEXTS["b"][0], 1) | {"published_date": date(2026, 2, 1)}])
    assert standing.found() == {("a", "b", "copy")}


def test_only_articles_whose_row_changed_and_what_they_copy_are_noted(standing):
    standing.bring("a", "d", "e")
    standing.bring("b")
    noted = standing.rows("select unit_id, published_date from ops.changes order by change_number, unit_id")
    assert noted == [
        {"unit_id": "d", "published_date": date(2026, 3, 1)},
        {"unit_id": "e", "published_date": None},
        {"unit_id": "a", "published_date": date(2026, 3, 1)},
        {"unit_id": "b", "published_date": date(2026, 3, 2)},
    ]
    assert standing.bring("b")["articles_moved"] == 0


def test_a_text_that_comes_many_times_is_compared_with_its_first_copies(standing):
    text = TEXTS["a"][0]
    names = [f"n{number:03}" for number in range(120)]
    rows = [article(name, " ".join([*text.split(), name]), 1) for name in names]
    standing.write(names, rows)
    assert {row[1] for row in standing.found()} == {"n000"}
    assert len(standing.found()) == 119
    (pairs,) = standing.rows("select count(*) as n from ops.copy_pairs")
    assert pairs["n"] < 120 * 25


@pytest.mark.parametrize("at_once", [2, 100_000])
def test_making_everything_again_gives_the_same(standing, monkeypatch, at_once):
    for name in (
        "LISTED_AT_ONCE",
        "MET_AT_ONCE",
        "COMPARED_AT_ONCE",
        "KEPT_TEXTS",
        "JUDGED_AT_ONCE",
        "SKETCHED_AT_ONCE",
    ):
        monkeypatch.setattr(copies_as_a_whole, name, at_once)
    standing.bring("a", "b", "d")
    standing.bring("e", "c", "g", "f")
    tables = ("core.duplicates", "ops.copy_pairs", "ops.copy_bands")
    before = {table: standing.rows(f"select * from {table} order by all") for table in tables}
    with standing.warehouse.writer() as session:
        session.run("delete from ops.copy_bands where article_id = 'a'")
        session.run("update ops.copy_pairs set shared_count = 1")
        session.run(
            "insert into core.duplicates by name select * replace ('f' as article_id) from core.duplicates limit 1"
        )
    with monkeypatch.context() as patch, pytest.raises(ZeroDivisionError):
        # the run ends when the pairs are written and before the groups of copies are judged
        patch.setattr(copies, "_judge", lambda *_: 1 / 0)
        copies.duplicates(standing.warehouse, standing.settings, None)
    assert standing.rows("select count(*) as n from core.duplicates") == [{"n": 5}]
    done = copies.duplicates(standing.warehouse, standing.settings, None)
    assert {table: standing.rows(f"select * from {table} order by all") for table in tables} == before
    assert done == {"copies": 4, "pairs_found": len(before["ops.copy_pairs"]), "articles_moved": done["articles_moved"]}
    told = standing.rows("select distinct unit_id from ops.changes where table_name = 'core.duplicates'")
    assert "f" in {row["unit_id"] for row in told}
    assert not (standing.warehouse.working_folder / COMPARED_NAME).exists()


def test_who_was_first_is_told_by_when_it_was_collected(standing):
    early, late = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 5, tzinfo=UTC)
    document = {"media_type": "m", "is_dump": False, "content_sha256": "x", "byte_count": 1, "char_count": 1}
    occurrence = {"ordinal": 0, "start_char": 0, "end_char": 1, "boundary_score": 1.0, "boundary_basis": "document"}
    with standing.warehouse.writer() as session:
        for name, when in (("a", late), ("b", early)):
            row = {"document_id": name, "source_code": "s", "uri": name, "batch_id": "b", "collected_at": when}
            session.append("raw.documents", CONTRACTS["raw.documents"].from_rows([document | row]))
            row = {"article_id": name, "document_id": name, "annotator_id": "t"}
            session.append("core.article_occurrences", CONTRACTS["core.article_occurrences"].from_rows([occurrence | row]))  # fmt: skip
    standing.write(["a", "b"], [article(name, TEXTS[name][0], 1) for name in ("a", "b")])
    assert standing.found() == {("a", "b", "revision")}


def test_texts_made_of_the_same_few_sentences_are_compared_with_a_few_others_each(standing):
    """Boilerplate, weather and fixture lists: each one shares much with every other, and all of all is too much."""
    sentences = [" ".join(words(seed, 25)) for seed in range(100, 112)]
    random = np.random.default_rng(1)
    texts = [". ".join(random.choice(sentences, 8)) for _ in range(90)]
    ids = [f"t{number:02}" for number in range(len(texts))]
    standing.write(ids, [article(name, text, 1) for name, text in zip(ids, texts, strict=True)])
    (row,) = standing.rows("select count(*) as pairs from ops.copy_pairs")
    assert 0 < row["pairs"] <= 20 * len(ids) < len(ids) * (len(ids) - 1) / 2
    assert len(standing.found()) > len(ids) // 2, "they are still one another's copies"
