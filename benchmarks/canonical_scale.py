"""Time and memory of canonicalisation on made-up names: `python benchmarks/canonical_scale.py [NAMES]`.

The ratio is to what the same names cost when each pair under one surname is compared by edit distance, measured on a
sample and scaled by the number of such pairs.
"""

import random
import resource
import sys
import time
from collections import Counter

import pyarrow as pa
from rapidfuzz.distance import Levenshtein

from pipelines.contracts import CONTRACTS
from pipelines.enrich.entities.names import canonicalise
from pipelines.enrich.entities.names.given_names import ARABIC, ENGLISH, SLAVIC

SAMPLE_PAIRS = 200_000


def made_up_names(count: int) -> pa.Table:
    """Distinct names with the shares and the repetition of surnames that news has: a few common, most rare."""
    rng = random.Random(7)
    given = sorted({name.title() for text in (ENGLISH, SLAVIC, ARABIC) for name in text.replace(";", " ").split()})
    onsets, vowels, codas = (
        ["b", "ch", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "sh", "t", "v", "w", "z"],
        ["a", "e", "i", "o", "u"],
        ["n", "r", "l", "s", "k", ""],
    )
    surnames = [
        "".join(
            rng.choice(onsets) + rng.choice(vowels) + rng.choice(codas) for _ in range(rng.choice((2, 2, 3)))
        ).title()
        for _ in range(count // 4 + 10)
    ]
    names: set[tuple[str, str]] = set()
    while len(names) < count:
        surname = surnames[min(int(rng.paretovariate(0.35)), len(surnames)) - 1]
        draw = rng.random()
        if draw < 0.15:
            names.add((surname, "PERSON"))
        elif draw < 0.6:
            names.add((f"{rng.choice(given)} {surname}", "PERSON"))
        elif draw < 0.7:
            names.add((f"{rng.choice(given)} {rng.choice('ABCDEFGHJKLMNPRSTW')}. {surname}", "PERSON"))
        elif draw < 0.9:
            names.add(
                (
                    f"{surname} {rng.choice(('Bank', 'Party', 'Group Inc.', 'Ministry', 'University', 'Council'))} {rng.choice(surnames)}",
                    "ORG",
                )
            )
        else:
            names.add((surname + rng.choice(("grad", "ville", "burg", "stan")), "GPE"))
    ordered = sorted(names)
    counts = [max(1, int(rng.paretovariate(1.2))) for _ in ordered]
    return pa.table({
        "local_name": [name for name, _ in ordered],
        "entity_type": [entity_type for _, entity_type in ordered],
        "mention_count": pa.array(counts, pa.int64()),
        "article_count": pa.array(counts, pa.int64()),
    })  # fmt: skip


def edit_distance_seconds(names: pa.Table) -> float:
    """What comparing every pair of people of one surname would take."""
    people = [
        name
        for name, kind in zip(names["local_name"].to_pylist(), names["entity_type"].to_pylist(), strict=True)
        if kind == "PERSON"
    ]
    pairs = sum(count * (count - 1) // 2 for count in Counter(name.split()[-1] for name in people).values())
    rng = random.Random(1)
    sample = [(rng.choice(people), rng.choice(people)) for _ in range(SAMPLE_PAIRS)]
    started = time.perf_counter()
    for one, other in sample:
        Levenshtein.normalized_similarity(one, other)
    return (time.perf_counter() - started) / SAMPLE_PAIRS * pairs


def main() -> None:
    names = made_up_names(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
    empty = (CONTRACTS["core.entities"].empty(), CONTRACTS["core.entity_aliases"].empty())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    result = canonicalise(names, *empty)
    seconds = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    again = canonicalise(names, result.entities, result.aliases)
    print(
        f"names {names.num_rows:,}  entities {result.entities.num_rows:,}  {seconds:.1f} s CPU  {names.num_rows / seconds:,.0f} names/s"
    )
    print(f"peak memory {peak / 1024:,.0f} MB, of which the names themselves {before / 1024:,.0f} MB")
    print(
        f"again with all ids known {time.process_time() - started:.1f} s CPU, same ids: {again.entities.equals(result.entities)}"
    )
    other = edit_distance_seconds(names)
    print(f"all pairs of one surname by edit distance: {other:.1f} s, ratio {other / seconds:.2f}")


if __name__ == "__main__":
    main()
