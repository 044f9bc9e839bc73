"""The analyses of docs/analyses.md run, and find something in the sample world."""

import re
from pathlib import Path

import pytest

PAGE = Path(__file__).parent.parent.parent / "docs" / "analyses.md"
ANALYSES = re.findall(r"## (\d+\. .*?)\n.*?```sql\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


def test_there_are_ten():
    assert [int(title.partition(".")[0]) for title, _ in ANALYSES] == list(range(1, 11))


@pytest.mark.parametrize("statement", [pytest.param(sql, id=title) for title, sql in ANALYSES])
def test_an_analysis_finds_something(world, statement):
    assert world.execute(statement).fetchall()
