"""Figures of a table as metadata of its materialisation: numbers, tables and charts that the UI shows."""

from collections.abc import Mapping
from typing import Any

import dagster as dg

from pipelines.beside import BRIEFING_SUFFIX
from pipelines.briefing.keeping import keep
from pipelines.warehouse import Session, Warehouse, WarehouseError
from pipelines.work.figures import Rates, figures_of, markdown_table
from pipelines.work.review import worst_cuts

SHARE_DIGITS = 4


def shown(session: Session, table_name: str) -> dict[str, Any]:
    """Return what a person wants to see of a table, by label."""
    metadata: dict[str, Any] = {}
    for figure in figures_of(session, table_name):
        if isinstance(figure, Rates):
            metadata |= {name: _number(value) for name, value in figure.values.items()}
        else:
            metadata[figure.name] = dg.MetadataValue.md(f"{figure.title}\n\n{figure.text}")
    if table_name == "core.article_occurrences":
        metadata["worst_cuts"] = dg.MetadataValue.md(
            f"The lines at which a cut is most in doubt; correct them in NAME.cuts.yaml beside the file.\n\n"
            f"{markdown_table(worst_cuts(session))}"
        )
    return metadata


def speed(summary: Mapping[str, Any], seconds: float) -> dict[str, float]:
    """Return words per second of a pass that read any."""
    words = int(summary.get("words", 0))
    return {"words_per_second": round(words / seconds, 1)} if words and seconds > 0 else {}


def briefing_shown(warehouse: Warehouse) -> dict[str, Any]:
    """Return what the briefing of a warehouse says, with a link to its page where one was ever asked for; it is written again."""
    try:
        kept = keep(warehouse, warehouse.path.with_suffix(BRIEFING_SUFFIX))
    except (WarehouseError, OSError) as error:
        return {"briefing_problem": str(error)}
    linked = {"briefing": dg.MetadataValue.url(kept.page.as_uri())} if kept.page else {}
    told = f"{kept.subject}\n\n{markdown_table(kept.stories)}"
    return {**linked, "briefing_stories": dg.MetadataValue.md(told)}


def _number(value: float) -> float:
    return value if isinstance(value, int) else round(value, SHARE_DIGITS)
