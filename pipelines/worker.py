"""The seam between the pipeline and whatever makes rows: an identity and a pure function over Arrow tables.

A worker is built once per process from the settings, holds its weights, and then gives the same rows for the same unit,
whatever else stands in the batch and whatever was read before. Its identity changes when its code version, its
configuration or one byte of a file that it reads changes, which is how the pipeline knows whose rows are stale.
"""

import hashlib
import json
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from itertools import repeat
from pathlib import Path
from typing import ClassVar, NamedTuple

import pyarrow as pa

from pipelines.contracts import CONTRACTS

MODELS = Path(__file__).parent / "models"
"""The weights that ship; a worker takes another folder of the same shape as its `models`."""
IDENTITY_CHARS = 8

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]
Tables = Mapping[str, pa.Table]
"""Tables by qualified name, each as its contract says."""


class FieldText(NamedTuple):
    """A stretch of an article that is read on its own; offsets of its facts count in `text`."""

    article_id: str
    field: str
    text: str


class Identified:
    """What rows are made by, with an identity that follows everything that can change a row.

    Class attributes:
        name: Stable name, such as `entities-minilm`.
        version: Version of the code; raise it when the same files and configuration give other rows.
    """

    name: ClassVar[str]
    version: ClassVar[str]

    def config(self) -> dict[str, Json]:
        """Return every setting that can change a row."""
        return {}

    def files(self) -> tuple[Path, ...]:
        """Return every file whose content can change a row: weights, word lists, gazetteers."""
        return ()

    @cached_property
    def annotator_id(self) -> str:
        """`name@version+digest`: the digest is of the configuration and of every byte of the files."""
        digest = hashlib.sha256(json.dumps(self.config(), sort_keys=True).encode())
        for path in self.files():
            digest.update(f"{path.name}:{file_digest(path)}".encode())
        return f"{self.name}@{self.version}+{digest.hexdigest()[:IDENTITY_CHARS]}"


class Worker(Identified, ABC):
    """Makes the rows of one or more tables from the rows of others.

    Class attributes:
        tables: The warehouse tables that `work` gives rows of, the main one first.
        requires: Tables that a batch must hold, beside the one that lists its units.
    """

    tables: ClassVar[tuple[str, ...]]
    requires: ClassVar[tuple[str, ...]] = ()

    @abstractmethod
    def work(self, batch: Tables) -> Tables:
        """Return the rows of each of `tables` for the units of a batch.

        Args:
            batch: The tables that the worker reads, restricted to the units of the batch.

        Returns:
            One table per name in `tables`, as its contract says. A unit without facts has no rows; an empty batch
            gives empty tables.
        """


class Annotator(Worker):
    """A worker that reads articles and gives the facts of one table.

    Class attributes:
        table: The table that `predict` gives rows of, such as `core.entity_mentions`.
    """

    table: ClassVar[str]

    def __init_subclass__(cls, **arguments: object) -> None:
        """Derive `tables` from `table`."""
        super().__init_subclass__(**arguments)
        if "table" in cls.__dict__:
            cls.tables = (cls.table,)

    @abstractmethod
    def predict(self, batch: Tables) -> pa.Table:
        """Return the facts of a batch of articles.

        Args:
            batch: `core.articles`, and of each table in `requires` the rows of these articles.

        Returns:
            Rows of `table` as its contract says, in the order of the articles and then of the spans. Articles
            without facts have no rows; an empty batch gives an empty table.
        """

    def work(self, batch: Tables) -> Tables:
        """Return what `predict` does, under the name of the table."""
        return {self.table: self.predict(batch)}

    def empty(self) -> pa.Table:
        """No facts, in the shape of the contract."""
        return CONTRACTS[self.table].empty()


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file; a file that has not changed since is not read again."""
    stat = path.stat()
    return _digest(path, stat.st_size, stat.st_mtime_ns)


@lru_cache(maxsize=256)
def _digest(path: Path, size: int, modified_ns: int) -> str:  # noqa: ARG001 size and time are part of the key
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def field_texts(articles: pa.Table) -> Iterator[FieldText]:
    """The texts to read: each article's title, unless its text opens with it, then its text.

    Args:
        articles: Rows of `core.articles`.
    """
    columns = articles.select(["article_id", "title", "text", "is_title_in_text"]).to_pydict()
    for article_id, title, text, is_title_in_text in zip(*columns.values(), strict=True):
        if title and not is_title_in_text:
            yield FieldText(article_id, "title", title)
        yield FieldText(article_id, "text", text)


def rows_by_article(table: pa.Table) -> dict[str, list[dict[str, Json]]]:
    """The rows of a fact table as dictionaries, grouped by article, in table order."""
    grouped: dict[str, list[dict[str, Json]]] = {}
    columns = table.to_pydict()
    rows = map(dict, map(zip, repeat(table.column_names), zip(*columns.values(), strict=True)))
    for article_id, row in zip(columns["article_id"], rows, strict=True):
        grouped.setdefault(article_id, []).append(row)
    return grouped
