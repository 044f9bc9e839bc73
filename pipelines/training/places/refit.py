# ruff: noqa: D103 an offline script
"""Refits everything of places that depends on the recogniser, and prints how good the whole is on held-out corpora.

python -m pipelines.training.places.refit --data DIR --news DIR [--report-only]

Reads the corpora with the recogniser that ships, then trains the filter of dictionary matches, the ranker and the
roles; with `--report-only` nothing is written. Recognition and accuracy@161 km are by held-out corpus: the filter and
the ranker never saw the corpus that they are scored on, and "end to end" counts the spans that they find. Roles are
cross-validated by article. Whether the recogniser itself saw the corpora is for its card to say.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pipelines.enrich.places.roles import MODEL_FOLDER

THRESHOLD = 0.3
"""The best F1 of LGL and GeoWebNews on held-out corpora; GeoVirus, whose gold leaves demonyms out, would like .6."""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--news", type=Path, required=True, help="folder of allsides_abp and worldwide_newswire")
    parser.add_argument("--out", type=Path, default=MODEL_FOLDER)
    parser.add_argument("--report-only", action="store_true")
    parser.add_argument("--new-words", action="store_true", help="count word statistics anew from the news sets")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        mentions, found = str(Path(folder) / "mentions.jsonl"), str(Path(folder) / "found.jsonl")
        data, out = ["--data", str(args.data)], ["--out", str(args.out)]
        both = [*data, *out, *(["--report-only"] if args.report_only else [])]
        filter_options = ["--threshold", str(THRESHOLD), *(["--new-words"] if args.new_words else [])]
        run("read_mentions", [*data, "--out", mentions])
        run("train_toponyms", [*both, "--mentions", mentions, "--write-found", found, *filter_options])
        run("train_ranker", [*both, "--mentions", mentions, "--found", found])
        run("train_role", [*both, "--news", str(args.news), "--found", found])


def run(module: str, options: list[str]) -> None:
    started = time.time()
    print(f"== {module}", flush=True)
    command = [sys.executable, "-m", f"pipelines.training.places.{module}", *options]
    subprocess.run(command, check=True)  # noqa: S603 this interpreter with the project's own modules
    print(f"{time.time() - started:.0f} s", flush=True)


if __name__ == "__main__":
    main()
