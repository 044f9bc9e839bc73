"""`dateline sql --plot`: rows as a map, lines or bars, by what their columns are; one file that needs nothing else."""

import math
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

from pipelines.console.delivering import DeliveryError, save
from pipelines.console.querying import ask
from pipelines.pictures import Markup, element
from pipelines.pictures.charts import DASHES, bars, lines
from pipelines.pictures.maps import Spot, map_of
from pipelines.pictures.pages import page, standalone
from pipelines.settings import Settings

MAX_BARS = 40
"""More are no picture any more."""
MAX_POINTS = 400
"""Of one line; a longer one is drawn by the means of equal stretches of days."""
MAX_SPOTS = 1_500
"""Of a map; more circles cover one another."""
LATITUDE, LONGITUDE = ("latitude", "lat"), ("longitude", "lon", "lng")
SUFFIXES = (".html", ".svg")


class PlotError(DeliveryError):
    """The rows cannot be drawn; the message says why and what to do."""


class Columns(NamedTuple):
    """Which columns make the picture."""

    day: str | None
    number: str | None
    name: str | None
    latitude: str | None
    longitude: str | None


def plot_query(settings: Settings, query: str, parameters: Mapping[str, str], path: Path) -> str:
    """Draw what a query answers into a file and return the file's path.

    Raises:
        PlotError: If the rows cannot be drawn, or not in the format that the file's name asks for.
        DeliveryError: If the file cannot be written.
        pipelines.console.querying.QueryError: If the query cannot be run as given.
        pipelines.warehouse.WarehouseError: If there is no warehouse to read.
    """
    suffix = plot_suffix(path)
    [rows], _ = ask(settings, query, parameters, "a picture")
    title = query.replace("_", " ").capitalize() if query.isidentifier() else "Answer"
    given = ", ".join(f"{name} {value}" for name, value in parameters.items())
    save(plotted(rows, f"{title}: {given}" if given else title, suffix), path, settings)
    return str(path.absolute())


def plot_suffix(path: Path) -> str:
    """Return the format that a file's name asks for.

    Raises:
        PlotError: If pictures are not written in it.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        hint = (
            "; PNG needs a drawing library that Dateline does without: open the SVG in a browser and save it"
            if suffix == ".png"
            else ""
        )
        raise PlotError(f"{path}: pictures are written as .html or .svg{hint}")
    return suffix


def plotted(rows: pa.Table, title: str, suffix: str) -> bytes:
    """Return rows as a picture.

    Args:
        rows: `latitude` and `longitude` make a map; a day and a number make lines, one per name where there are names; a name
            and a number make bars.
        title: What the picture is called.
        suffix: `.html` or `.svg`.

    Raises:
        PlotError: If the rows are none of these.
    """
    columns = columns_of(rows)
    if not rows.num_rows:
        raise PlotError("there are no rows to draw")
    if columns.latitude and columns.longitude:
        picture = _map(rows, columns, title)
    elif columns.number and columns.day:
        picture = _lines(rows, columns, title)
    elif columns.number and columns.name:
        picture = _bars(rows, columns, title)
    else:
        raise PlotError(
            f"the columns {', '.join(rows.column_names)} make no picture: it takes latitude and longitude (a map), a day and a "
            "number (lines), or a name and a number (bars)"
        )
    if suffix == ".svg":
        return standalone(picture).encode()
    figure = element("figure", element("div", picture, class_="figure-scroll"))
    sheet = element("div", element("header", element("h1", title)), element("main", figure), class_="sheet")
    return page(title, sheet).encode()


def columns_of(rows: pa.Table) -> Columns:
    """Return the columns that a picture is made of: the first of each kind, a count before other numbers."""
    by_name = {name.lower(): name for name in rows.column_names}
    latitude = next((by_name[name] for name in LATITUDE if name in by_name), None)
    longitude = next((by_name[name] for name in LONGITUDE if name in by_name), None)
    fields = [field for field in rows.schema if field.name not in {latitude, longitude}]
    numbers = [f.name for f in fields if _is_number(f.type)]
    return Columns(
        day=next((f.name for f in fields if pa.types.is_date(f.type) or pa.types.is_timestamp(f.type)), None),
        number=next((name for name in numbers if "count" in name), numbers[0] if numbers else None),
        name=next((f.name for f in fields if _is_text(f.type) and not f.name.endswith("_id")), None),
        latitude=latitude,
        longitude=longitude,
    )


def _is_number(kind: pa.DataType) -> bool:
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind))


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_dictionary(kind))


def _map(rows: pa.Table, columns: Columns, title: str) -> Markup:
    latitudes, longitudes = (_numbers(rows, name) for name in (columns.latitude, columns.longitude))
    weights = _numbers(rows, columns.number) if columns.number else [1.0] * rows.num_rows
    names = _texts(rows, columns.name)
    spots = [
        Spot(name, longitude, latitude, weight or 0.0)
        for name, latitude, longitude, weight in zip(names, latitudes, longitudes, weights, strict=True)
        if latitude is not None and longitude is not None
    ]
    spots.sort(key=lambda spot: (-spot.weight, spot.name))
    what = f"circles by {columns.number}" if columns.number else "one circle per row"
    note = _note(rows.num_rows, min(len(spots), MAX_SPOTS), "the largest", f"{what}; ")
    return map_of(spots[:MAX_SPOTS], name="map", title=title, description=note, caption=note)


def _bars(rows: pa.Table, columns: Columns, title: str) -> Markup:
    pairs = [
        (n, v) for n, v in zip(_texts(rows, columns.name), _numbers(rows, columns.number), strict=True) if v is not None
    ]
    shown = sorted(pairs, key=lambda pair: (-abs(pair[1]), pair[0]))[:MAX_BARS] if len(pairs) > MAX_BARS else pairs
    return bars(shown, title=title, note=_note(rows.num_rows, len(shown), "the largest", f"{columns.number}; "))


def _lines(rows: pa.Table, columns: Columns, title: str) -> Markup:
    days = [v.date() if isinstance(v, datetime) else v for v in rows.column(columns.day).to_pylist()]
    names = _texts(rows, columns.name)
    sums: dict[str, dict[date, float]] = {}
    left = 0
    for name, day, value in zip(names, days, _numbers(rows, columns.number), strict=True):
        if day is None or value is None:
            left += 1
            continue
        series = sums.setdefault(name, {})
        series[day] = series.get(day, 0.0) + value
    if not sums:
        raise PlotError("no row has both a day and a number")
    largest = sorted(sums, key=lambda name: (-sum(map(abs, sums[name].values())), name))[: len(DASHES)]
    step = _stretch(sums, largest)
    drawn = {name: _means(sums[name], step) for name in largest}
    parts = [f"{columns.number} by {columns.day}"]
    parts += [f"{len(largest)} of {len(sums):,} lines, the largest"] if len(sums) > len(largest) else []
    parts += [f"means of {step} days"] if step > 1 else []
    parts += [f"rows without a day or number left out: {left:,}"] if left else []
    return lines(drawn, title=title, note="; ".join(parts))


def _stretch(sums: dict[str, dict[date, float]], names: Sequence[str]) -> int:
    """Days that one point stands for, so that no line has more than `MAX_POINTS`."""
    days = [day for name in names for day in sums[name]]
    if max(len(sums[name]) for name in names) <= MAX_POINTS:
        return 1
    return -(-((max(days) - min(days)).days + 1) // MAX_POINTS)


def _means(values: dict[date, float], step: int) -> list[tuple[date, float]]:
    if step == 1:
        return sorted(values.items())
    stretches: dict[date, list[float]] = {}
    for day, value in values.items():
        stretches.setdefault(date.fromordinal(day.toordinal() // step * step), []).append(value)
    return sorted((day, sum(found) / len(found)) for day, found in stretches.items())


def _note(total: int, shown: int, which: str, what: str) -> str:
    return f"{what}{shown:,} of {total:,} rows, {which}" if shown < total else f"{what}{total:,} rows"


def _numbers(rows: pa.Table, name: str | None) -> list[float | None]:
    values = (None if value is None else float(value) for value in rows.column(name).to_pylist())
    return [None if value is None or not math.isfinite(value) else value for value in values]


def _texts(rows: pa.Table, name: str | None) -> list[str]:
    return (
        ["" if value is None else str(value) for value in rows.column(name).to_pylist()]
        if name
        else [""] * rows.num_rows
    )
