"""What a table contract is, and how an Arrow table is held to it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

SCORE = pa.float64()
CHAR = pa.int64()
STRING = pa.string()
TIMESTAMP = pa.timestamp("us", tz="UTC")

_SQL_TYPES: Mapping[pa.DataType, str] = {
    STRING: "varchar",
    pa.int64(): "bigint",
    pa.int32(): "integer",
    pa.float64(): "double",
    pa.bool_(): "boolean",
    pa.date32(): "date",
    TIMESTAMP: "timestamptz",
}


class ContractError(ValueError):
    """A table does not have the columns or the types that its contract states."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, Arrow type, meaning, and whether it may be NULL.

    Attributes:
        name: Name in Arrow and in SQL.
        type: Arrow type.
        doc: What a value means, its unit, and what NULL says.
        nullable: Whether NULL is allowed.
        owner: The table whose maker fills this column later; the maker of the row leaves it NULL.
    """

    name: str
    type: pa.DataType
    doc: str
    nullable: bool = True
    owner: str | None = None

    @property
    def sql_type(self) -> str:
        """The DuckDB type that stores this column."""
        return _SQL_TYPES[self.type]


@dataclass(frozen=True, slots=True)
class TableContract:
    """One warehouse table: where it lives, what one row is, its key and its columns.

    Attributes:
        schema_name: DuckDB schema (`raw`, `core`, `marts`, `ops`).
        name: Table name, a plural noun; marts begin with their grain.
        grain: "One row per ...", the first sentence of every description of the table.
        key: Columns that identify a row.
        columns: All columns, in storage order.
    """

    schema_name: str
    name: str
    grain: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def qualified_name(self) -> str:
        """`schema.table`, as SQL says it."""
        return f"{self.schema_name}.{self.name}"

    @property
    def arrow_schema(self) -> pa.Schema:
        """The Arrow schema that every boundary casts to."""
        return pa.schema([pa.field(c.name, c.type, nullable=c.nullable) for c in self.columns])

    @property
    def column_names(self) -> tuple[str, ...]:
        """Column names in storage order."""
        return tuple(c.name for c in self.columns)

    @property
    def required_columns(self) -> tuple[str, ...]:
        """Columns in which NULL is an error."""
        return tuple(c.name for c in self.columns if not c.nullable)

    def empty(self) -> pa.Table:
        """A table of this contract without rows."""
        return self.arrow_schema.empty_table()

    def from_rows(self, rows: list[dict[str, Any]]) -> pa.Table:
        """Rows as dictionaries, typed by the contract; a column that a row leaves out is NULL.

        Raises:
            ContractError: If a row has a column that the contract lacks, or a value of the wrong type.
        """
        unknown = set[str]().union(*rows) - set(self.column_names)
        if unknown:
            raise ContractError(f"{self.qualified_name}: no such columns: {sorted(unknown)}")
        try:
            table = pa.Table.from_pylist(rows, schema=self.arrow_schema)
        except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
            raise ContractError(f"{self.qualified_name}: {error}") from error
        return self.conform(table)

    def conform(self, table: pa.Table) -> pa.Table:
        """`table` with exactly this contract's columns, order and types.

        Raises:
            ContractError: If a column is missing or unknown, a value does not cast without loss, or a required
                column holds NULL. The message names the table and the column.
        """
        names = set(table.column_names)
        missing = [c for c in self.column_names if c not in names]
        unknown = sorted(names - set(self.column_names))
        if missing or unknown:
            raise ContractError(f"{self.qualified_name}: missing columns {missing}, unknown columns {unknown}")
        arrays = []
        for column in self.columns:
            array = table.column(column.name)
            if array.type != column.type:
                try:
                    array = array.cast(column.type)
                except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
                    raise ContractError(f"{self.qualified_name}.{column.name}: {error}") from error
            if not column.nullable and array.null_count:
                raise ContractError(f"{self.qualified_name}.{column.name}: {array.null_count} NULL values")
            arrays.append(array)
        return pa.Table.from_arrays(arrays, schema=self.arrow_schema)


class Registry(Mapping[str, TableContract]):
    """Every contract by its qualified name; a wrong name gets the list of the right ones.

    Args:
        tables: The contracts.
        more: Called once, when a name is asked for that is not among them, or all are: gives further contracts.

    Raises:
        ContractError: If two contracts have one name.
    """

    def __init__(
        self, tables: Sequence[TableContract], more: Callable[[], Sequence[TableContract]] | None = None
    ) -> None:
        self._tables: dict[str, TableContract] = {}
        self._more = more
        self._add(tables)

    def __getitem__(self, qualified_name: str) -> TableContract:
        table = self._tables.get(qualified_name) or self._all().get(qualified_name)
        if table is None:
            raise KeyError(f"no table {qualified_name!r}; known: {', '.join(self._tables)}")
        return table

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def in_schema(self, schema_name: str) -> tuple[TableContract, ...]:
        """Return the contracts of one schema, in declaration order."""
        return tuple(t for t in self._all().values() if t.schema_name == schema_name)

    def _all(self) -> dict[str, TableContract]:
        if self._more:
            more = self._more()
            self._more = None
            self._add(more)
        return self._tables

    def _add(self, tables: Sequence[TableContract]) -> None:
        for table in tables:
            if table.qualified_name in self._tables:
                raise ContractError(f"{table.qualified_name}: declared twice")
            self._tables[table.qualified_name] = table
