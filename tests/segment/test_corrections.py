import pytest

from pipelines.segment import Corrections, CorrectionsError, load_corrections

DUMP = "First line.\n\nThird line.\nFourth line."


def write(tmp_path, content):
    path = tmp_path / "dump.cuts.yaml"
    path.write_text(content, encoding="utf-8")
    return path


def test_lines_become_offsets(tmp_path):
    path = write(tmp_path, 'cut:\n  - 3\njoin:\n  - {line: 4, text: "Fourth"}\n')
    assert load_corrections(path, DUMP) == Corrections(frozenset({13}), frozenset({25}))


@pytest.mark.parametrize("content", ["", "# nothing\n", "cut: []\n"], ids=["empty", "comment", "empty list"])
def test_nothing_to_correct(tmp_path, content):
    assert load_corrections(write(tmp_path, content), DUMP) == Corrections()


@pytest.mark.parametrize(
    ("content", "line", "says"),
    [
        ("cut:\n  - 9\n", 2, "no line 9"),
        ("cut:\n  - 2\n", 2, "blank"),
        ("cut:\n  - three\n", 2, "line number"),
        ("cut:\n  - 99999999999999999999\n", 2, "no line"),
        ('cut:\n  - {line: 3, text: "Other"}\n', 2, "has the dump changed"),
        ("cut:\n  - 3\njoin:\n  - 3\n", 4, "both"),
        ("cuts:\n  - 3\n", 1, "unknown key"),
        ("cut: 3\n", 1, "list"),
        ("- 3\n", 1, "cut"),
        ("cut:\n  - [3]\n", 2, "line number"),
        ("cut:\n  - 3\n bad: [\n", 3, "not YAML"),
        ("cut:\n  - !!python/object/apply:os.system ['x']\n", 2, "line number"),
    ],
    ids=[
        "beyond the end",
        "blank line",
        "a word",
        "huge",
        "changed dump",
        "cut and join",
        "unknown key",
        "no list",
        "top-level list",
        "nested",
        "broken YAML",
        "hostile tag",
    ],
)
def test_errors_name_file_and_line(tmp_path, content, line, says):
    path = write(tmp_path, content)
    with pytest.raises(CorrectionsError, match=says) as caught:
        load_corrections(path, DUMP)
    assert f"{path}, line {line}:" in str(caught.value)


def test_a_missing_file_and_a_huge_one_are_refused(tmp_path):
    with pytest.raises(CorrectionsError, match="cannot be read"):
        load_corrections(tmp_path / "none.yaml", DUMP)
    with pytest.raises(CorrectionsError, match="at most"):
        load_corrections(write(tmp_path, "#" * 1_000_001), DUMP)
    with pytest.raises(CorrectionsError, match="nested"):
        load_corrections(write(tmp_path, "cut: " + "[" * 5000), DUMP)


def test_a_part_of_the_document_has_its_own_offsets():
    assert Corrections(frozenset({5, 50}), frozenset({12})).within(10, 60) == Corrections(
        frozenset({40}), frozenset({2})
    )
