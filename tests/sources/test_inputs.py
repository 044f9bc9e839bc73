"""Paths, folders and globs become files, each once; what is no input is said."""

import os
import shutil
from pathlib import Path

import pytest

from pipelines.sources import Refusal, find_inputs, read_source, readable_entries
from pipelines.warehouse import Warehouse


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (
        "b.txt", "a.jsonl.gz", "sub/c.csv", "sub/deep/d.md", ".hidden/e.txt", ".f.txt", "b.cuts.yaml", "README.md",
        "sub/readme.txt",
    ):  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    return tmp_path


def names(folder: Path, files: list[Path]) -> list[str]:
    return [file.relative_to(folder).as_posix() for file in files]


def test_folder_is_walked_in_order(folder: Path) -> None:
    files, refusals = find_inputs([folder])
    assert names(folder, files) == ["a.jsonl.gz", "b.txt", "sub/c.csv", "sub/deep/d.md"]
    assert refusals == []


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("*.txt", ["b.txt"]),
        ("*", ["a.jsonl.gz", "b.txt"]),
        ("*/*.csv", ["sub/c.csv"]),
        ("**/*.md", ["sub/deep/d.md"]),
        ("**/*.txt", ["b.txt"]),
        ("sub/**", ["sub/c.csv", "sub/deep/d.md"]),
        ("[ab].*", ["a.jsonl.gz", "b.txt"]),
        ("[!a].txt", ["b.txt"]),
        ("?.txt", ["b.txt"]),
    ],
)
def test_glob_finds(folder: Path, pattern: str, expected: list[str]) -> None:
    files, refusals = find_inputs([str(folder / pattern)])
    assert names(folder, files) == expected
    assert refusals == []


def test_file_given_by_name_is_taken_even_if_a_walk_passes_it_over(folder: Path) -> None:
    files, _ = find_inputs([folder / "README.md", folder / ".f.txt"])
    assert names(folder, files) == ["README.md", ".f.txt"]


def test_file_reached_twice_is_given_once(folder: Path) -> None:
    files, _ = find_inputs([folder / "b.txt", folder, folder / "*.txt"])
    assert names(folder, files) == ["b.txt", "a.jsonl.gz", "sub/c.csv", "sub/deep/d.md"]


def test_loop_of_links_ends(folder: Path) -> None:
    (folder / "sub" / "loop").symlink_to(folder, target_is_directory=True)
    files, refusals = find_inputs([folder, folder / "**" / "*.csv"])
    assert len(files) == 4
    assert refusals == []


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ("none.txt", "missing_file"),
        ("none*.txt", "missing_file"),
        ("none/*/x.txt", "missing_file"),
        ("empty", "empty_folder"),
        ("picture.png", "unsupported_format"),
        ("no_suffix", "unsupported_format"),
        ("x.gz", "unsupported_format"),
        ("pipe.txt", "not_a_file"),
        ("nul\0.txt", "missing_file"),
        ("n" * 5000, "unreadable_file"),
    ],
)
def test_what_is_no_input_is_refused(tmp_path: Path, given: str, reason: str) -> None:
    (tmp_path / "empty").mkdir()
    for name in ("picture.png", "no_suffix", "x.gz"):
        (tmp_path / name).write_bytes(b"x")
    os.mkfifo(tmp_path / "pipe.txt")
    files, [refusal] = find_inputs([str(tmp_path / given)])
    assert files == []
    assert refusal.reason_code == reason
    assert refusal.detail


def test_link_that_leads_nowhere_is_refused(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nothing.txt")
    (tmp_path / "a.txt").write_text("x")
    files, refusals = find_inputs([tmp_path])
    assert names(tmp_path, files) == ["a.txt"]
    assert [refusal.reason_code for refusal in refusals] == ["missing_file"]


def test_name_that_is_no_utf_8_is_escaped_in_messages(tmp_path: Path) -> None:
    path = os.path.join(os.fsencode(tmp_path), b"caf\xe9.xyz")  # noqa: PTH118 - bytes
    with open(path, "w") as file:  # noqa: PTH123
        file.write("x")
    refusal = find_inputs([tmp_path])[1][0]
    refusal.uri.encode()
    assert refusal.uri.endswith("caf\\udce9.xyz")


def test_a_refused_path_is_refused_once_however_it_is_reached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.doc").write_bytes(b"x")
    (tmp_path / "link.doc").symlink_to(tmp_path / "a.doc")
    monkeypatch.chdir(tmp_path)
    given = [
        ".",
        "./a.doc",
        "a.doc",
        tmp_path / "a.doc",
        "*.doc",
        "sub/../*.doc",
        "none.txt",
        "./none.txt",
        "n*.txt",
    ]
    files, refusals = find_inputs([*given, *given])
    assert files == []
    assert sorted((r.uri, r.reason_code) for r in refusals) == [
        ("a.doc", "unsupported_format"),
        ("n*.txt", "missing_file"),
        ("none.txt", "missing_file"),
    ]


def test_a_folder_reached_twice_is_called_empty_once(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "empty", target_is_directory=True)
    _, refusals = find_inputs([tmp_path / "empty", tmp_path / "link", tmp_path / "empty" / "."])
    assert [r.reason_code for r in refusals] == ["empty_folder"]


def test_a_link_to_a_file_that_is_given_too_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("x")
    (tmp_path / "a.txt").symlink_to(tmp_path / "b.txt")
    assert len(find_inputs([tmp_path, tmp_path / "b.txt"])[0]) == 1


@pytest.mark.parametrize("name", ["self.txt", "self"])
def test_link_to_itself_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / name).symlink_to(tmp_path / name)
    for given in ([tmp_path], [tmp_path / "a.txt", tmp_path / name]):
        files, refusals = find_inputs(given)
        assert [file.name for file in files] == ["a.txt"]
        assert [r.reason_code for r in refusals] == ["missing_file"]


@pytest.mark.parametrize(
    ("side", "is_orphan"),
    [
        ("news.2024.cuts.yaml", False),
        ("news.2024.cuts.yml", False),
        ("news.2024.txt.cuts.yml", False),
        ("news.cuts.yml", True),
    ],
)
def test_a_side_file_without_its_dump_is_said(tmp_path: Path, side: str, is_orphan: bool) -> None:
    (tmp_path / "news.2024.txt").write_text("x")
    (tmp_path / side).write_text("cut: []")
    files, refusals = find_inputs([tmp_path])
    assert names(tmp_path, files) == ["news.2024.txt"]
    assert [r.reason_code for r in refusals] == ["side_file_without_dump"] * is_orphan


def test_a_side_file_of_a_file_that_no_reader_knows_is_an_orphan(tmp_path: Path) -> None:
    (tmp_path / "news.2024.doc").write_text("x")
    (tmp_path / "news.2024.cuts.yaml").write_text("cut: []")
    _, refusals = find_inputs([tmp_path])
    assert sorted(r.reason_code for r in refusals)[:1] == ["side_file_without_dump"]


def test_a_file_whose_name_is_no_utf_8_is_read(tmp_path: Path) -> None:
    path = os.path.join(os.fsencode(tmp_path), b"caf\xe9.txt")  # noqa: PTH118 - bytes
    with open(path, "w") as file:  # noqa: PTH123
        file.write("Some text.")
    [found] = find_inputs([tmp_path])[0]
    [part] = read_source(found)
    assert part.uri.endswith("caf\\udce9.txt")
    assert not isinstance(part, Refusal)
    for text in (part.uri, part.source_code):
        text.encode()


def test_the_entries_of_a_folder_are_the_files_that_are_found_in_it(folder: Path) -> None:
    (folder / "link.txt").symlink_to(folder / "b.txt")
    (folder / "loop").symlink_to(folder)
    (folder / "broken.txt").symlink_to(folder / "nowhere")
    (folder / "notes.unknown").write_text("x")
    assert [entry.path for entry in readable_entries(folder)] == [str(path) for path in find_inputs([folder])[0]]
    assert list(readable_entries(folder / "nowhere")) == []


@pytest.mark.parametrize("kind", ["zip", "tar"])
def test_corrections_in_an_archive_are_refused_with_a_word(tmp_path, kind):
    archive = shutil.make_archive(str(tmp_path / "week"), kind, _folder_with_corrections(tmp_path / "in"))
    refusals = [reading for reading in read_source(Path(archive)) if isinstance(reading, Refusal)]
    assert [(refusal.uri.rpartition("/")[2].rpartition("!")[2], refusal.reason_code) for refusal in refusals] == [
        ("news.cuts.yaml", "side_file_in_archive")
    ]
    assert f"week.{kind}.cuts.yaml" in refusals[0].detail


def _folder_with_corrections(folder):
    folder.mkdir()
    (folder / "news.txt").write_text("The port reopened.\n")
    (folder / "news.cuts.yaml").write_text("cut: [1]\n")
    return folder


def test_a_warehouse_among_the_news_and_the_state_of_its_runs_are_no_input(folder: Path) -> None:
    warehouse = Warehouse(folder / "news.jsonl")
    with warehouse.lock("a table"), warehouse.writer() as session:
        session.run("select 1")
    beside = ("news.jsonl.wal", "news.jsonl.search", "news.briefing.html", "state/dagster.yaml", "state/runs/a.txt")
    for name in ("news.jsonl", *beside):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x")
    (folder / "other.work").mkdir()
    (folder / "other.work" / "e.txt").write_text("x")
    files, refusals = find_inputs([folder])
    assert names(folder, files) == ["a.jsonl.gz", "b.txt", "other.work/e.txt", "sub/c.csv", "sub/deep/d.md"]
    assert refusals == []
    assert [entry.name for entry in readable_entries(folder)][:2] == ["a.jsonl.gz", "b.txt"]
    named = sorted(folder.iterdir())
    _, refusals = find_inputs(named)
    assert {(Path(refusal.uri).name, refusal.reason_code) for refusal in refusals} >= {
        ("news.jsonl", "own_file"),
        ("news.jsonl.work", "own_file"),
    }
    assert not [refusal for refusal in refusals if ".work/" in refusal.uri]
