"""Rows of Arrow tables in record batches, read many at once."""

import numpy as np
import pyarrow as pa

from pipelines.knowledge.columns import Columns, OwnedColumns, spans

OWNED = pa.Table.from_batches([
    pa.record_batch({
        "entity": pa.array([0, 0, 2], pa.uint32()),
        "word": ["one", "two", None],
        "land": pa.array(["AT", None, "AT"]).dictionary_encode(),
    }),
    pa.record_batch({"entity": pa.array([3], pa.uint32()), "word": ["three"], "land": pa.array(["FR"]).dictionary_encode()}),
])  # fmt: skip


def test_rows_come_in_the_order_that_is_asked():
    columns = Columns(OWNED, ("word", "land"))
    assert columns.of(0, np.array([2, 0, 2])) == [(None, "AT"), ("one", "AT"), (None, "AT")]
    assert columns.of(1, np.array([0])) == [("three", "FR")]
    assert columns.of(0, np.array([], np.int64)) == []


def test_each_entity_gets_its_own_rows():
    columns = OwnedColumns(OWNED, ("word", "land"))
    assert columns.of(0, np.array([2, 1, 0])) == [[(None, "AT")], [], [("one", "AT"), ("two", None)]]
    assert columns.of(1, np.array([3])) == [[("three", "FR")]]
    assert columns.of(2, np.array([4, 5])) == [[], []]


def test_a_value_that_the_column_lacks_stands_nowhere():
    starts, ends = spans(np.array([2, 2, 5], np.uint32), [1, 2, 5, 6])
    assert (ends - starts).tolist() == [0, 2, 1, 0]
