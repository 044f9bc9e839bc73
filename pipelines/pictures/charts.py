"""Charts as SVG: bars of names, lines over days. Every picture says in words what it leaves out."""

import math
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from pipelines.pictures.labels import fitted, width_of
from pipelines.pictures.markup import EMPTY, Markup, element, joined

SPARK_WIDTH, SPARK_HEIGHT = 60, 9
WIDTH = 960
"""Of a chart in pixels; pages scale it to the room that they have."""
SIZE = 14.0
"""Of its letters, in pixels."""
ROW, BAR = 26, 16
"""Height of a bar's row, and of the bar."""
TOP, BOTTOM = 56, 30
"""Room for title and axis."""
PLOT_HEIGHT = 340
NAME_SHARE = 0.34
"""Share of a chart's width that names of bars may take; longer ones are cut."""
VALUE_ROOM = 110
"""Right of the longest bar, for its number."""
TICKS = 5
LABEL_STEP = 17.0
"""Least distance between the names of two lines."""
MAX_DOTS = 60
"""A line of more days is drawn without dots."""
DASHES = ("", "7 3", "2 3", "9 3 2 3", "12 4", "4 4")
"""Patterns of the lines of a chart, in order: colour is not all that tells them apart."""
Points = Sequence[tuple[date, float]]


def spark_bar(share: float) -> Markup:
    """Return a small bar for a share of the largest value, 0 to 1; it stands beside its number and says nothing more."""
    return element(
        "svg",
        element("rect", width=f"{max(1.0, SPARK_WIDTH * min(share, 1.0)):.0f}", height=SPARK_HEIGHT, class_="bar"),
        class_="spark",
        viewBox=f"0 0 {SPARK_WIDTH} {SPARK_HEIGHT}",
        aria_hidden="true",
    )


def bars(values: Sequence[tuple[str, float]], *, title: str, note: str = "") -> Markup:
    """Return a bar per name, in the order given; negative numbers go to the left of the zero line.

    Args:
        values: Names and numbers.
        title: What the numbers are.
        note: What the picture leaves out.
    """
    names = [fitted(name, WIDTH * NAME_SHARE, SIZE) for name, _ in values]
    left = max((width_of(name, SIZE) for name in names), default=0.0) + 12
    low, high = min((0.0, *(v for _, v in values))), max((0.0, *(v for _, v in values)))
    scale = (WIDTH - left - VALUE_ROOM) / ((high - low) or 1.0)
    zero = left - low * scale
    rows = (
        _bar(TOP + ROW * i, name, whole, value, zero=zero, left=left, scale=scale)
        for i, (name, (whole, value)) in enumerate(zip(names, values, strict=True))
    )
    height = TOP + ROW * len(values) + 8
    return _chart(title, note, height, f"{len(values)} bars", joined(rows))


def _bar(top: float, name: str, whole: str, value: float, *, zero: float, left: float, scale: float) -> Markup:
    length = abs(value) * scale
    start = zero if value >= 0 else zero - length
    middle = top + ROW / 2 + SIZE * 0.35
    return element(
        "g",
        element("title", f"{whole}: {number_words(value)}"),
        element("text", name, x=f"{left - 8:.1f}", y=f"{middle:.1f}", text_anchor="end", class_="tick-name"),
        element(
            "rect",
            x=f"{start:.1f}",
            y=f"{top + (ROW - BAR) / 2:.1f}",
            width=f"{max(length, 1):.1f}",
            height=BAR,
            class_="bar",
        ),
        element(
            "text", number_words(value), x=f"{max(start + length, zero) + 6:.1f}", y=f"{middle:.1f}", class_="value"
        ),
    )


def lines(series: Mapping[str, Points], *, title: str, note: str = "") -> Markup:
    """Return a line per series over days; a day without a number interrupts its line.

    Args:
        series: Name to days, in order, and numbers; the first `DASHES` of them are told apart.
        title: What the numbers are.
        note: What the picture leaves out.
    """
    days = [day for points in series.values() for day, _ in points]
    values = [value for points in series.values() for _, value in points]
    first, last = min(days, default=date(2000, 1, 1)), max(days, default=date(2000, 1, 1))
    ticks = scale_of(min((0.0, *values)), max((0.0, *values)))
    left = max(width_of(number_words(tick), SIZE) for tick in ticks) + 12
    right = (
        max((width_of(fitted(name, 180, SIZE), SIZE) for name in series), default=0.0) + 14 if len(series) > 1 else 16
    )
    span, height = (last - first).days or 1, ticks[-1] - ticks[0]

    def x(day: date) -> float:
        return left + (WIDTH - left - right) * (day - first).days / span

    def y(value: float) -> float:
        return TOP + PLOT_HEIGHT * (1 - (value - ticks[0]) / height)

    grid = (
        joined(
            (
                element("path", d=f"M{left:.1f} {y(tick):.1f}H{WIDTH - right:.1f}", class_="grid"),
                element(
                    "text",
                    number_words(tick),
                    x=f"{left - 6:.1f}",
                    y=f"{y(tick) + 5:.1f}",
                    text_anchor="end",
                    class_="tick-name",
                ),
            )
        )
        for tick in ticks
    )
    marks = (
        element("text", mark, x=f"{x(day):.1f}", y=TOP + PLOT_HEIGHT + 22, text_anchor=anchor, class_="tick-name")
        for day, mark, anchor in day_marks(first, last)
    )
    drawn = (
        _line([(x(day), y(value), day, value) for day, value in points], name, i, _step(points))
        for i, (name, points) in enumerate(series.items())
    )
    ends = {name: y(points[-1][1]) for name, points in series.items() if points}
    names = _end_names(ends, WIDTH - right + 8) if len(series) > 1 else EMPTY
    told = f"{len(series)} lines from {first} to {last}" if len(series) > 1 else f"A line from {first} to {last}"
    return _chart(title, note, TOP + PLOT_HEIGHT + BOTTOM, told, joined((*grid, *marks, *drawn, names)))


def _step(points: Points) -> timedelta:
    """The usual distance of a line's days: the smallest."""
    gaps = [after - day for (day, _), (after, _) in pairwise(points)]
    return min(gaps, default=timedelta(days=1))


def _line(points: Sequence[tuple[float, float, date, float]], name: str, place: int, step: timedelta) -> Markup:
    kind = f"series-{place % len(DASHES) + 1}"
    path: list[str] = []
    before: date | None = None
    for x, y, day, _ in points:
        path.append(f"{'L' if before and day - before <= step else 'M'}{x:.1f} {y:.1f}")
        before = day
    dots = (
        element(
            "circle", element("title", f"{name} {day}: {number_words(value)}"), cx=f"{x:.1f}", cy=f"{y:.1f}", r="2.6"
        )
        for x, y, day, value in points
    )
    return element(
        "g", element("path", d="".join(path), stroke_dasharray=DASHES[place % len(DASHES)] or None), *dots, class_=kind
    )


def _end_names(ends: Mapping[str, float], x: float) -> Markup:
    """The names of lines beside their ends, moved apart."""
    order = list(ends)
    placed: list[tuple[str, float]] = []
    for name, y in sorted(ends.items(), key=lambda pair: pair[1]):
        placed.append((name, max(y, placed[-1][1] + LABEL_STEP) if placed else y))
    over = max(0.0, placed[-1][1] - TOP - PLOT_HEIGHT) if placed else 0.0
    return joined(
        element(
            "text",
            element("title", name),
            fitted(name, 180, SIZE),
            x=f"{x:.1f}",
            y=f"{y - over + 5:.1f}",
            class_=f"name-{order.index(name) % len(DASHES) + 1}",
        )
        for name, y in placed
    )


def scale_of(low: float, high: float) -> list[float]:
    """Return round numbers from at most `low` to at least `high`, about `TICKS` of them."""
    if not (math.isfinite(low) and math.isfinite(high)):
        return [0.0, 1.0]
    if high - low <= abs(high) * 1e-9:
        return [low, low + max(1.0, abs(low) * 1e-6)]
    rough = (high - low) / TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough)
    begin = math.floor(low / step)
    return [round(step * (begin + i), 12) for i in range(math.ceil(high / step) - begin + 1)]


def day_marks(first: date, last: date) -> list[tuple[date, str, str]]:
    """Return the days that the axis names, with the side of the mark on which its words stand: the ends and some between."""
    if first == last:
        return [(first, str(first), "start")]
    count = min(4, (last - first).days)
    between = [first + (last - first) * i / count for i in range(1, count)]
    return [(first, str(first), "start"), *((day, str(day), "middle") for day in between), (last, str(last), "end")]


def number_words(value: float) -> str:
    """Return a number as a chart says it: whole ones with thousands apart, others with three digits that count."""
    if not math.isfinite(value):
        return "–"
    return (
        f"{value:,.0f}"
        if value == int(value) and abs(value) < 1e15
        else f"{value:,.3g}"
        if abs(value) < 1e3
        else f"{value:,.0f}"
    )


def _chart(title: str, note: str, height: float, told: str, body: Markup) -> Markup:
    return element(
        "svg",
        element("title", title, id="chart-title"),
        element("desc", f"{told}. {note}".strip(), id="chart-desc"),
        element("text", fitted(title, WIDTH - 10, SIZE), x=4, y=20, class_="heading"),
        element("text", fitted(note, WIDTH - 10, SIZE), x=4, y=40, class_="remark") if note else EMPTY,
        body,
        class_="chart",
        viewBox=f"0 0 {WIDTH} {height:.0f}",
        role="group",
        aria_labelledby="chart-title chart-desc",
        xmlns="http://www.w3.org/2000/svg",
    )
