"""`dateline briefing`: the page on some days, written whole or not at all."""

from pathlib import Path

from pipelines.beside import BRIEFING_SUFFIX
from pipelines.briefing import BriefingError, briefing_page, choose
from pipelines.console.delivering import DeliveryError, save
from pipelines.settings import Settings
from pipelines.warehouse import open_warehouse


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
    path = page_path(target, settings.warehouse.with_suffix(BRIEFING_SUFFIX))
    with open_warehouse(settings).reader() as session:
        scope = choose(session, since, until, place)
        text = briefing_page(session, scope)
    write_page(text, path, settings)
    days = f"{scope.since} to {scope.until}" if scope.since else "no article is dated"
    return f"{path}: {scope.chosen.num_rows:,} articles, {days}, {len(text.encode()) // 1000:,} kB"


def page_path(target: Path | None, usual: Path) -> Path:
    """Return where a page goes: the file, the usual name in a folder, or the usual place.

    Raises:
        BriefingError: If its folder does not exist.
    """
    path = (target or usual).absolute()
    path = path / usual.name if path.is_dir() else path
    if not path.parent.is_dir():
        raise BriefingError(f"{path}: folder {path.parent} does not exist; make it or name another -o")
    return path


def write_page(text: str, path: Path, settings: Settings) -> None:
    """Write a page whole or not at all, and never over the warehouse.

    Raises:
        BriefingError: If the file cannot be written.
    """
    try:
        save(text.encode(), path, settings)
    except DeliveryError as error:
        raise BriefingError(str(error)) from error
