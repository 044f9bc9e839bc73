"""Rows of few units in large tables: where they lie is looked for first, in the one column that says so, and only they are read.

Ids are hashes, so that no part of a table can be passed over by its bounds; a scan that reads all columns would open each of
them wherever one of the rows may lie.
"""

import re

import pyarrow as pa

FEW_UNITS = 256
"""Rows of so many units are found by their unit first, and only then read: of a large table next to nothing is opened."""


def among_units(table_name: str, unit_column: str, units: pa.Table, name: str = "units") -> str:
    """Return the condition for the rows of some units as SQL: of few, where their rows lie is looked for first.

    Args:
        table_name: Qualified name of the table.
        unit_column: The column that says which unit a row belongs to.
        units: The units.
        name: What the statement calls the table of units; its column is `unit_id`.
    """
    condition = f"{unit_column} in (select unit_id from {name})"
    if units.num_rows > FEW_UNITS:
        return condition
    return f"rowid in (select rowid from {table_name} where {condition})"


def of_few(
    statement: str, units: pa.Table, *table_names: str, unit_column: str = "article_id", name: str = "units"
) -> str:
    """Return a statement that is about some units as one that, of few, opens their rows alone of some large tables.

    Args:
        statement: A statement that asks for no other rows of these tables.
        units: The units.
        *table_names: Qualified names of the tables.
        unit_column: Their column that says which unit a row belongs to.
        name: What the statement calls the table of units; its column is `unit_id`.
    """
    if units.num_rows > FEW_UNITS:
        return statement
    for table_name in table_names:
        rows = f"(select * from {table_name} where {among_units(table_name, unit_column, units, name)})"
        statement = re.sub(rf"\b{re.escape(table_name)}\b", rows, statement)
    return statement
