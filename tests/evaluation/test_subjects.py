import json
import random

import pytest

from pipelines.evaluation.subjects import LAYOUTS, MAX_PER_OUTLET, dump_of, on_subject, unread

ARTICLES = [
    {
        "outlet": f"paper-{n % 4}",
        "title": f"Port {n} reopens",
        "text": "\n".join(
            f"The port of Varna, number {n}, line {i}, was open again on Monday, its master said." for i in range(6)
        ),
    }
    for n in range(16)
]


def test_only_articles_that_name_the_subject_often_are_taken_once():
    other = {"outlet": "x", "title": "y", "text": "Varna once."}
    assert on_subject([*ARTICLES, other, ARTICLES[0]], "Varna") == ARTICLES


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_dump_is_its_articles_as_they_were_printed(layout):
    dump = dump_of(ARTICLES, layout, random.Random(1))
    text = dump["text"]
    openings = [text[start:].split("\n")[0] for start in dump["boundaries"]]
    first = {article["text"].split("\n")[0] if layout == "bodies" else article["title"] for article in ARTICLES}
    assert dump["boundaries"][0] == 0
    assert len(set(openings)) == len(openings)
    assert set(openings) <= first
    assert len(openings) == 4 * MAX_PER_OUTLET


def test_a_dump_without_titles_takes_only_articles_that_have_one_where_it_prints_it():
    bare = [{**article, "title": ""} for article in ARTICLES]
    assert dump_of(bare, "headed", random.Random(1))["boundaries"] == []
    assert len(dump_of(bare, "bodies", random.Random(1))["boundaries"]) == 12


def test_articles_of_earlier_dumps_are_left_out(tmp_path):
    dumps = tmp_path / "dumps.jsonl"
    dumps.write_text(json.dumps(dump_of(ARTICLES[:3], "headed", random.Random(1))) + "\n", encoding="utf-8")
    assert unread(ARTICLES, dumps) == ARTICLES[3:]
