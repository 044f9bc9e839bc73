"""What `dateline run --dry-run` says, and that it writes nothing."""

import pytest

from pipelines.console.previewing import print_preview
from pipelines.settings import load_settings
from pipelines.warehouse import open_warehouse
from pipelines.work.ingest import ReadOptions, ingest, utc_now
from pipelines.work.run import publish_now


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "wire.jsonl").write_text('{"title": "Port reopens", "text": "One."}\n{"text": ""}\n{broken\n')
    (folder / "dump.txt").write_text("The port of Karlshamn reopened on Tuesday.\n")
    (folder / "film.mp4").write_bytes(b"\0")
    return folder


def everything_in(path):
    return sorted(str(entry) for entry in path.rglob("*"))


def test_each_file_and_each_refusal_is_said_and_nothing_is_written(tmp_path, folder, capsys):
    before = everything_in(tmp_path)
    assert print_preview(load_settings(), [str(folder)], ReadOptions()) == 3
    assert everything_in(tmp_path) == before
    lines = capsys.readouterr().out.splitlines()
    assert f"{folder}/wire.jsonl: jsonl, 1 records, 4 characters, 2 refused; first: Port reopens" in lines
    assert (
        f"{folder}/dump.txt: txt, 1 texts to cut, 43 characters; first: The port of Karlshamn reopened on Tuesday."
        in lines
    )
    assert [line.split(": ")[1:3] for line in lines if line.startswith("  refused")] == [
        [f"{folder}/wire.jsonl, line 2", "no_text"],
        [f"{folder}/wire.jsonl, line 3", "invalid_json"],
        [f"{folder}/film.mp4", "unsupported_format"],
    ]
    assert lines[-1].startswith("2 files (0 known and unchanged): 1 records and 1 texts to cut into articles")
    assert lines[-1].endswith("3 refused. Nothing was written.")


def test_what_a_warehouse_has_would_not_be_opened_again(folder, capsys):
    settings = load_settings()
    warehouse = open_warehouse(settings)
    (folder / "wire.jsonl").unlink()
    (folder / "film.mp4").unlink()
    ingest(warehouse, [str(folder)], now=utc_now)
    publish_now(warehouse)
    assert print_preview(settings, [str(folder)], ReadOptions()) == 0
    assert "known and unchanged: would not be opened" in capsys.readouterr().out
    assert print_preview(settings, [str(folder)], ReadOptions(source_code="coast")) == 0
    assert "1 texts to cut" in capsys.readouterr().out, "read another way, it is read again"
