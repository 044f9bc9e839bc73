"""`dateline run --dry-run`: what would be read and what refused, while nothing is written."""

import os
import sys
from collections import Counter
from collections.abc import Sequence

from rich.console import Console

from pipelines.console.usage import EXIT_DONE, EXIT_REFUSED
from pipelines.settings import Settings
from pipelines.warehouse import open_warehouse
from pipelines.work.ingest import ReadOptions
from pipelines.work.ingest.previewing import FilePreview, preview

LISTED_FILES = 100
"""Files with a line of their own; the others are in the totals. What refuses anything always has its lines."""
LISTED_REFUSALS = 200
_EXAMPLE_CHARS = 60


def print_preview(settings: Settings, inputs: Sequence[str], options: ReadOptions) -> int:
    """Print a line per file as it is read, and the totals; return the exit code that a run would end with."""
    console = Console(highlight=False, soft_wrap=True, markup=False, file=sys.stdout)
    totals: Counter[str] = Counter()
    listed = 0
    for file in preview(open_warehouse(settings), list(map(os.path.abspath, inputs)), options):
        totals["files"] += bool(file.format)
        totals["known"] += file.is_known
        totals["records"] += file.record_count
        totals["dumps"] += file.dump_count
        totals["characters"] += file.char_count
        totals["refused"] += file.refused.total()
        if totals["files"] <= LISTED_FILES and file.format:
            console.print(_line(file))
        if listed < LISTED_REFUSALS:
            for line in refusal_lines(file):
                console.print(line)
                listed += 1
    if totals["files"] > LISTED_FILES:
        console.print(f"... and {totals['files'] - LISTED_FILES:,} more files")
    console.print(
        f"{totals['files']:,} files ({totals['known']:,} known and unchanged): {totals['records']:,} records and "
        f"{totals['dumps']:,} texts to cut into articles, {totals['characters']:,} characters; "
        f"{totals['refused']:,} refused. Nothing was written."
    )
    return EXIT_REFUSED if totals["refused"] else EXIT_DONE


def _line(file: FilePreview) -> str:
    if file.is_known:
        return f"{file.uri}: {file.format}, known and unchanged: would not be opened"
    parts = [
        f"{file.record_count:,} records" if file.record_count else "",
        f"{file.dump_count:,} texts to cut" if file.dump_count else "",
        f"{file.char_count:,} characters" if file.char_count else "",
        f"{file.refused.total():,} refused" if file.refused else "",
    ]
    example = f"; first: {file.example[:_EXAMPLE_CHARS]}" if file.example else ""
    return f"{file.uri}: {file.format}, {', '.join(filter(None, parts)) or 'nothing'}{example}"


def refusal_lines(file: FilePreview) -> list[str]:
    """What is refused of a file: its first refusals in their words, the others by reason."""
    lines = []
    rest = Counter(file.refused)
    for refusal in file.refusals:
        rest[refusal.reason_code] -= 1
        where = f"{refusal.uri}, {refusal.position}" if refusal.position else refusal.uri
        lines.append(f"  refused: {where}: {refusal.reason_code}: {refusal.detail}")
    return lines + [f"  refused: {count:,} more: {code}" for code, count in rest.items() if count > 0]
