"""Whose a dump is, by its folder or its own credits."""

from pathlib import Path

import pytest

from pipelines.sources.credits import credited_source, folder_source


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
    ],
)
def test_credits_of_the_text(text: str, source: str | None) -> None:
    assert credited_source([text]) == source
