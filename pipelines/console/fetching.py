"""`dateline fetch`: what was fetched, what had not changed, and what was refused and why."""

import sys
import time
from collections.abc import Sequence
from pathlib import Path

from pipelines.console.usage import EXIT_DONE, EXIT_FAILED, EXIT_REFUSED, EXIT_USAGE
from pipelines.fetch import Fetch, FetchLimits, FetchOutcome, GivenError, addresses_given, fetch
from pipelines.fetch.fetching import Report
from pipelines.fetch.state import BusyError

LISTED = 20
"""Refused addresses that are named; the others are counted by reason."""
REPORT_EVERY_S = 2.0


def fetch_with_progress(given: Sequence[str], folder: Path, limits: FetchLimits, *, is_asked_again: bool) -> int:
    """Fetch, show how far it is, print a summary; return the exit code."""
    try:
        addresses = addresses_given(given)
    except GivenError as error:
        sys.stderr.write(f"dateline: {error}; nothing was fetched\n")
        return EXIT_USAGE
    try:
        outcome = fetch(addresses, folder, Fetch(limits=limits, is_asked_again=is_asked_again), _reporter())
    except BusyError as error:
        sys.stderr.write(f"dateline: {error}; wait for it, or fetch into another folder\n")
        return EXIT_FAILED
    except OSError as error:
        sys.stderr.write(
            f"dateline: {folder}: {error.strerror or error}; what was fetched stays, the next fetch carries on\n"
        )
        return EXIT_FAILED
    except KeyboardInterrupt:
        sys.stderr.write("dateline: stopped; what was fetched stays, the next fetch carries on\n")
        return EXIT_FAILED
    sys.stdout.write("\n".join(summary(outcome, folder)) + "\n")
    return EXIT_REFUSED if outcome.refused else EXIT_DONE


def summary(outcome: FetchOutcome, folder: Path) -> list[str]:
    """The lines that say what a fetch did."""
    counts = {
        "fetched": outcome.fetched,
        "unchanged": outcome.unchanged,
        "known, not asked again": outcome.known,
        "left for the next time": outcome.left,
        "refused": len(outcome.refused),
    }
    said = ", ".join(f"{count:,} {name}" for name, count in counts.items() if count or name in {"fetched", "refused"})
    lines = [f"{folder}: {said} ({outcome.listed:,} feeds and lists read)"]
    refused = sorted(outcome.refused, key=lambda one: (one.reason_code, one.url))
    lines += [f"refused: {one.url}: {one.reason_code}: {one.detail}" for one in refused[:LISTED]]
    rest = [one.reason_code for one in refused[LISTED:]]
    lines += [f"refused: {rest.count(code):,} more: {code}" for code in dict.fromkeys(rest)]
    if outcome.fetched:
        lines.append(f"read them: dateline run {folder}")
    return lines


def _reporter() -> Report:
    last = time.monotonic()

    def report(done: int, total: int) -> None:
        nonlocal last
        if time.monotonic() - last >= REPORT_EVERY_S:
            last = time.monotonic()
            sys.stderr.write(f"fetch: {done}/{total}\n")

    return report
