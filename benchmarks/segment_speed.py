"""Words a second of segmentation and of sentence splitting.

    python benchmarks/segment_speed.py articles.jsonl [--megabytes 4] [--processes 2]

`words_per_cpu_s` counts the processors' time of one process, so that a busy machine shows its own speed too. The ratio is to TextTiling on the same dump with the same lines, and, for sentences, to pysbd.
"""

import argparse
import json
import random
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from pipelines.evaluation.baselines import text_tiling
from pipelines.evaluation.compose import composed, read_sources
from pipelines.segment import Segmenter
from pipelines.segment.lines import lines_of
from pipelines.segment.sentences import sentence_spans

BATCH_ARTICLES = 200
_segmenter: Segmenter | None = None


def segment(text: str) -> tuple[int, float]:
    global _segmenter  # noqa: PLW0603 one model a worker process
    _segmenter = _segmenter or Segmenter()
    start = time.process_time()
    return len(_segmenter.segment(text).articles), time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("articles", type=Path)
    parser.add_argument("--megabytes", type=float, default=4)
    parser.add_argument("--processes", type=int, default=2)
    given = parser.parse_args()
    rng = random.Random(1)
    sources = read_sources(given.articles)
    with ProcessPoolExecutor(given.processes) as pool:
        list(pool.map(segment, ["Warm up.\nTwo lines."] * 8))
        for layout in ("headlines", "bodies"):
            parts: list[str] = []
            while sum(map(len, parts)) < given.megabytes * 1e6:
                parts.append(composed(rng.sample(sources, min(len(sources), BATCH_ARTICLES)), layout, rng).text)
            words = sum(len(p.split()) for p in parts)
            start = time.perf_counter()
            found = list(pool.map(segment, parts))
            taken = time.perf_counter() - start
            start = time.perf_counter()
            text_tiling(lines_of(parts[0]).texts)
            tiling = len(parts[0].split()) / (time.perf_counter() - start)
            print(
                json.dumps(
                    {
                        "layout": layout,
                        "words": words,
                        "articles": sum(n for n, _ in found),
                        "words_per_s": round(words / taken),
                        "words_per_cpu_s": round(words / sum(s for _, s in found)),
                        "processes": given.processes,
                        "ratio_to_text_tiling": round(words / taken / tiling, 2),
                    }
                )
            )
    text = parts[0]
    start = time.process_time()
    spans = [span for line in text.split("\n") for span in sentence_spans(line)]
    ours = len(text.split()) / (time.process_time() - start)
    import pysbd

    sample = text[:60_000]
    start = time.process_time()
    pysbd.Segmenter(language="en").segment(sample)
    theirs = len(sample.split()) / (time.process_time() - start)
    print(
        json.dumps({"sentences": len(spans), "words_per_cpu_s": round(ours), "ratio_to_pysbd": round(ours / theirs, 1)})
    )


if __name__ == "__main__":
    main()
