"""What `--map` options say, and what is wrong with them."""

import pytest

from pipelines.sources import MappingError, Refusal, SourceDocument, parsed_mapping
from pipelines.sources.mapping import missing_names

from .conftest import Read


def test_options_are_read() -> None:
    assert parsed_mapping(["text=fields.bodyText", " title = Headline ", "text=fields.bodyText"]) == {
        "text": "fields.bodyText",
        "title": "Headline",
    }


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (["body=text"], r"no such fields: body; .*did you mean text=body"),
        (["txt=body"], "no such fields: txt"),
        (["text"], "expected FIELD=NAME"),
        (["text="], "expected FIELD=NAME"),
        (["=body"], "expected FIELD=NAME"),
        (["text=a", "text=b"], "mapped twice"),
    ],
)
def test_options_that_cannot_be_followed(given: list[str], message: str) -> None:
    with pytest.raises(MappingError, match=message):
        parsed_mapping(given)


def test_columns_that_a_table_lacks_are_named() -> None:
    assert missing_names({"text": "body", "title": "a.b", "id": "nr"}, ["body", "a"]) == ["nr"]


def test_mapping_to_an_unknown_column_refuses_the_table(read_text: Read) -> None:
    [refusal] = read_text("a.csv", "id,text\n1,one\n", mapping={"text": "body"})
    assert isinstance(refusal, Refusal)
    assert refusal.reason_code == "unknown_column"
    assert "body" in refusal.detail


def test_mapping_reaches_into_objects_and_lists(read_text: Read) -> None:
    content = (
        '{"data": {"story": {"parts": ["One text.", "x"]}}, "by": [{"n": "Rita"}], "fields": {"body": "not this"}}'
    )
    mapping = {"text": "data.story.parts.0", "author": "by.0.n"}
    [document] = read_text("a.jsonl", content, mapping=mapping)
    assert isinstance(document, SourceDocument)
    assert (document.text, document.author) == ("One text.", "Rita")


@pytest.mark.parametrize(
    ("path", "texts"),
    [("a.list", ["one", "two"]), ("b", ["three"]), ("a.keyed", ["four", "five"])],
)
@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_records_stand_where_the_user_says(read_text: Read, name: str, path: str, texts: list[str]) -> None:
    content = (
        '{"a": {"list": [{"text": "one"}, {"text": "two"}], "keyed": {"x": {"text": "four"}, "y": {"text": "five"}}}, '
        '"b": {"text": "three"}, "text": "a long text of the wrapper, which is not wanted here at all"}'
    )
    documents = read_text(name, content, records_path=path)
    assert [d.text for d in documents if isinstance(d, SourceDocument)] == texts


def test_a_path_that_leads_nowhere_is_refused(read_text: Read) -> None:
    [refusal] = read_text("a.json", '{"articles": [{"text": "one"}]}', records_path="response.docs")
    assert isinstance(refusal, Refusal)
    assert refusal.reason_code == "no_records"
    assert "articles" in refusal.detail
