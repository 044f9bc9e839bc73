"""Texts of articles as what copies are found by: band hashes, and codes of words that are kept for a while."""

from collections import OrderedDict
from typing import TYPE_CHECKING

import pyarrow as pa

from pipelines.warehouse.few import of_few

if TYPE_CHECKING:
    from pipelines.catalogue.day_parts import Days
    from pipelines.enrich.copies.words import Codes
    from pipelines.warehouse import Warehouse

BANDS, PAIRS = "ops.copy_bands", "ops.copy_pairs"
SKETCHED_AT_ONCE = 5_000
"""Articles whose texts are in memory at once: some 25 MB."""
KEPT_TEXTS = 20_000
"""Articles whose words stay in memory while pairs are compared: some 60 MB."""
TEXTS = (
    "select article_id, text from core.articles where article_id in (select unit_id from units) "
    "and coalesce(is_current, true) order by article_id"
)


def sketched(
    warehouse: "Warehouse", units: pa.Table, codes: "OrderedDict[str, Codes]", days: "Days | None" = None
) -> pa.Table:
    """Return the band hashes of articles, rows of `ops.copy_bands`; those that are no more have none.

    Args:
        warehouse: The warehouse.
        units: Articles, column `unit_id`.
        codes: Takes the words of the last ones.
        days: Days that all of them are of, where that is known: other articles are not looked at.
    """
    from pipelines.enrich.copies import band_hashes, word_codes

    among = days.of_articles(TEXTS) if days else of_few(TEXTS, units, "core.articles")
    with warehouse.writer() as session:
        texts = session.query(among, days.values if days else None, units=units)
    words = [word_codes(text) for text in texts.column("text").to_pylist()]
    codes |= zip(texts.column("article_id").to_pylist(), (item.codes for item in words), strict=True)
    let_go(codes, KEPT_TEXTS)
    owner, value = band_hashes(words)
    rows = pa.table({"article_id": texts.column("article_id").take(pa.array(owner)), "band_hash": pa.array(value)})
    return rows.group_by(rows.column_names).aggregate([])


def let_go(codes: "OrderedDict[str, Codes]", kept: int) -> None:
    """Forget the words that were not asked for longest, down to so many articles."""
    while len(codes) > kept:
        codes.popitem(last=False)
