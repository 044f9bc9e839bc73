"""What the weights of linking are fitted on: whole bases that do not know how their own texts call an entity."""

import json

import pytest

from pipelines.knowledge.base import KnowledgeBase
from pipelines.knowledge.compiling.builder import Name, Thing
from pipelines.training.knowledge.gold_base import bases_of, halves


def gold(path, *surfaces):
    """A gold set with a text per surface, each with an item of its own and one that all mean."""
    lines = []
    for number, surface in enumerate(surfaces, start=1):
        labels = [
            {"span": [0, len(surface)], "entity_id": "Q7", "name": "Rosa Lindqvist", "type": "Q215627"},
            {"span": [0, len(surface)], "entity_id": f"Q{100 + number}", "name": f"Thing {number}", "type": "Q43229"},
        ]
        lines.append(json.dumps({"text": surface, "labels": labels}) + "\n")
    path.write_text("".join(lines))
    return path


def test_texts_that_stand_together_are_of_one_half(tmp_path):
    path = gold(tmp_path / "gold.jsonl", "A", "B", "C")
    texts = [[json.loads(line)["text"] for line in half.read_text().splitlines()] for half in halves(path, tmp_path)]
    assert texts == [["A", "B"], ["C"]]


@pytest.fixture
def names_of(make_pack, tmp_path, monkeypatch):
    """Each gold set's name, with the names that its base has of Q7."""
    monkeypatch.setattr(
        "pipelines.training.knowledge.gold_base.SHIPPED_KNOWLEDGE",
        make_pack([Thing(number=9, kind="person", names=[Name("Karl Obermoser")])]),
    )
    aida, reuters = gold(tmp_path / "aida.jsonl", "Rosie", "R. L."), gold(tmp_path / "reuters.jsonl", "Ms. L.")
    return {path.name: set(KnowledgeBase(base).find("Q7").names) for path, base in bases_of(aida, reuters, tmp_path)}


def test_a_base_has_the_names_that_other_texts_use(names_of):
    assert names_of == {
        "half-0.jsonl": {"Rosa Lindqvist", "R. L."},
        "half-1.jsonl": {"Rosa Lindqvist", "Rosie"},
        "reuters.jsonl": {"Rosa Lindqvist", "Rosie", "R. L."},
    }
