"""Labels modern news with a teacher and keeps what it is sure of: `python -m ...selftrain TEACHER_MODELS DATA OUT [SEED]`.

What the teacher doubts is left out of the loss; a surface that the teacher gives one type nearly always has that type
everywhere; names of one sense stand over both. It also writes the unlabelled windows that a student reads.
"""

import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from pipelines.contracts import CONTRACTS
from pipelines.enrich.entities.recogniser import EntityRecogniser
from pipelines.enrich.entities.windows import may_hold_name, windows
from pipelines.training.entities.examples import Example, read, write
from pipelines.training.entities.lexicon import certain_names
from pipelines.training.entities.news import DEV, TRAIN, UNLABELLED, annotated, annotated_articles, articles

SURE = 0.7
DOUBT = 0.2
VOTE_SHARE = 0.8
VOTE_MINIMUM = 4
OVERRULE = 0.9
ARTICLES = {"cnn": 260, "bbc": 260, "polnear": 130}
SILVER_SENTENCES = 6000
POOL = {"cnn": 14_000, "bbc": 12_000, "polnear": 10_000}
POOL_SILVER = 8000
SHORTEST_WINDOW = 15


def texts(data: Path, rng: random.Random) -> Iterator[tuple[str, str]]:
    """(set, text) of a sample of each set's articles; those of the measuring set are left out."""
    held_out = annotated_articles(DEV)
    for name, count in ARTICLES.items():
        usable = [text for article, text in articles(data, name).items() if (name, article) not in held_out]
        for text in rng.sample(usable, count):
            yield name, text


def pool(data: Path, gmb: Path, rng: random.Random) -> Iterator[Example]:
    """Windows of news without labels, for students to read beside their teachers."""
    held_out = annotated_articles(DEV)
    for name, count in POOL.items():
        usable = [text for article, text in articles(data, name).items() if (name, article) not in held_out]
        cut = dict.fromkeys(text[s:e] for text in usable for s, e in windows(text) if may_hold_name(text[s:e]))
        found = [window for window in cut if len(window) >= SHORTEST_WINDOW]
        for window in rng.sample(found, min(count, len(found))):
            yield Example(window, source=UNLABELLED)
    for example in rng.sample(list(read(gmb)), POOL_SILVER):
        yield Example(example.text, source=UNLABELLED)


def labelled(teacher: EntityRecogniser, items: list[str]) -> list[list[tuple[int, int, str, float]]]:
    """The teacher's spans of each text."""
    rows = [
        {
            "article_id": str(i),
            "text": text,
            "is_title_in_text": False,
            "word_count": 1,
            "published_basis": "none",
            "annotator_id": "x",
        }
        for i, text in enumerate(items)
    ]
    found: list[list[tuple[int, int, str, float]]] = [[] for _ in items]
    for row in teacher.predict({"core.articles": CONTRACTS["core.articles"].from_rows(rows)}).to_pylist():
        found[int(row["article_id"])].append((row["start_char"], row["end_char"], row["entity_type"], row["score"]))
    return found


def usual_types(items: list[str], found: list[list[tuple[int, int, str, float]]]) -> dict[str, str]:
    """The type of each surface that has one nearly always; names of one sense have theirs."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for text, spans in zip(items, found, strict=True):
        for s, e, label, score in spans:
            votes[text[s:e]][label] += score
    usual = {}
    for surface, counter in votes.items():
        label, top = counter.most_common(1)[0]
        if counter.total() >= VOTE_MINIMUM and top / counter.total() >= VOTE_SHARE:
            usual[surface] = label
    usual.update({" ".join(words): label for words, label in certain_names().items()})
    return usual


def examples(
    name: str, text: str, spans: list[tuple[int, int, str, float]], usual: dict[str, str]
) -> Iterator[Example]:
    """The windows of one text with the labels to learn."""
    kept: list[tuple[int, int, str]] = []
    masked: list[tuple[int, int]] = []
    for s, e, label, score in spans:
        fixed = usual.get(text[s:e].replace("’", "'"))
        if fixed:
            kept.append((s, e, fixed))
        elif score >= SURE:
            kept.append((s, e, label))
        else:
            masked.append((s, e))
    taken = [(s, e) for s, e, _ in kept] + masked
    for match in re.finditer(r"(?<![.?!:\n\"“”] )(?<!^)(?<![\w\n])[A-Z][\w&'’-]+(?:\.[A-Z])*", text):
        s, e = match.span()
        if match[0].replace("’", "'") in usual and not any(a < e and b > s for a, b in taken):
            masked.append((s, e))
    kept.sort()
    for begin, end in windows(text):
        if not may_hold_name(text[begin:end]) or end - begin < 20:
            continue
        inside = [(s - begin, e - begin, label) for s, e, label in kept if s >= begin and e <= end]
        hidden = [(max(s, begin) - begin, min(e, end) - begin) for s, e in masked if s < end and e > begin]
        if inside:
            yield Example(text[begin:end], inside, hidden, name, 1.0)


def cleaned(example: Example, spans: list[tuple[int, int, str, float]]) -> Example:
    """A silver example in which what the teacher is sure is otherwise is relabelled, and other disagreement left out."""
    kept: list[tuple[int, int, str]] = []
    masked = list(example.masked)
    sure = {(s, e): label for s, e, label, score in spans if score >= OVERRULE}
    for s, e, label in example.spans:
        across = [(a, b, lab, p) for a, b, lab, p in spans if a < e and b > s]
        if any((a, b, lab) == (s, e, label) for a, b, lab, _ in across):
            kept.append((s, e, label))
        elif (s, e) not in sure:
            masked.append((s, e))
    for (s, e), label in sure.items():
        if not any(a < e and b > s for a, b, _ in kept):
            kept.append((s, e, label))
            masked = [(a, b) for a, b in masked if b <= s or a >= e]
    for s, e, _, p in spans:
        if p >= SURE and (s, e) not in sure and not any(a < e and b > s for a, b, _ in kept):
            masked.append((s, e))
    return Example(example.text, sorted(kept), masked, example.source, example.weight)


def main() -> None:
    """Writes modern.jsonl, gmb_clean.jsonl and pool.jsonl."""
    models, data, out = map(Path, sys.argv[1:4])
    rng = random.Random(int(sys.argv[4]) if len(sys.argv) > 4 else 7)
    teacher = EntityRecogniser(threads=1, min_score=DOUBT, models=models)
    news = list(texts(data, rng))
    found = labelled(teacher, [text for _, text in news])
    usual = usual_types([text for _, text in news], found)
    by_hand = {example.text for path in (TRAIN, DEV) for example in annotated(path, data)}
    made = [
        e
        for (name, text), spans in zip(news, found, strict=True)
        for e in examples(name, text, spans, usual)
        if e.text not in by_hand
    ]
    rng.shuffle(made)
    print(
        write(out / "modern.jsonl", made),
        Counter(e.source for e in made),
        Counter(label for e in made for *_, label in e.spans),
    )
    silver = rng.sample(list(read(out / "gmb.jsonl")), SILVER_SENTENCES)
    plain = EntityRecogniser(threads=1, min_score=DOUBT, agreement=False, models=models)
    fixed = [cleaned(e, spans) for e, spans in zip(silver, labelled(plain, [e.text for e in silver]), strict=True)]
    print(write(out / "gmb_clean.jsonl", fixed), Counter(label for e in fixed for *_, label in e.spans))
    print(write(out / "pool.jsonl", pool(data, out / "gmb.jsonl", rng)))


if __name__ == "__main__":
    main()
