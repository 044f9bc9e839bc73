import pytest

from pipelines.segment.lines import lines_of
from pipelines.segment.structure import stated_structure

BODY = "The council voted on Tuesday to close the old bridge for repairs that will last two years, officials said.\nShops fear for their trade."
LONG = "\n".join([BODY] * 5)

CASES = [
    pytest.param(f"{BODY}\n---\n{BODY}\n---\n{BODY}", [0, 3, 6], id="dashes between articles"),
    pytest.param(f"{LONG}\n***\n{LONG}\n***\n{LONG}", [0, 11, 22], id="asterisks between long pieces"),
    pytest.param(f"{LONG}\n***\n{LONG}", [], id="one row of asterisks"),
    pytest.param(f"{BODY}\n\f{BODY}", [0, 2], id="form feed"),
    pytest.param(f"Article 1\n{BODY}\nArticle 2\n{BODY}", [1, 4], id="numbered articles"),
    pytest.param(
        f"Title: Bridge shuts\nDate: 2024-01-02\n{BODY}\nTitle: Bridge opens\nDate: 2024-01-03\n{BODY}",
        [0, 4],
        id="repeated headers",
    ),
    pytest.param(f"# Bridge shuts\n{BODY}\n\n# Bridge opens\n{BODY}", [0, 3], id="markdown headings"),
    pytest.param(
        f"---\ntitle: Bridge shuts\ndate: 2024-01-02\n---\n{BODY}\n---\ntitle: Bridge opens\ndate: 2024-01-03\n---\n{BODY}",
        [0, 6],
        id="front matter",
    ),
    pytest.param(
        f"# Bridge shuts\nPublished: 2024-01-02\n---\n{BODY}\n---\n# Bridge opens\nPublished: 2024-01-03\n---\n{BODY}",
        [0, 6],
        id="headings win over the rules between them",
    ),
    pytest.param(f"{BODY}\n{BODY}", [], id="nothing stated"),
    pytest.param(f"{BODY}\n***\n{BODY}", [], id="asterisks between scenes of a short text"),
    pytest.param("a\n---\nb\n---\nc\n---\nd", [], id="dashes in a table"),
    pytest.param(f"{BODY}\n### What next\n{BODY}\n### Reaction\n{BODY}", [], id="low headings are sub-headings"),
    pytest.param(
        "the rain that fell in the hills and in the\n\fvalleys did not stop, and nobody in the\n\fvillage knew when it would end",
        [],
        id="form feeds between pages",
    ),
    pytest.param("Date: 3 May\nnot a header, just one", [], id="one header only"),
]


@pytest.mark.parametrize(("text", "starts"), CASES)
def test_stated_starts(text, starts):
    assert sorted(stated_structure(lines_of(text)).starts) == starts


def test_marks_and_titles_are_told():
    text = f"Article 1\n{BODY}\nArticle 2\n{BODY}"
    assert sorted(stated_structure(lines_of(text)).marks) == [0, 3]
    text = f"Title: Bridge shuts\nDate: x\n{BODY}\nTitle: Bridge opens\nDate: y\n{BODY}"
    assert stated_structure(lines_of(text)).titles == ((0, 0, 7), (4, 4, 7))
