"""Whose a dump is, by its folder or its own credits."""

from pathlib import Path

import pytest

from pipelines.sources import DumpPart
from pipelines.sources.credits import Credits, folder_source

from .conftest import Read


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("landing/bbc/05.txt", "bbc"),
        ("landing/bbc/2024/05.txt", "bbc"),
        ("landing/05.txt", None),
        ("landing/2024-05/05.txt", None),
        ("landing/2024/bbc/05.txt", None),
        ("elsewhere/bbc/05.txt", None),
    ],
)
def test_folder_below_the_root_is_the_source(path: str, source: str | None) -> None:
    assert folder_source(Path(path), Path("landing")) == source
    assert folder_source(Path(path), None) is None


@pytest.mark.parametrize(
    ("text", "source"),
    [
        pytest.param("One.\nSource: Northwire\n\nTwo.\nSource: Northwire\n", "Northwire", id="source lines"),
        pytest.param(
            "One.\n© 2024 The Evening Post Ltd.\nTwo.\n(c) 2024 Evening Post\n", "The Evening Post", id="copyright"
        ),
        pytest.param("KYIV (Northwire) - One.\nLONDON, May 3 (Northwire) -- Two.", "Northwire", id="datelines"),
        pytest.param("One.\nSource: Northwire\n", None, id="one credit may be a quotation"),
        pytest.param("Source: A Post\nSource: B Post\nSource: A Post\n", None, id="several sources"),
        pytest.param("The source: Northwire, he said, and the source was good.", None, id="running text"),
        pytest.param("", None, id="nothing"),
        pytest.param(
            "KYIV (Northwire) - One.\nOSLO (Northwire) - Two.\n" + "Other words.\n" * 3_000,
            None,
            id="two in a long dump",
        ),
    ],
)
def test_credits_of_the_text(text: str, source: str | None) -> None:
    credited = Credits()
    credited.add(text)
    assert credited.source == source


CREDITED = "One story of some words.\nSource: Northwire\n\nTwo stories.\nSource: Northwire\n"


@pytest.mark.parametrize(
    ("content", "options", "source"),
    [
        pytest.param(CREDITED, {}, "Northwire", id="its own credit"),
        pytest.param(CREDITED, {"source_code": "desk"}, "desk", id="what the user says"),
        pytest.param("One story of some words.\n", {}, "week", id="the stem of its name"),
    ],
)
def test_a_dump_has_the_source_that_it_credits(
    read_text: Read, content: str, options: dict[str, str], source: str
) -> None:
    [part] = read_text("week.txt", content, **options)
    assert isinstance(part, DumpPart)
    assert part.source_code == source
