"""Pages that follow from the code are what the code says."""

from pathlib import Path

import pytest

from benchmarks.documentation import pages

DOCS = Path(__file__).parent.parent / "docs"


@pytest.mark.parametrize("name", ["tables.md", "accuracy.md", "performance.md", "gold.md"])
def test_a_written_page_is_up_to_date(name):
    assert (DOCS / name).read_text(encoding="utf-8") == pages()[name], "run: python -m benchmarks.documentation"
