"""One rule for what a name says."""

from pathlib import Path

import pytest

from pipelines.sources.names import member_uri, side_file_beside, side_file_names, stem_of, uri_of


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("news.txt", "news"),
        ("news.2024.txt", "news.2024"),
        ("/in/news.2025.TXT.gz", "news.2025"),
        ("week.zip!in/news.2024.jsonl", "news.2024"),
        ("week.tar.gz", "week"),
        ("a.b.c", "a.b.c"),
        ("a.cuts", "a.cuts"),
        (".txt", ".txt"),
        ("dump", "dump"),
    ],
)
def test_stem_is_the_name_without_known_suffixes(name: str, stem: str) -> None:
    assert stem_of(name) == stem


def test_files_of_two_years_have_side_files_of_their_own() -> None:
    assert not set(side_file_names("news.2024.txt")) & set(side_file_names("news.2025.txt"))


@pytest.mark.parametrize("side", ["news.2024.cuts.yaml", "news.2024.cuts.yml", "news.2024.txt.cuts.yml"])
def test_side_file_is_found_beside_its_dump(tmp_path: Path, side: str) -> None:
    dump = tmp_path / "news.2024.txt"
    assert side_file_beside(dump) is None
    (tmp_path / "news.cuts.yaml").write_text("cut: []")
    (tmp_path / side).write_text("cut: []")
    assert side_file_beside(dump) == tmp_path / side
    assert side in side_file_names("news.2024.txt")
    assert side not in side_file_names("news.2025.txt")


def test_the_more_specific_side_file_counts(tmp_path: Path) -> None:
    for name in ("a.cuts.yaml", "a.md.cuts.yml"):
        (tmp_path / name).write_text("cut: []")
    assert side_file_beside(tmp_path / "a.md") == tmp_path / "a.md.cuts.yml"
    assert side_file_beside(tmp_path / "a.txt") == tmp_path / "a.cuts.yaml"


def test_names_that_are_no_utf_8_can_be_stored() -> None:
    path = Path("caf\udce9.txt")
    assert uri_of(path) == "caf\\udce9.txt"
    assert member_uri("a.zip", "b\udce9\0.txt") == "a.zip!b\\udce9\\x00.txt"
