"""Time and memory of cutting one dump of very many articles, part by part as a run does it, and how many are found.

    python benchmarks/segment_scale.py [1000 10000 100000]

Each count runs in a process of its own; processor seconds per MB stay level where time is linear, and the peak where memory is bounded.
`f1` is of exact boundaries. The articles are made by code (`made_articles.py`), so `f1` says only that a dump of any size is cut as
a small one is.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator

from made_articles import articles

from pipelines.segment import Segmenter

COUNTS = ("1000", "10000", "100000")
PART_CHARS = 2_000_000  # at once, as in `pipelines.work.documents`
MAX_CARRIED_CHARS = 8_000_000  # an article that is still open then is closed, as there


def parts(count: int) -> Iterator[tuple[str, set[int]]]:
    """Yield parts of the dump and where articles begin in each: parts are made when they are read, so that only one is in memory."""
    held: list[str] = []
    starts: set[int] = set()
    size = 0
    for lines in articles(count):
        starts.add(size)
        held.append("\n".join(lines) + "\n")
        size += len(held[-1])
        if size >= PART_CHARS:
            yield "".join(held), starts
            held, starts, size = [], set(), 0
    if held:
        yield "".join(held), starts


def measure(count: int) -> None:
    """Cut `count` articles with headlines and print what it took."""
    segmenter = Segmenter()
    segmenter.segment("Warm up.\nTwo lines.")
    carried, base, chars, seconds = "", 0, 0, 0.0
    found = hits = 0
    open_starts: set[int] = set()
    for part, starts in parts(count):
        open_starts |= {base + len(carried) + start for start in starts}
        text = carried + part
        start = time.process_time()
        made = [base + article.start for article in segmenter.segment(text).articles]
        seconds += time.process_time() - start
        keep = len(text) if len(text) > MAX_CARRIED_CHARS else made[-1] - base
        settled = {begin for begin in made if begin < base + keep}
        found, hits = found + len(settled), hits + len(settled & open_starts)
        open_starts = {begin for begin in open_starts if begin >= base + keep}
        chars += keep
        base, carried = base + keep, text[keep:]
    found, hits, chars = found + bool(carried), hits + (base in open_starts), chars + len(carried)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    figures = {
        "articles": count,
        "found": found,
        "f1": round(2 * hits / (found + count), 4),
        "megabytes": round(chars / 1e6, 1),
        "cpu_s": round(seconds, 1),
        "cpu_s_per_mb": round(seconds / chars * 1e6, 2),
        "peak_mb": round(peak),
    }
    print(json.dumps(figures), flush=True)


def main() -> None:
    """Measure each count in a process of its own."""
    if sys.argv[1:2] == ["--one"]:
        measure(int(sys.argv[2]))
        return
    for count in sys.argv[1:] or COUNTS:
        subprocess.run([sys.executable, __file__, "--one", count], check=True)


if __name__ == "__main__":
    main()
