"""`dateline briefing`: the page on some days, written whole or not at all."""

from pathlib import Path

from pipelines.briefing import BriefingError, briefing_page, choose
from pipelines.settings import Settings
from pipelines.warehouse import open_warehouse

BRIEFING_SUFFIX = ".briefing.html"
"""The briefing of a warehouse `news.duckdb` is `news.briefing.html` beside it unless another file is named."""


def write_briefing(
    settings: Settings, target: Path | None, *, since: str | None, until: str | None, place: str | None
) -> str:
    """Make the briefing and return what to say of it.

    Args:
        settings: Which warehouse.
        target: The file, or a folder; beside the warehouse by default.
        since: First day.
        until: Last day.
        place: The place that its articles name.

    Raises:
        BriefingError: If it cannot be made as asked for, or the file cannot be written.
        pipelines.warehouse.WarehouseError: If there is no warehouse to read.
    """
    usual = settings.warehouse.with_suffix(BRIEFING_SUFFIX)
    path = target or usual
    path = path / usual.name if path.is_dir() else path
    if not path.parent.is_dir():
        raise BriefingError(f"{path}: folder {path.parent} does not exist; make it or name another -o")
    with open_warehouse(settings).reader() as session:
        scope = choose(session, since, until, place)
        text = briefing_page(session, scope)
    partial = path.with_name(f".{path.name}.part")
    try:
        partial.write_text(text, encoding="utf-8")
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise BriefingError(f"{path}: cannot be written ({error.strerror}); name another -o") from error
    days = f"{scope.since} to {scope.until}" if scope.since else "no article is dated"
    return f"{path.absolute()}: {scope.chosen.num_rows:,} articles, {days}, {len(text.encode()) // 1000:,} kB"
