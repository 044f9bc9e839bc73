import json

import pytest

from pipelines.evaluation.baselines import c99, text_tiling
from pipelines.evaluation.compose import LAYOUTS, compose
from pipelines.evaluation.gold import GoldError
from pipelines.evaluation.segmentation import evaluate, leading_hits, pk, reliability, score, window_diff

ARTICLES = [
    {
        "title": f"{place} {event}",
        "text": "\n".join(
            f"{lead} in {place} on Monday, {who} said."
            if i == 0
            else f"{who.split()[-1]} said {noun} number {i} was gone."
            for i in range(5)
        ),
    }
    for place, event, lead, who, noun in [
        ("Hallvik", "ferry burns", "A ferry burned", "captain Lars Winther", "lifeboat"),
        ("Tarvia", "harvest is a record", "Wheat prices fell", "Minister Pavel Orlik", "silo"),
        ("Weidenau", "plant must close", "A chemical plant was shut", "Judge Helene Aumann", "well"),
        ("Lisbon", "chess begins", "A chess championship began", "player Mira Solanki", "rook"),
        ("Selim", "port grows", "A pier was opened", "mayor Ann Corder", "crane"),
    ]
]


def jsonl(tmp_path, rows, name="gold.jsonl"):
    path = tmp_path / name
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def test_figures_of_a_known_method(tmp_path):
    gold = jsonl(tmp_path, [{"text": "a\nb\nc\nd\ne\nf", "boundaries": [0, 4, 8], "layout": "toy"}])
    found = score(gold, lambda _text, _lines: [(0, 1.0), (2, 0.9), (3, 0.6)])
    assert (found["boundaries"], found["found"], found["precision"], found["recall"], found["f1"]) == (
        2,
        2,
        0.5,
        0.5,
        0.5,
    )
    assert found["layouts"]["toy"]["f1"] == 0.5
    assert [(b["cuts"], b["right"]) for b in found["reliability"] if b["cuts"]] == [(1, 0.0), (1, 1.0)]


HEADLINE, BYLINE, LEAD = "Ferry burns off the coast", "By Jo Doe", "A ferry burned on Monday, officials said."


@pytest.mark.parametrize(
    ("found", "hits"),
    [({2}, 1), ({3}, 1), ({4}, 1), ({5}, 0), ({1}, 0), ({2, 4}, 1), (set(), 0)],
    ids=["exact", "below the headline", "on the lead", "below the lead", "above", "counted once", "none"],
)
def test_a_cut_among_the_leading_lines_is_a_hit(found, hits):
    texts = ["It is over.", "He left.", HEADLINE, BYLINE, LEAD, "More followed."]
    assert leading_hits({2}, found, texts) == hits


def test_the_lead_of_the_next_article_is_no_leading_line():
    assert leading_hits({0, 1}, {1}, [HEADLINE, HEADLINE, LEAD]) == 1


def test_cuts_that_are_sure_are_counted_apart(tmp_path):
    gold = jsonl(tmp_path, [{"text": "a\nb\nc\nd\ne\nf", "boundaries": [0, 4, 8]}])
    found = score(gold, lambda _text, _lines: [(0, 1.0), (2, 0.97), (3, 0.96), (4, 0.6)])
    assert (found["sure_cuts"], found["sure_right"]) == (2, 0.5)


def test_articles_and_boundaries_say_the_same(tmp_path):
    text = "\n".join(a["title"] + "\n" + a["text"] for a in ARTICLES)
    starts = [text.index(a["title"] + "\n") for a in ARTICLES]
    by_start = evaluate(jsonl(tmp_path, [{"text": text, "boundaries": starts}], "a.jsonl"))
    by_span = evaluate(
        jsonl(tmp_path, [{"text": text, "articles": [{"start": s, "end": s + 5} for s in starts]}], "b.jsonl")
    )
    assert by_start == by_span
    assert by_start["boundaries"] == 4


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"boundaries": [0]}, "text"),
        ({"text": "a"}, "boundaries"),
        ({"text": "a", "boundaries": []}, "offsets"),
        ({"text": "a", "boundaries": [7]}, "between 0 and 1"),
        ({"text": "a", "boundaries": ["0"]}, "offsets"),
        ({"text": "a", "articles": [3]}, "offsets"),
    ],
    ids=["no text", "no boundaries", "none", "beyond the end", "a string", "no span"],
)
def test_bad_gold_is_told_the_line(tmp_path, row, says):
    with pytest.raises(GoldError, match=says) as caught:
        evaluate(jsonl(tmp_path, [{"text": "a", "boundaries": [0]}, row]))
    assert "line 2" in str(caught.value)


def test_pk_and_window_diff_of_textbook_cases():
    assert pk({4}, {4}, 8) == window_diff({4}, {4}, 8) == 0
    assert pk({4}, set(), 8) == pytest.approx(2 / 6)
    assert window_diff({4}, {3, 4}, 8) > 0
    assert pk({4}, {5}, 8) < pk({4}, {7}, 8)


def test_reliability_counts_a_score_of_one():
    assert reliability([(1.0, True)])[-1] == {"from": 0.95, "to": 1.0, "cuts": 1, "mean_score": 1.0, "right": 1.0}


def test_the_composer_is_seeded_and_true_to_its_articles(tmp_path):
    articles = jsonl(tmp_path, ARTICLES, "articles.jsonl")
    compose(articles, tmp_path / "one.jsonl", dumps=len(LAYOUTS), articles_per_dump=(3, 5), seed=3)
    compose(articles, tmp_path / "two.jsonl", dumps=len(LAYOUTS), articles_per_dump=(3, 5), seed=3)
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()
    rows = [json.loads(line) for line in (tmp_path / "one.jsonl").read_text().splitlines()]
    assert [row["layout"] for row in rows] == list(LAYOUTS)
    for row in rows:
        assert row["boundaries"] == [a["start"] for a in row["articles"]]
        for span in row["articles"]:
            article = row["text"][span["start"] : span["end"]]
            assert any(a["text"].split("\n")[-1] in article for a in ARTICLES)
            assert sum(a["text"].split("\n")[-1] in article for a in ARTICLES) == 1
    assert evaluate(tmp_path / "one.jsonl")["dumps"] == len(LAYOUTS)


def test_the_composer_refuses_what_it_cannot_use(tmp_path):
    with pytest.raises(GoldError, match="line 1"):
        compose(jsonl(tmp_path, [{"title": "x"}]), tmp_path / "out.jsonl")
    with pytest.raises(GoldError, match="two articles"):
        compose(jsonl(tmp_path, ARTICLES[:1]), tmp_path / "out.jsonl")
    with pytest.raises(ValueError, match="unknown layouts"):
        compose(jsonl(tmp_path, ARTICLES), tmp_path / "out.jsonl", layouts=["sideways"])


def test_the_classics_find_a_change_of_subject():
    units = ["the goal was scored by the striker in the football match"] * 6 + [
        "shares of the bank fell while market profits rose"
    ] * 6
    assert text_tiling(units) == [6]
    assert c99(units, segments=2) == [6]
    assert text_tiling([]) == c99([]) == c99(["one"]) == []
