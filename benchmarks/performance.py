"""Measure what `docs/performance.md` says of marts and desk, and print it; or hold two commits against each other.

    python -m benchmarks.performance [--articles 100000] [--only marts search_speed]
    python -m benchmarks.performance --compare COMMIT OTHER [--articles 20000] [--only marts]

The first makes the warehouses that it measures on in a temporary folder, saves what it finds in `benchmarks/results/` and
writes the page again. The second does the same in a checkout of each commit, by the commit's own benchmarks, and prints each
figure of both with their ratio: on one machine, one after the other. A commit that lacks a benchmark is told of.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.documentation import pages
from benchmarks.saving import RESULTS

ROOT = Path(__file__).parent.parent
NAMES = ("marts", "search_speed", "questions_speed", "briefing_speed")


def commands(articles: int, file: Path) -> dict[str, list[str]]:
    """Return what saves each result: a module and its arguments. Searches and questions share a warehouse of generated texts."""
    return {
        "marts": ["benchmarks.marts", str(articles), "--save"],
        "search_speed": ["benchmarks.search_speed", str(file), "--save"],
        "questions_speed": ["benchmarks.questions_speed", str(file), "--save"],
        "briefing_speed": ["benchmarks.briefing_speed", "--save"],
    }


def measure(root: Path, articles: int, names: Sequence[str]) -> dict[str, dict[str, object]]:
    """Run benchmarks of a checkout, which save in it; returns what those saved that ran."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "desk.duckdb"
        if {"search_speed", "questions_speed"} & set(names):
            _run(root, ["benchmarks.desk_warehouse", str(file), "--articles", str(articles)])
        ran = [name for name in names if _run(root, commands(articles, file)[name])]
    results = root / RESULTS.relative_to(ROOT)
    return {name: json.loads((results / f"{name}.json").read_text(encoding="utf-8")) for name in ran}


def _run(root: Path, command: Sequence[str]) -> bool:
    print(f"{root.name}: python -m {' '.join(command)}", flush=True)
    environment = {**os.environ, "PYTHONPATH": str(root)}
    has_it = (root / f"{command[0].replace('.', '/')}.py").is_file()  # else that of an installed checkout would run
    did_run = (
        has_it
        and not subprocess.run([sys.executable, "-m", *command], cwd=root, env=environment, check=False).returncode
    )
    if not did_run:
        print(f"{root.name}: {command[0]} did not run", file=sys.stderr)
    return did_run


def compared(one: Mapping[str, dict[str, object]], other: Mapping[str, dict[str, object]]) -> Iterator[str]:
    """Yield a line per figure that both have: what it is, both values, the second by the first."""
    for name in one.keys() & other.keys():
        rows, others = (_by_label(result["rows"]) for result in (one[name], other[name]))
        for label in rows:
            for column, value in rows[label].items():
                second = others.get(label, {}).get(column)
                if isinstance(value, int | float) and isinstance(second, int | float) and value:
                    yield f"{name:18} {label:28} {column:18} {value:12,.2f} {second:12,.2f} {second / value:8.2f}"


def _by_label(rows: object) -> dict[str, dict[str, object]]:
    """Rows by their first column, which says what they are of."""
    if not isinstance(rows, list):
        message = "rows are no list"
        raise TypeError(message)
    return {str(next(iter(row.values()))): dict(list(row.items())[1:]) for row in rows}


def compare(commits: Sequence[str], articles: int, names: Sequence[str]) -> None:
    """Measure two commits in checkouts of their own, which are taken away again, and print both."""
    results = []
    with tempfile.TemporaryDirectory() as folder:
        for number, commit in enumerate(commits):
            root = Path(folder) / f"{number}-{commit.replace('/', '-')}"
            subprocess.run(["git", "worktree", "add", "--detach", "-q", str(root), commit], cwd=ROOT, check=True)
            try:
                results.append(measure(root, articles, names))
            finally:
                subprocess.run(["git", "worktree", "remove", "--force", str(root)], cwd=ROOT, check=True)
    print(f"{'':18} {'':28} {'':18} {commits[0][:12]:>12} {commits[1][:12]:>12} {'ratio':>8}")
    for line in compared(*results):
        print(line)


def main() -> None:
    """Measure and print, or compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--only", nargs="+", choices=NAMES, default=NAMES)
    parser.add_argument("--compare", nargs=2, metavar=("COMMIT", "OTHER"))
    given = parser.parse_args()
    if given.compare:
        compare(given.compare, given.articles, given.only)
        return
    measure(ROOT, given.articles, given.only)
    page = pages()["performance.md"]
    (ROOT / "docs" / "performance.md").write_text(page, encoding="utf-8")
    print(page)


if __name__ == "__main__":
    main()
