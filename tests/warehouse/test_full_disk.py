"""A disk that fills up in a commit: said in words, nothing half, and the next run carries on."""

import subprocess
import sys

from pipelines.warehouse import Warehouse

WRITE = """
import resource, sys
sys.path[:0] = sys.argv[3:]
from pathlib import Path
import pyarrow as pa
from pipelines.contracts import CONTRACTS
from pipelines.warehouse import Warehouse, WarehouseError

warehouse = Warehouse(Path(sys.argv[1]))
with warehouse.writer():
    pass
size = warehouse.working_path.stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size + int(sys.argv[2]),) * 2)
count = 200_000
rows = {"article_id": [f"a{n}" for n in range(count)], "sentence_index": [0] * count, "start_char": [0] * count,
        "end_char": [n % 1000 for n in range(count)], "kind": ["sentence"] * count, "annotator_id": ["t@1"] * count}
table = pa.table(rows, schema=CONTRACTS["core.sentences"].arrow_schema)
try:
    with warehouse.writer() as session:
        session.append("core.sentences", table)
    print("committed")
except WarehouseError as error:
    print(error)
"""


def written(path, room_bytes):
    done = subprocess.run(
        [sys.executable, "-c", WRITE, str(path), str(room_bytes), *sys.path],
        capture_output=True,
        text=True,
        timeout=600,
    )
    # on a busy machine DuckDB draws a bar for what takes more than two seconds
    return done.stdout.strip().rpartition("\n")[2] or done.stderr


def test_a_commit_for_which_there_is_no_room_is_refused_in_words_and_the_next_one_succeeds(tmp_path):
    path = tmp_path / "w.duckdb"
    said = written(path, 100_000)
    assert "the disk is full" in said, said
    assert "nothing that was committed is lost" in said
    with Warehouse(path).writer() as session:
        assert session.count("core.sentences") == 0
    assert written(path, 10**9) == "committed"
    with Warehouse(path).writer() as session:
        assert session.count("core.sentences") == 200_000
