"""How processor seconds and peak memory grow with the number of articles, from a file to the marts.

    python -m benchmarks.growth FILE [SIZES ...] [--save]    (JSON lines with `text`, and `title` and `published_at` where known)

The default sizes are 1,000, 4,000, 16,000 and 32,000. Each size is the first so many records of the file, read into an empty
warehouse by a process of its own with one thread; the file has to hold distinct articles in an order that does not matter, such as a
shuffled one. Times are per word too, since the articles of one part may be longer than those of another.
"""

import argparse
import json
import resource
import tempfile
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from benchmarks.corpus_steps import exponent
from benchmarks.increments import brought_in
from benchmarks.processes import in_a_process
from benchmarks.saving import save

SIZES = (1_000, 4_000, 16_000, 32_000)


def done(source: Path, size: int) -> dict[str, float]:
    """Bring in the first articles of a file; returns their words, processor seconds by step and in all, and the peak memory in MB."""
    from pipelines.settings import Settings

    with tempfile.TemporaryDirectory() as name, source.open(encoding="utf-8") as lines:
        folder = Path(name)
        words = 0
        with (folder / "records.jsonl").open("w", encoding="utf-8") as part:
            for line in islice(lines, size):
                words += len(json.loads(line)["text"].split())
                part.write(line)
        settings = Settings(warehouse=folder / "w.duckdb", home=folder / "home", executor="inline", threads=1)
        steps = brought_in(settings, folder / "records.jsonl")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "words": words,
        "all": sum(steps.values()),
        "peak": peak,
        **{f"step {step}": s for step, s in steps.items()},
    }


def rows_of(sizes: Sequence[int], found: Sequence[dict[str, float]]) -> list[dict[str, object]]:
    """Return a row per size, and of each how much every step took of it."""
    return [
        {
            "articles": f"{size:,}",
            "words": f"{one['words']:,.0f}",
            "processor s": round(one["all"], 1),
            "processor s per million words": round(one["all"] / one["words"] * 1e6, 1),
            "readings, s": round(one["step readings"], 1),
            "all else, s": round(one["all"] - one["step readings"], 1),
            "peak MB": round(one["peak"]),
        }
        for size, one in zip(sizes, found, strict=True)
    ]


def steps_that_grow(sizes: Sequence[int], found: Sequence[dict[str, float]]) -> list[tuple[str, float, float]]:
    """Return each step with the power it grows with and its seconds at the largest size, the dearest first."""
    steps = [name for name in found[-1] if name.startswith("step ")]
    powers = [(name[5:], exponent(sizes, [one[name] for one in found]), found[-1][name]) for name in steps]
    return sorted(powers, key=lambda step: -step[2])


def main() -> None:
    """Measure some sizes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("sizes", type=int, nargs="*", default=list(SIZES))
    parser.add_argument("--save", action="store_true", help="keep what was measured for docs/performance.md")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(done(given.file, given.sizes[0])))
        return
    sizes, found = sorted(given.sizes), []
    for size in sizes:
        found.append(in_a_process("benchmarks.growth", str(given.file), str(size), "--one"))
        print(json.dumps(rows_of([size], found[-1:])[0]), flush=True)
    power = exponent(sizes, [one["all"] for one in found])
    of_words = exponent([one["words"] for one in found], [one["all"] for one in found])
    print(f"grows with the power {power:.2f} of articles, {of_words:.2f} of words; at the largest size:")
    for step, of_step, seconds in steps_that_grow(sizes, found):
        print(f"  {step:28} {seconds:9.1f} s, with the power {of_step:.2f}")
    if given.save:
        save(
            "growth",
            title="Growth",
            what=f"Articles of `{given.file.name}` from a file to the marts in one process with one thread, an empty warehouse each: processor seconds grow with "
            f"the power {power:.2f} of articles and {of_words:.2f} of words. Start-up costs are in the smallest.",
            rows=rows_of(sizes, found),
            command=f"python -m benchmarks.growth {given.file.name} {' '.join(map(str, sizes))} --save",
        )


if __name__ == "__main__":
    main()
