"""Records are found by what they hold, whatever stands around them."""

import json
from typing import Any

import pytest

from pipelines.sources import ReadLimits, Refusal, SourceDocument

from .conftest import Read

PORT = (
    "The harbour authority said on Tuesday that container traffic rose 4 percent, helped by new sailings to Singapore."
)
FARM = "Farmers blocked two motorways on Friday to protest against cheap grain imports and the rising price of diesel fuel."
LONG = f"{PORT} {FARM} {PORT}"
ONE, TWO = {"title": "Port", "text": PORT}, {"title": "Farm", "text": FARM}
BOTH = [("Port", PORT), ("Farm", FARM)]

TWO_RECORDS: dict[str, Any] = {
    "Elasticsearch": {"took": 3, "hits": {"total": {"value": 2}, "hits": [{"_id": "a", "_source": ONE}, {"_id": "b", "_source": TWO}]}},
    "Solr": {"response": {"numFound": 2, "docs": [{"title": ["Port"], "content": [PORT]}, {"title": ["Farm"], "content": [FARM]}]}},
    "Guardian": {"response": {"results": [{"webTitle": "Port", "fields": {"bodyText": PORT}}, {"webTitle": "Farm", "fields": {"bodyText": FARM}}]}},
    "NYT": {"response": {"docs": [
        {"headline": {"main": "Port"}, "lead_paragraph": PORT, "snippet": "x", "multimedia": [{"caption": "A caption of a picture, long enough to look like a text of some length."}]},
        {"headline": {"main": "Farm"}, "lead_paragraph": FARM},
    ]}},
    "Event Registry": {"articles": {"page": 1, "results": [{"title": "Port", "body": PORT}, {"title": "Farm", "body": FARM}]}},
    "Webz": {"posts": [{"thread": {"site": "x.org", "title": "no"}, **ONE}, {"thread": {"site": "x.org"}, **TWO}], "totalResults": 2},
    "Aylien": {"stories": [{"title": "Port", "body": PORT, "entities": {"body": [{"text": "harbour"}]}}, {"title": "Farm", "body": FARM}]},
    "WordPress": [{"title": {"rendered": "Port"}, "content": {"rendered": f"<p>{PORT}</p>\n"}}, {"title": {"rendered": "Farm"}, "content": {"rendered": f"<p>{FARM}</p>"}}],
    "JSON Feed": {"title": "A feed", "description": "All the news of the harbour, written by hand every day.", "items": [
        {"title": "Port", "content_html": f"<p>{PORT}</p>", "date_published": "2024-04-17"}, {"title": "Farm", "content_text": FARM, "date_published": "2024-04-18"}]},
    "GraphQL": {"data": {"articles": {"edges": [{"cursor": "x", "node": ONE}, {"cursor": "y", "node": TWO}]}}},
    "JSON:API": {"data": [{"id": "1", "attributes": ONE}, {"id": "2", "attributes": TWO}], "included": [{"id": "9", "attributes": {"name": "R"}}]},
    "pandas by columns": {"title": {"0": "Port", "1": "Farm"}, "text": {"0": PORT, "1": FARM}},
    "pandas by index": {"0": ONE, "1": TWO},
    "pandas split": {"columns": ["title", "text"], "index": [0, 1], "data": [["Port", PORT], ["Farm", FARM]]},
    "pandas table": {"schema": {"fields": [{"name": "index"}]}, "data": [{"index": 0, **ONE}, {"index": 1, **TWO}]},
    "lists of columns": {"title": ["Port", "Farm"], "text": [PORT, FARM]},
    "rows under a header": [["title", "text"], ["Port", PORT], ["Farm", FARM]],
    "a sheet": {"range": "A1:B3", "values": [["title", "text"], ["Port", PORT], ["Farm", FARM]]},
    "an object by key": {"first": ONE, "second": TWO},
    "lists by section": {"politics": [ONE], "economy": [TWO]},
    "pages": [{"page": 1, "articles": [ONE]}, {"page": 2, "articles": [TWO]}],
    "lists in a list": [[ONE], [TWO]],
    "blocks": [{"title": "Port", "content": [{"type": "p", "text": PORT}]}, {"title": "Farm", "content": [{"type": "p", "text": FARM}]}],
    "a live page with a short introduction": {"title": "Live", "text": "Follow the day here.", "posts": [ONE, TWO]},
    "escaped titles": [{"title": "Port", "text": PORT}, {"title": "Farm", "text": FARM}],
}  # fmt: skip

ONE_RECORD: dict[str, Any] = {
    "article with a list of captions": ONE | {"items": [{"text": "caption"}], "data": [{"x": 1}]},
    "article with comments": ONE | {"comments": [{"author": "x", "text": "I do not agree with this article, it is all wrong and badly written."}] * 30},
    "article with pictures": ONE | {"images": [{"url": "a.jpg", "caption": "A crane stands at the harbour in the early morning"}]},
    "article with related ones": {"title": "Port", "text": PORT, "related": [{"title": "Farm", "url": "https://x.org/2", "description": "Farmers blocked roads."}]},
    "article with entities": ONE | {"entities": [{"text": "Rotterdam", "type": "GPE"}] * 40},
    "article in an object": {"status": "ok", "article": ONE},
    "linked data": {"@type": "NewsArticle", "headline": "Port", "articleBody": PORT, "author": [{"name": "Rita"}], "publisher": {"name": "Post"}},
    "text under unknown names": [{"nr": 1, "headline": "Port", "inhalt": LONG, "ort": "Hafen"}],
    "text under unknown names in a wrapper": {"payload": {"things": [{"headline": "Port", "inhalt": LONG}]}},
}  # fmt: skip


def found(readings: list[Any]) -> list[tuple[str | None, str]]:
    return [(r.title, r.text) if isinstance(r, SourceDocument) else (r.position, r.detail) for r in readings]


@pytest.mark.parametrize("name", TWO_RECORDS)
@pytest.mark.parametrize("suffix", ["json", "jsonl"])
def test_two_records_are_found(read_text: Read, name: str, suffix: str) -> None:
    value = TWO_RECORDS[name]
    is_split = suffix == "jsonl" and isinstance(value, list) and name != "rows under a header"
    lines = "\n".join(map(json.dumps, value)) if is_split else json.dumps(value)
    assert found(read_text(f"a.{suffix}", lines)) == BOTH


@pytest.mark.parametrize("name", ONE_RECORD)
def test_an_article_is_not_taken_for_a_wrapper(read_text: Read, name: str) -> None:
    text = LONG if "inhalt" in json.dumps(ONE_RECORD[name]) else PORT
    assert found(read_text("a.json", json.dumps(ONE_RECORD[name]))) == [("Port", text)]


def test_a_key_is_the_id_of_a_record_without_one(read_text: Read) -> None:
    documents = read_text("a.json", json.dumps({"k1": ONE, "k2": TWO | {"id": "own"}}))
    assert [d.external_id for d in documents if isinstance(d, SourceDocument)] == ["k1", "own"]


def test_what_stands_around_the_text_is_kept(read_text: Read) -> None:
    hit = {"_id": "es1", "_source": ONE | {"url": "https://x.org/1", "published_at": "2024-04-17"}}
    [document] = read_text("a.jsonl", json.dumps(hit))
    assert isinstance(document, SourceDocument)
    assert (document.external_id, document.url, str(document.published_on)) == ("es1", "https://x.org/1", "2024-04-17")


@pytest.mark.parametrize(
    "value",
    [{"status": "ok", "totalResults": 0, "articles": []}, {"took": 1, "hits": {"total": {"value": 0}, "hits": []}}],
)
def test_no_results_are_called_so(read_text: Read, value: object) -> None:
    [refusal] = read_text("a.json", json.dumps(value))
    assert isinstance(refusal, Refusal)
    assert refusal.reason_code == "no_records"


def test_an_answer_that_is_an_error_shows_what_it_has(read_text: Read) -> None:
    [refusal] = read_text(
        "a.json",
        '{"status": "error", "message": "Your API key is missing. Append it to the address with the apiKey parameter, or use the header of that name."}',
    )
    assert isinstance(refusal, Refusal)
    assert refusal.reason_code == "no_text"
    assert "status, message" in refusal.detail


def test_members_that_are_no_records_are_refused_one_by_one(read_text: Read) -> None:
    readings = read_text("a.json", json.dumps({"articles": [None, ONE, 5]}))
    assert [r.position for r in readings] == ["item 1", "item 2", "item 3"]
    assert [isinstance(r, Refusal) for r in readings] == [True, False, True]


@pytest.mark.parametrize("records_path", [None, "response.docs"])
def test_a_wrapper_over_the_limit_is_read_record_by_record(read_text: Read, records_path: str | None) -> None:
    docs = [{"title": f"t{i}", "text": f"{PORT} {i}"} for i in range(50)]
    content = json.dumps({"meta": {"a": [1, 2], "b": "x" * 50}, "response": {"facets": [{"n": 1}] * 9, "docs": docs}})
    readings = read_text("a.json", content, limits=ReadLimits(max_line_chars=1000), records_path=records_path)
    assert [r.title for r in readings if isinstance(r, SourceDocument)] == [f"t{i}" for i in range(50)]
    assert len(readings) == 50


@pytest.mark.parametrize(
    ("record", "source", "url"),
    [
        ({"source": "https://x.org/b", "source-hostname": "Post"}, "Post", "https://x.org/b"),
        ({"source": "https://www.x.org/b"}, "www.x.org", "https://www.x.org/b"),
        ({"source": "https://x.org/b", "url": "https://x.org/c"}, "x.org", "https://x.org/c"),
        (
            {"source": {"uri": "x.org", "title": "Post"}, "uri": "81", "url": "https://x.org/1"},
            "Post",
            "https://x.org/1",
        ),
        ({"thread": {"site": "x.org"}}, "x.org", None),
        ({"source": "http://[broken"}, "a", "http://[broken"),
    ],
)
def test_an_address_in_place_of_a_source(read_text: Read, record: dict[str, Any], source: str, url: str | None) -> None:
    [document] = read_text("a.json", json.dumps(ONE | record))
    assert isinstance(document, SourceDocument)
    assert (document.source_code, document.url) == (source, url)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>One &amp; two</p><p>Three<br>four</p>", "One & two\n\nThree\nfour"),
        ("<div>One<script>var x = '<p>no</p>';</script></div><ul><li>two</li></ul>", "One\n\ntwo"),
        ("1 < 2 and 3 > 2, said <b>he", "1 < 2 and 3 > 2, said <b>he"),
        (["One.", "Two."], "One.\n\nTwo."),
        ({"rendered": "<p>One</p>"}, "One"),
    ],
    ids=["paragraphs", "scripts", "no markup", "a list of paragraphs", "an object"],
)
def test_text_in_other_forms(read_text: Read, text: object, expected: str) -> None:
    [document] = read_text("a.json", json.dumps({"text": text}))
    assert isinstance(document, SourceDocument)
    assert document.text == expected


def test_titles_have_no_entities(read_text: Read) -> None:
    [document] = read_text("a.json", json.dumps({"title": "Port &amp; farm &#8217;s <em>day</em>", "text": PORT}))
    assert isinstance(document, SourceDocument)
    assert document.title == "Port & farm ’s day"


@pytest.mark.parametrize("value", [[ONE, TWO], {"articles": [ONE, TWO]}], ids=["list", "wrapper"])
def test_json_over_many_lines_may_be_called_json_lines(read_text: Read, value: object) -> None:
    assert found(read_text("a.jsonl", json.dumps(value, indent=2))) == BOTH


@pytest.mark.parametrize(
    "content",
    [
        f"sep=;\ntitle;text\nPort;{PORT}\nFarm;{FARM}\n",
        f'"sep=;"\r\ntitle;text\r\nPort;"{PORT}"\r\nFarm;"{FARM}"\r\n',
        f"SEP=\t\ntitle\ttext\nPort\t{PORT}\nFarm\t{FARM}\n",
        f'title,text\nPort,"{PORT}"\n\ufefftitle,text\nFarm,"{FARM}"\n',
        f'\ufeff"title","text"\nPort,"{PORT}"\n\ufeff"text","title"\n"{FARM}",Farm\n',
    ],
    ids=["Excel's line", "quoted", "with a tab", "joined files", "joined files in another order"],
)
def test_tables_as_programs_write_and_people_join_them(read_text: Read, content: str) -> None:
    assert found(read_text("a.csv", content)) == BOTH


def test_objects_joined_with_byte_order_marks(read_text: Read) -> None:
    content = f"\ufeff{json.dumps(ONE)}\n\ufeff{json.dumps(TWO)}\n"
    assert found(read_text("a.jsonl", content)) == BOTH
    assert found(read_text("b.json", content)) == BOTH
    assert found(read_text("c.json", f"{json.dumps([ONE])}\ufeff{json.dumps([TWO])}")) == BOTH
