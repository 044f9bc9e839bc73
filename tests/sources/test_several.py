"""Pages that print several articles bring each of them; pages of one article stay whole."""

import json

import pytest

from pipelines.sources import read_source

STORIES = [
    f"The council of {town} voted on Tuesday to rebuild the bridge over the river, the mayor said after the meeting. "
    * 6
    for town in ("Karlshamn", "Maribor", "Tartu")
]
UPDATES = [
    {"@type": "BlogPosting", "headline": f"Update {number}", "datePublished": f"2026-03-10T0{number}:00:00Z", "articleBody": text}
    for number, text in enumerate(STORIES, start=1)
]  # fmt: skip


def page(body, head=""):
    return (
        f"<html lang='en'><head><title>Today in the region</title>{head}</head><body><main>{body}</main></body></html>"
    )


def printed(number, text):
    return f"<article><h2>Story {number}</h2><time datetime='2026-03-1{number}'>a day</time><p>{text}</p></article>"


def linked(value):
    return f"<script type='application/ld+json'>{json.dumps(value)}</script>"


def readings(tmp_path, html):
    path = tmp_path / "page.html"
    path.write_text(html)
    return list(read_source(path))


def test_each_story_of_a_round_up_is_an_article(tmp_path):
    found = readings(tmp_path, page("".join(printed(n, text) for n, text in enumerate(STORIES, start=1))))
    assert [(story.title, story.text.strip(), str(story.published_on)) for story in found] == [
        (f"Story {n}", text.strip(), f"2026-03-1{n}") for n, text in enumerate(STORIES, start=1)
    ]
    assert [story.position for story in found] == ["article 1", "article 2", "article 3"]


@pytest.mark.parametrize(
    "value",
    [
        {"@type": "LiveBlogPosting", "liveBlogUpdate": UPDATES},
        {"@graph": [{"@type": "WebPage"}, {"@type": ["NewsArticle", "LiveBlogPosting"], "liveBlogUpdate": UPDATES}]},
    ],
    ids=["alone", "in a graph"],
)
def test_a_live_blog_is_read_as_it_states_its_updates(tmp_path, value):
    body = "".join(f"<div>{text}</div>" for text in STORIES)
    found = readings(tmp_path, page(body, linked(value)))
    assert [(update.title, update.published_stated) for update in found] == [
        (update["headline"], update["datePublished"]) for update in UPDATES
    ]


TEASER = "<article><h3>Elsewhere</h3><p>A short line that leads to another page.</p></article>"
COMMENT = f"<article><p>{STORIES[1]}</p></article>"
ONE = {
    "an article and teasers": page(f"<article><h1>Bridge</h1><p>{STORIES[0]}</p></article>" + TEASER * 5),
    "an article and an explainer beside it": page(
        f"<article><h1>Bridge</h1><p>{STORIES[0] * 4}</p></article><article><h2>What is a bridge?</h2><p>{STORIES[1]}</p></article>"
    ),
    "comments, which have no heading": page(f"<article><h1>Bridge</h1><p>{STORIES[0]}</p></article>" + COMMENT * 2),
    "an article in an article": page(f"<article><h1>Bridge</h1>{printed(1, STORIES[0])}{printed(2, STORIES[1])}</article>"),
    "updates that hold little of the page": page(
        "".join(f"<p>{text}</p>" for text in STORIES * 4),
        linked({"@type": "LiveBlogPosting", "liveBlogUpdate": [{"articleBody": STORIES[0]}, {"articleBody": "More " * 20}]}),
    ),
    "broken linked data": page(
        f"<article><h1>Bridge</h1><p>{STORIES[0]}</p></article>", "<script type='application/ld+json'>{LiveBlogPosting"
         "</script>" + "<script type='application/ld+json'>" * 20_000 + "</script>"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ONE)
def test_a_page_of_one_article_stays_whole(tmp_path, name):
    (found,) = readings(tmp_path, ONE[name])
    assert STORIES[0].split(".")[0] in found.text
    assert found.position == "page"
