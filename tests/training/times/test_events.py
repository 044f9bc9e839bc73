"""Compiling the table of events: its compact lines, and which of two lines about one event stays."""

import json
import sys
from pathlib import Path

import pytest

from pipelines.training.times.events import compiled, main

FIRE = {
    "start": "2011-03-11", "name": "Mill fire in Arden", "kind": "happening",
    "need": [["Arden", "Arden"], ["fire", "burned down"]], "more": ["Old Mill", "fire"],
}  # fmt: skip


def test_a_line_is_made_compact_and_says_each_phrase_once() -> None:
    assert compiled(FIRE) == [
        "2011-03-11", None, "h", "Mill fire in Arden", [["Arden"], ["fire", "burned down"]], ["Old Mill"]
    ]  # fmt: skip


def test_what_lasts_for_months_says_nothing_of_a_day() -> None:
    assert compiled(FIRE | {"end": "2012-03-11"})[1] is None
    assert compiled(FIRE | {"end": "2011-03-14"})[1] == "2011-03-14"


def test_bad_lines_are_named_and_one_of_two_about_the_same_event_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    again = FIRE | {"start": "2011-03-12", "name": "Fire in Arden"}
    other = FIRE | {"start": "2011-03-12", "name": "Mayor of Arden dies", "need": [["Arden"], ["mayor"]]}
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    lines = [json.dumps(row) for row in (FIRE, again, other, FIRE | {"start": "2011-02-30"}, FIRE | {"need": [[]]})]
    source.write_text("\n".join([*lines, "no json"]))
    monkeypatch.setattr(sys, "argv", ["events", str(out), str(source)])
    main()
    assert [json.loads(line)[3] for line in out.read_text().splitlines()] == [
        "Mill fire in Arden", "Mayor of Arden dies"
    ]  # fmt: skip
    refused = capsys.readouterr().err
    assert all(f"in.jsonl:{number}:" in refused for number in (4, 5, 6))
