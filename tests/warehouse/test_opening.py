"""Opening the working file: the schema stands whatever became of an earlier file at that path."""

from pipelines.warehouse import Warehouse, opening


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
