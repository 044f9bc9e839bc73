"""What the shipped pack's makers read out of rows, and what a base for measuring may know."""

import json
from datetime import date

import pytest

from pipelines.knowledge.base import KnowledgeBase
from pipelines.knowledge.compiling.builder import Name, Thing
from pipelines.training.knowledge.gold_base import things
from pipelines.training.knowledge.office_holders import day, popularity_of


@pytest.mark.parametrize(
    ("text", "is_end", "expected"),
    [
        ("2014", False, date(2014, 1, 1)),
        ("2014", True, date(2014, 12, 31)),
        ("2014-02", True, date(2014, 2, 28)),
        ("2014-02-03", True, date(2014, 2, 3)),
        (None, True, None),
    ],
)
def test_a_day_is_as_wide_as_it_is_stated(text, is_end, expected):
    assert day(text, is_end=is_end) == expected


def test_a_president_is_better_known_than_a_member_of_an_assembly():
    def known(*labels, **more):
        return popularity_of({"offices": [{"position_label": label} for label in labels], "sources": ["x"], **more})

    assert known("President of Freedonia") > known("Minister of Finance") > known("member of the Assembly") > 0
    assert known("President of the Senate") < known("President of Freedonia")
    assert known("Mayor", enwiki="A") > known("Mayor")


def test_how_texts_of_the_gold_call_an_entity_is_not_in_its_base(make_pack, tmp_path):
    def gold(name, surface, entity_id, label):
        path = tmp_path / name
        labels = [{"span": [0, len(surface)], "entity_id": entity_id, "name": label, "type": "Q215627"}]
        path.write_text(json.dumps({"text": surface, "labels": labels}) + "\n")
        return path

    shipped = KnowledgeBase(make_pack([Thing(number=9, kind="person", names=[Name("Karl Obermoser")])]))
    own = gold("own.jsonl", "Rosie", "Q7", "Rosa Lindqvist")
    found = {
        thing.number: thing for thing in things(own, [gold("other.jsonl", "R. L.", "Q7", "Rosa Lindqvist")], shipped)
    }
    assert [name.text for name in found[7].names] == ["Rosa Lindqvist", "R. L."]
    assert set(found) == {7, 9}
    assert found[7].popularity > 0
