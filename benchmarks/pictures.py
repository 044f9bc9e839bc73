"""Make the pictures of README.md from the demo's warehouse: the briefing's head, its map, and the lineage of the tables.

    make demo && python -m benchmarks.pictures .dateline/demo.duckdb

Needs Chromium for the first two. Together they are under 300 kB.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from pipelines.briefing import briefing_page, choose
from pipelines.catalogue import CATALOGUE
from pipelines.pictures import Markup, element, joined
from pipelines.pictures.labels import width_of
from pipelines.pictures.pages import standalone
from pipelines.warehouse import Warehouse

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--hide-scrollbars",
    "--no-first-run",
    "--disable-background-networking",
)
SHOTS = {"briefing.png": ("", "820,700"), "map.png": ("#where", "760,470")}
"""Picture, the part of the page that it shows, and its size in pixels."""
ROW, COLUMN, BOX, SIZE = 30, 168, 14, 12.0
"""Of the lineage, in pixels."""
SHOWN = ("raw", "core", "marts")
"""Schemas in the lineage; what the pipeline keeps for itself is left out."""


def main(warehouse: Path) -> None:
    """Write the pictures."""
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "lineage.svg").write_text(standalone(lineage()), encoding="utf-8")
    with Warehouse(warehouse).reader() as session:
        text = briefing_page(session, choose(session))
    with tempfile.TemporaryDirectory() as folder:
        for name, (anchor, size) in SHOTS.items():
            page = Path(folder) / f"{name}.html"
            page.write_text(_only(text, anchor), encoding="utf-8")
            _shoot(page, FOLDER / name, size, Path(folder) / "chromium")
    for path in sorted(FOLDER.iterdir()):
        print(f"{path}: {path.stat().st_size:,} bytes")


def _only(text: str, anchor: str) -> str:
    """The page, or the page from a section on: Chromium's screenshots begin at the top."""
    if not anchor:
        return text
    head, _, body = text.partition('<div class="sheet">')
    return f'{head}<div class="sheet"><section id="{anchor[1:]}"{body.partition(f"""<section id="{anchor[1:]}" """)[2]}'


def _shoot(page: Path, target: Path, size: str, profile: Path) -> None:
    chromium = shutil.which("chromium") or sys.exit("needs Chromium")
    command = [
        chromium,
        *FLAGS,
        f"--user-data-dir={profile}",
        f"--window-size={size}",
        f"--screenshot={target}",
        page.as_uri(),
    ]
    subprocess.run(command, check=True, capture_output=True)


def lineage() -> Markup:
    """Return the tables as boxes, each to the right of what it is made from."""
    reads = {t: [r for r in e.reads if _is_shown(r)] for e in CATALOGUE.entries for t in e.tables if _is_shown(t)}
    depth: dict[str, int] = {}
    for table, sources in reads.items():
        depth[table] = max((depth.get(source, 0) + 1 for source in sources), default=0)
    columns: dict[int, list[str]] = {}
    for table, level in depth.items():
        columns.setdefault(level, []).append(table)
    place = {
        t: (COLUMN * level + 6, 34 + ROW * i) for level, tables in columns.items() for i, t in enumerate(sorted(tables))
    }
    wide, high = COLUMN * len(columns), 40 + ROW * max(map(len, columns.values()))
    return element(
        "svg",
        element("title", "How the tables of the warehouse follow from one another", id="lineage-title"),
        element("style", ".named{paint-order:stroke;stroke:#fdfcf9;stroke-width:4px;fill:#1c1b19}"),
        element("text", "Each table stands to the right of those that it is made from", x=6, y=18, class_="heading"),
        joined(
            _line(place[source], place[table], source)
            for table, sources in reads.items()
            for source in sources
            if source in place
        ),
        joined(
            element("text", table, x=x + 4, y=y + 11, font_size=SIZE, class_="named") for table, (x, y) in place.items()
        ),
        class_="lineage",
        viewBox=f"0 0 {wide} {high}",
        role="img",
        aria_labelledby="lineage-title",
        xmlns="http://www.w3.org/2000/svg",
    )


def _line(begin: tuple[float, float], end: tuple[float, float], name: str) -> Markup:
    x, y = begin[0] + width_of(name, SIZE) + 8, begin[1] + BOX / 2
    half = (end[0] - x) / 2
    path = f"M{x:.0f} {y:.0f}c{half:.0f} 0 {half:.0f} {end[1] - begin[1]:.0f} {end[0] - x:.0f} {end[1] - begin[1]:.0f}"
    return element("path", d=path, fill="none", stroke="#a9a294", stroke_width=0.7)


def _is_shown(table: str) -> bool:
    return table.partition(".")[0] in SHOWN


if __name__ == "__main__":
    main(Path(sys.argv[1]))
