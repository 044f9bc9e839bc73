"""Words a second of the entity recogniser, beside spaCy's small architecture with random weights on the same texts.

Run with `python benchmarks/entities_speed.py [FILE ...] [--words N] [--threads N]`; text files are split at blank lines into
articles of about 500 words. Without spaCy only the recogniser is timed. Both get the same cores: the recogniser as
threads of one process, spaCy as that many processes. Processor time is printed beside wall time, because only the
former is fair on a machine that is busy with other work.
"""

import argparse
import os
import resource
import time
from collections.abc import Callable
from pathlib import Path

from pipelines.contracts import CONTRACTS
from pipelines.enrich.entities.recogniser import EntityRecogniser
from pipelines.enrich.entities.windows import may_hold_name, windows

ARTICLE_WORDS = 500
SPACY_BATCH = 32
TYPES = ("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW")


def articles(files: list[Path], words: int) -> list[str]:
    """Articles of about `ARTICLE_WORDS` words, `words` in all."""
    made: list[str] = []
    part: list[str] = []
    total = 0
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            part.append(line)
            if sum(len(p.split()) for p in part) >= ARTICLE_WORDS:
                made.append("\n".join(part))
                total += len(made[-1].split())
                part = []
                if total >= words:
                    return made
    return [*made, "\n".join(part)] if part else made


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Wall and processor seconds of `work`, child processes included."""

    def processor() -> float:
        own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime

    wall, cpu = time.perf_counter(), processor()
    work()
    return time.perf_counter() - wall, processor() - cpu


def spacy_pipeline() -> object:
    """A blank English pipeline with a tok2vec of width 96 and depth 4 and a transition-based NER, not trained."""
    import spacy
    from spacy.training import Example

    nlp = spacy.blank("en")
    tok2vec = {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": 96,
            "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"],
            "rows": [5000, 1000, 2500, 2500],
            "include_static_vectors": False,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": 96,
            "depth": 4,
            "window_size": 1,
            "maxout_pieces": 3,
        },
    }
    model = {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "ner",
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": tok2vec,
    }
    ner = nlp.add_pipe("ner", config={"model": model})
    for label in TYPES:
        ner.add_label(label)
    nlp.initialize(lambda: [Example.from_dict(nlp.make_doc("Ada met Bo ."), {"entities": [(0, 3, "PERSON")]})])
    return nlp


def main() -> None:
    """Prints one line a system and the ratio."""
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--words", type=int, default=100_000)
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    files = options.files or sorted(Path("samples").glob("**/*.txt"))
    texts = articles(files, options.words)
    words = sum(len(text.split()) for text in texts)
    rows = [
        {
            "article_id": str(i),
            "text": t,
            "is_title_in_text": False,
            "word_count": 1,
            "published_basis": "none",
            "annotator_id": "b",
        }
        for i, t in enumerate(texts)
    ]
    batch = {"core.articles": CONTRACTS["core.articles"].from_rows(rows)}
    recogniser = EntityRecogniser(threads=options.threads)
    recogniser.predict({"core.articles": batch["core.articles"].slice(0, 2)})
    wall, cpu = timed(lambda: recogniser.predict(batch))
    cut = [text[s:e] for text in texts for s, e in windows(text)]
    read = [w for w in cut if may_hold_name(w)]
    print(f"{words} words in {len(texts)} articles, {options.threads} threads")
    print(f"windows {len(cut)}, may hold a name {len(read)}, distinct {len(set(read))}")
    print(f"dateline: {words / wall:,.0f} words/s, {words / cpu:,.0f} words per processor second")
    try:
        nlp = spacy_pipeline()
    except ImportError:
        print("spaCy is not installed: no comparison")
        return
    list(nlp.pipe(texts[:2]))
    for processes in sorted({1, options.threads}):
        other_wall, other_cpu = timed(lambda n=processes: list(nlp.pipe(texts, batch_size=SPACY_BATCH, n_process=n)))
        print(
            f"spaCy, {processes} processes: {words / other_wall:,.0f} words/s, {words / other_cpu:,.0f} words per processor"
            f" second; dateline is {other_wall / wall:.2f} times as fast, {other_cpu / cpu:.2f} by processor time"
        )


if __name__ == "__main__":
    main()
