"""`ops`: what each article without a day adds to the rows of no day of a mart, so that new articles are added to what stands."""

from pipelines.contracts.desk_marts import DESK_MART_TABLES
from pipelines.contracts.marts import MART_TABLES
from pipelines.contracts.table import STRING, Column, TableContract

_DAY = "published_date"
_KEPT = ("source_volume", "source_spellings", "data_quality")
"""The marts whose columns outside the key are all sums over articles, and that have rows of no day."""


def _undated(mart: TableContract) -> TableContract:
    article = Column("article_id", STRING, "The article, in core.articles", nullable=False)
    return TableContract(
        "ops",
        f"undated_{mart.name}",
        f"One row per article without a day and key of {mart.qualified_name}: what it adds there to the row of no day",
        tuple("article_id" if name == _DAY else name for name in mart.key),
        tuple(article if column.name == _DAY else column for column in mart.columns),
    )


UNDATED_TABLES = tuple(_undated(mart) for mart in (*MART_TABLES, *DESK_MART_TABLES) if mart.name in _KEPT)
