"""Opening the working file: the schema stands whatever became of an earlier file at that path."""

import pytest

from pipelines.warehouse import Warehouse, opening
from pipelines.warehouse.lingering import kept_open


class EveryKey(set):
    """Holds all keys but those that were discarded: as if each new file had the inode of one that was met before."""

    def __init__(self):
        super().__init__()
        self.discarded = set()

    def __contains__(self, key):
        return key not in self.discarded

    def discard(self, key):
        self.discarded.add(key)


def test_a_new_file_with_the_inode_of_a_deleted_one_gets_its_schema(tmp_path, monkeypatch):
    monkeypatch.setattr(opening, "_prepared", EveryKey())
    with Warehouse(tmp_path / "w.duckdb").writer() as session:
        assert session.count("ops.files") == 0


@pytest.mark.parametrize(
    ("most_bytes", "threads"),
    [pytest.param(10**9, 1, id="few rows are not worth handing over"), pytest.param(0, 3, id="a large file has all")],
)
def test_threads_follow_the_size_of_the_file(tmp_path, monkeypatch, most_bytes, threads):
    warehouse = Warehouse(tmp_path / "w.duckdb", threads=3)
    with warehouse.writer():
        pass
    monkeypatch.setattr(opening, "SMALL_FILE_BYTES", most_bytes)
    with warehouse.writer() as session, warehouse.writer() as beside:
        assert session.scalar("select current_setting('threads')") == threads
        assert beside.scalar("select current_setting('threads')") == threads


def test_a_file_that_grows_while_it_stays_open_has_all_threads(tmp_path, monkeypatch):
    warehouse = Warehouse(tmp_path / "w.duckdb", threads=3)
    with kept_open():
        with warehouse.writer() as session:
            assert session.scalar("select current_setting('threads')") == 1
        monkeypatch.setattr(opening, "SMALL_FILE_BYTES", 0)
        for _ in range(2):
            with warehouse.writer() as session:
                assert session.scalar("select current_setting('threads')") == 3
    with Warehouse(tmp_path / "w.duckdb", threads=3).writer() as session:
        assert session.scalar("select current_setting('threads')") == 3
