# ruff: noqa: D103 an offline script
"""Refits everything of places that depends on the recogniser, and prints how good the whole is on held-out corpora.

python -m pipelines.training.places.refit --data DIR --news DIR [--settled FILE] [--report-only]

Reads the corpora with the recogniser that ships, then trains the filter of dictionary matches, the ranker with its trees for
short items, the choice between divisions and towns, and the roles; with `--report-only` nothing is written. `--data` is the
folder of the gold corpora, `--news` that of the news sets beside it; `--new-words` also counts anew which words speak for
which country, and how often dictionary words are written small. The sentences that the ranker learns short items from are
settled by the ranker that ships, unless a file of them is given. Recognition and accuracy@161 km are by held-out corpus: the
filter and the ranker never saw the corpus that they are scored on, and "end to end" counts the spans that they find. Roles
are cross-validated by article and outlet. Whether the recogniser itself saw the corpora is for its card to say.
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
    parser.add_argument("--settled", type=Path, help="what short_items wrote before")
    parser.add_argument("--out", type=Path, default=MODEL_FOLDER)
    parser.add_argument("--report-only", action="store_true")
    parser.add_argument("--new-words", action="store_true", help="count word statistics anew from the news sets")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        mentions, found = str(Path(folder) / "mentions.jsonl"), str(Path(folder) / "found.jsonl")
        data, out, news = ["--data", str(args.data)], ["--out", str(args.out)], ["--news", str(args.news)]
        topics = ["--topics", str(args.news.parent / "topics")]
        report = ["--report-only"] if args.report_only else []
        settled = str(args.settled or Path(folder) / "settled.jsonl")
        if args.new_words and not args.report_only:
            run("learn_homes", [*news, *topics, *out])
        run("read_mentions", [*data, "--out", mentions])
        words = ["--new-words"] if args.new_words else []
        filter_options = ["--mentions", mentions, "--write-found", found, "--threshold", str(THRESHOLD), *words]
        run("train_toponyms", [*data, *out, *report, *filter_options])
        if not args.settled:
            run("short_items", [*news, *topics, "--out", settled])
        run("train_ranker", [*data, *out, *report, "--mentions", mentions, "--found", found, "--settled", settled])
        run("train_divisions", [*data, "--models", str(args.out), *report, "--mentions", mentions])
        run("train_role", [*data, *out, *report, *news, "--found", found])


def run(module: str, options: list[str]) -> None:
    started = time.time()
    print(f"== {module}", flush=True)
    command = [sys.executable, "-m", f"pipelines.training.places.{module}", *options]
    subprocess.run(command, check=True)  # noqa: S603 this interpreter with the project's own modules
    print(f"{time.time() - started:.0f} s", flush=True)


if __name__ == "__main__":
    main()
