"""The seam between the pipeline and whatever reads facts from text.

An annotator is constructed once, holds its weights, and is then a pure function: the same tables in give the same
table out, whatever was read before. Its id changes when its version or its configuration does, which is how the
pipeline knows whose rows are stale.
"""

import hashlib
import json
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from typing import ClassVar, NamedTuple

import pyarrow as pa

from pipelines.contracts import CONTRACTS

CONFIG_HASH_CHARS = 8

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]
Tables = Mapping[str, pa.Table]


class FieldText(NamedTuple):
    """A stretch of an article that is read on its own; offsets of its facts count in `text`."""

    article_id: str
    field: str
    text: str


class Annotator(ABC):
    """Reads one kind of fact.

    Class attributes:
        name: Stable name, such as `entities-minilm`.
        version: Version of code and weights together; raise it when output changes.
        table: The warehouse table that `predict` gives rows of, such as `core.entity_mentions`.
        requires: Tables that a batch must hold beside `core.articles`.
    """

    name: ClassVar[str]
    version: ClassVar[str]
    table: ClassVar[str]
    requires: ClassVar[tuple[str, ...]] = ()

    def config(self) -> dict[str, Json]:
        """Everything that can change the output and is not in `version`."""
        return {}

    @property
    def annotator_id(self) -> str:
        """`name@version+config hash`."""
        digest = hashlib.sha256(json.dumps(self.config(), sort_keys=True).encode()).hexdigest()
        return f"{self.name}@{self.version}+{digest[:CONFIG_HASH_CHARS]}"

    @abstractmethod
    def predict(self, batch: Tables) -> pa.Table:
        """The facts of a batch of articles.

        Args:
            batch: Tables by qualified name, each as its contract says: `core.articles`, and of each table in
                `requires` the rows of these articles.

        Returns:
            Rows of `table` as its contract says, in the order of the articles and then of the spans. Articles
            without facts have no rows; an empty batch gives an empty table.
        """

    def empty(self) -> pa.Table:
        """No facts, in the shape of the contract."""
        return CONTRACTS[self.table].empty()


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
    for row in table.to_pylist():
        grouped.setdefault(row["article_id"], []).append(row)
    return grouped
