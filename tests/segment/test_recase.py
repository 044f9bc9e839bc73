import pytest

from pipelines.segment.recase import is_in_capitals, recased


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("RAIN FELL. “IT IS OVER,” HE SAID.", "Rain fell. “It is over,” he said."),
        ("THEY MET. 'NO,' THEY SAID! 12 LEFT.", "They met. 'No,' they said! 12 left."),
        ("Rain fell on ROME.", "Rain fell on ROME."),
        ("", ""),
    ],
    ids=["sentences", "quotes, figures", "small letters stay", "nothing"],
)
def test_capitals_are_made_small(text, expected):
    assert recased(text) == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["RAIN FELL.", "IT IS OVER.", "12.4"], True),
        (["RAIN FALLS ON ROME", "It fell on Monday.", "It fell on Tuesday."], False),
        (["1", "2"], False),
        ([], False),
    ],
    ids=["capitals and figures", "headlines alone", "figures alone", "nothing"],
)
def test_a_text_of_capitals_is_told(texts, expected):
    assert is_in_capitals(texts) is expected
