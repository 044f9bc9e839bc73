"""Opening the working file: the schema stands whatever became of an earlier file at that path."""

import pytest

from pipelines.warehouse import Warehouse, means, opening
from pipelines.warehouse.errors import ShortOfMemoryError, WarehouseError
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


THREADS = "select current_setting('threads')"


@pytest.mark.parametrize(
    ("most_bytes", "unit_count", "threads"),
    [
        pytest.param(10**9, 10, 1, id="few rows are not worth handing over"),
        pytest.param(10**9, 5_000, 3, id="many units have all"),
        pytest.param(10**9, None, 3, id="all units have all"),
        pytest.param(0, 10, 3, id="a large file has all"),
    ],
)
def test_threads_follow_the_size_of_the_work(tmp_path, monkeypatch, most_bytes, unit_count, threads):
    warehouse = Warehouse(tmp_path / "w.duckdb", threads=3)
    with warehouse.writer():
        pass
    monkeypatch.setattr(means, "SMALL_FILE_BYTES", most_bytes)
    with warehouse.working_on(unit_count), warehouse.writer() as session, warehouse.writer() as beside:
        assert session.scalar(THREADS) == threads
        assert beside.scalar(THREADS) == threads


def test_a_file_that_stays_open_has_the_threads_of_what_is_done_with_it(tmp_path, monkeypatch):
    warehouse = Warehouse(tmp_path / "w.duckdb", threads=3)

    def threads():
        with warehouse.writer() as session:
            return session.scalar(THREADS)

    with kept_open():
        assert threads() == 1
        with warehouse.working_on(None):
            assert threads() == 3
            with warehouse.working_on(5):
                assert threads() == 1
            assert threads() == 3
        assert threads() == 1
        monkeypatch.setattr(means, "SMALL_FILE_BYTES", 0)
        assert threads() == 3


def test_what_failed_is_worked_on_no_more(tmp_path):
    warehouse = Warehouse(tmp_path / "w.duckdb", threads=3)
    with pytest.raises(KeyError), warehouse.working_on(None):
        raise KeyError
    with warehouse.writer() as session:
        assert session.scalar(THREADS) == 1


HUNGRY = "select len(list(range)) from range(3_000_000)"


def test_who_needs_more_memory_than_its_share_has_all_that_is_allowed_on_a_second_try(tmp_path, monkeypatch):
    warehouse = Warehouse(tmp_path / "w.duckdb")
    monkeypatch.setattr(means, "LEAST_MEMORY_MB", 16)
    with (
        pytest.raises(ShortOfMemoryError, match=r"w\.duckdb: DuckDB needs more than 16 MB"),
        warehouse.writer() as session,
    ):
        session.scalar(HUNGRY)
    with warehouse.in_need(), warehouse.writer() as session:
        assert session.scalar(HUNGRY) == 3_000_000


def test_who_needs_more_memory_than_is_allowed_is_told_what_to_raise(tmp_path):
    warehouse = Warehouse(tmp_path / "w.duckdb", memory_limit_mb=16)
    told = pytest.raises(WarehouseError, match="16 MB.*raise DATELINE_MEMORY_LIMIT_MB")
    with told as raised, warehouse.in_need(), warehouse.writer() as session:
        session.scalar(HUNGRY)
    assert not isinstance(raised.value, ShortOfMemoryError)
