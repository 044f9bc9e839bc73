"""What a contract holds tables to, and the registry of contracts."""

import pyarrow as pa
import pytest

from pipelines.contracts import Column, ContractError, Registry, TableContract
from pipelines.contracts.table import STRING

TABLE = TableContract(
    "mine", "notes", "One row per note", ("note",), (Column("note", STRING, "The note.", nullable=False),)
)


def test_a_registry_asks_for_more_when_it_must_and_once():
    asked = []
    registry = Registry((TABLE,), more=lambda: asked.append(1) or (TableContract("mine", "more", "One", (), ()),))
    assert registry["mine.notes"] is TABLE
    assert asked == []
    assert registry["mine.more"].grain == "One"
    assert len(registry) == len(list(registry)) == 2
    assert asked == [1]


def test_two_contracts_of_one_name_are_refused():
    registry = Registry((TABLE,), more=lambda: (TABLE,))
    with pytest.raises(ContractError, match=r"mine.notes: declared twice"):
        len(registry)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        pytest.param({"other": ["a"]}, r"missing columns \['note'\], unknown columns \['other'\]", id="other columns"),
        pytest.param({"note": [None]}, "mine.notes.note: 1 NULL values", id="NULL in a required column"),
        pytest.param({"note": [[1]]}, "mine.notes.note", id="another type"),
    ],
)
def test_what_does_not_fit_is_named(table, message):
    with pytest.raises(ContractError, match=message):
        TABLE.conform(pa.table(table))


def test_rows_with_unknown_columns_are_refused():
    with pytest.raises(ContractError, match=r"no such columns: \['other'\]"):
        TABLE.from_rows([{"note": "a", "other": 1}])
