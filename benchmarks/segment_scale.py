"""Time and memory of cutting one dump of very many articles, part by part as a run does it.

    python benchmarks/segment_scale.py [1000 10000 100000]

Each count runs in a process of its own; processor seconds per MB stay level where time is linear, and the peak where memory is bounded.
"""

import json
import random
import resource
import subprocess
import sys
import time

from increments import records

from pipelines.segment import Segmenter

COUNTS = ("1000", "10000", "100000")
PART_CHARS = 1_200_000  # at once, as in `pipelines.work.documents`


def parts(count: int) -> list[int]:
    """How many articles each part holds: parts are made when they are read, so that only one is in memory."""
    return [min(PART_CHARS // 700, count - start) for start in range(0, count, PART_CHARS // 700)]


def measure(count: int) -> None:
    """Cut `count` articles with headlines and print what it took."""
    segmenter, rng = Segmenter(), random.Random(1)
    segmenter.segment("Warm up.\nTwo lines.")
    carried, found, chars, seconds, number = "", 0, 0, 0.0, 0
    sizes = parts(count)
    for place, size in enumerate(sizes, start=1):
        made = []
        for _ in range(size):
            lines = [record["text"] for record in records(number * 5, rng.randint(3, 6))]
            made.append(f"Officials report {number} new talks on roads and wheat\n" + "\n".join(lines))
            number += 1
        text = carried + "\n".join(made) + "\n"
        start = time.process_time()
        articles = segmenter.segment(text).articles
        seconds += time.process_time() - start
        last = len(text) if place == len(sizes) else articles[-1].start
        found += len(articles) - (place < len(sizes))
        chars += last
        carried = text[last:]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    print(
        json.dumps(
            {
                "articles": count,
                "found": found,
                "megabytes": round(chars / 1e6, 1),
                "cpu_s": round(seconds, 1),
                "cpu_s_per_mb": round(seconds / chars * 1e6, 2),
                "peak_mb": round(peak),
            }
        ),
        flush=True,
    )


def main() -> None:
    """Measure each count in a process of its own."""
    if sys.argv[1:2] == ["--one"]:
        measure(int(sys.argv[2]))
        return
    for count in sys.argv[1:] or COUNTS:
        subprocess.run([sys.executable, __file__, "--one", count], check=True)


if __name__ == "__main__":
    main()
