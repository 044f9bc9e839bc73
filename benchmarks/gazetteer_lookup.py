"""Speed (of one core, in processor time) and size of the gazetteer: loading, cached and first look-ups, a dictionary scan, against a Python dictionary.

Run: `python benchmarks/gazetteer_lookup.py`.
"""

import resource
import time

from pipelines.gazetteer import EMBEDDED_FILE, Gazetteer

LOOKUPS = 10_000
ROUNDS = 20


def main() -> None:
    before_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start = time.process_time()
    gazetteer = Gazetteer.load()
    load_s = time.process_time() - start
    after_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"file {EMBEDDED_FILE.stat().st_size / 1e6:.1f} MB, {len(gazetteer):,} places")
    print(f"load {load_s:.3f} s, {after_mb:.0f} MB resident of which {before_mb:.0f} MB are imports")

    step = max(1, len(gazetteer) // LOOKUPS)
    names = [gazetteer.name(row) for row in range(0, len(gazetteer), step)][:LOOKUPS]
    start = time.process_time()
    for name in names:
        gazetteer.candidates(name, fuzzy=False)
    first_s = time.process_time() - start
    start = time.process_time()
    for _ in range(ROUNDS):
        for name in names:
            gazetteer.candidates(name, fuzzy=False)
    cached_s = (time.process_time() - start) / ROUNDS
    print(f"first look-ups {len(names) / first_s:,.0f}/s, cached {len(names) / cached_s:,.0f}/s")

    start = time.process_time()
    dictionary: dict[str, list[int]] = {}
    for row in range(len(gazetteer)):
        dictionary.setdefault(gazetteer.name(row).lower(), []).append(row)
    build_s = time.process_time() - start
    print(
        f"a dictionary of main names alone takes {build_s:.2f} s to build: loading is {build_s / load_s:.0f} times faster"
    )

    text = (
        "Officials in Moscow said that Russian forces near Kupyansk, in Ukraine's Kharkov Region, had advanced. " * 500
    )
    start = time.process_time()
    spans = gazetteer.matches_in(text)
    scan_s = time.process_time() - start
    print(f"scan {len(text) / scan_s / 1e6:.2f} million characters/s, {len(spans) / scan_s:,.0f} names/s")


if __name__ == "__main__":
    main()
