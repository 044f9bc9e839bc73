from hypothesis import given
from hypothesis import strategies as st

from pipelines.gazetteer.compiling.merge import MAX_DENSE_ID, RowsById
from pipelines.gazetteer.compiling.place_columns import CodeColumn, TextColumn, sparse_texts

TEXTS = st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=8), max_size=20)


@given(TEXTS)
def test_texts_come_back_one_by_one_and_as_arrow(texts: list[str]) -> None:
    column = TextColumn(texts)
    assert [column[row] for row in range(len(column))] == texts == column.arrow().to_pylist()


def test_a_lone_surrogate_becomes_a_question_mark() -> None:
    assert TextColumn(["\ud800y"])[0] == "?y"


@given(st.dictionaries(st.integers(0, 9), st.text("aé", max_size=4)))
def test_sparse_texts_are_empty_elsewhere(values: dict[int, str]) -> None:
    assert sparse_texts(values, 10).to_pylist() == [values.get(row, "") for row in range(10)]


def test_codes_can_be_changed_and_renumbered() -> None:
    column = CodeColumn(["P.PPL", "A.ADM1", "P.PPL"])
    column[1] = "H.STM"
    assert list(column) == ["P.PPL", "H.STM", "P.PPL"]
    assert column.used() == {"P.PPL", "H.STM"}
    assert column.numbered(["H.STM", "P.PPL"]).tolist() == [1, 0, 1]


def test_rows_are_found_by_near_and_far_ids() -> None:
    rows = RowsById()
    rows[5], rows[MAX_DENSE_ID + 1] = 3, 4
    assert [rows.get(number) for number in (5, 6, MAX_DENSE_ID + 1, MAX_DENSE_ID + 2)] == [3, None, 4, None]
    assert 5 in rows
