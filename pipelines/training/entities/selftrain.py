"""Labels modern news with a teacher and keeps what it is sure of: `python -m ...selftrain TEACHER_FOLDER DATA OUT [SEED]`.

What the teacher doubts is left out of the loss; a surface that the teacher gives one type nearly always has that type
everywhere; gold toponyms stand over the teacher's reading; names of one sense stand over both.
"""

import html
import json
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from pipelines.contracts import CONTRACTS
from pipelines.enrich.entities.recogniser import EntityRecogniser
from pipelines.enrich.entities.windows import may_hold_name, windows
from pipelines.training.entities.corpora import place_type
from pipelines.training.entities.examples import Example, read, write
from pipelines.training.entities.lexicon import certain_names

SURE = 0.7
DOUBT = 0.2
VOTE_SHARE = 0.8
VOTE_MINIMUM = 4
OVERRULE = 0.9
ARTICLES = {"cnn": 200, "bbc": 200, "polnear": 110, "lgl": 60, "geovirus": 110, "gwn": 90}
SILVER_SENTENCES = 4000
PLACES = {"GPE", "LOC", "FAC"}
Text = tuple[str, str, list[tuple[int, int]]]
Span = tuple[int, int, str]


def texts(data: Path, rng: random.Random) -> Iterator[Text]:
    """(set, text, gold toponym spans) of a sample of each set's articles."""
    cnn = [
        json.loads(line)["text"]
        for line in (data / "segmentation/cnn_2024/cnn_2024_unique.jsonl").open(encoding="utf-8")
    ]
    bbc = [p.read_text(encoding="latin-1") for p in sorted((data / "topics/bbc_fulltext/bbc").glob("*/*.txt"))]
    polnear = [p.read_text(encoding="utf-8") for p in sorted((data / "quotes/polnear/train/text").glob("*.txt"))]
    for name, part in (("cnn", cnn), ("bbc", bbc), ("polnear", polnear)):
        for text in rng.sample(part, ARTICLES[name]):
            yield name, text, []
    yield from _marked("lgl", data / "geo/lgl/lgl.xml", rng)
    yield from _marked("geovirus", data / "geo/geovirus/GeoVirus.xml", rng)
    yield from _marked("gwn", data / "geo/geowebnews_first100/GWN_first100.xml", rng)


def _marked(name: str, path: Path, rng: random.Random) -> Iterator[Text]:
    articles = re.findall(r"<article\b.*?</article>", path.read_text(encoding="utf-8"), re.DOTALL)
    for article in rng.sample(articles, min(len(articles), ARTICLES[name])):
        raw = re.search(r"<text>(.*?)</text>", article, re.DOTALL)
        if raw is None:
            continue
        body = raw[1].removeprefix("<![CDATA[").removesuffix("]]>")
        text = body if "CDATA" in raw[1] else html.unescape(body)
        spans = []
        for block in re.findall(r"<(?:toponym|location)>.*?</(?:toponym|location)>", article, re.DOTALL):
            kind = re.search(r"<type>(.*?)</type>", block)
            edges = re.search(r"<start>(\d+)<.*?<end>(\d+)<", block, re.DOTALL)
            if edges is None:
                continue
            start, end = int(edges[1]), int(edges[2])
            phrase = html.unescape(re.search(r"<(?:phrase|name|extractedName)>(.*?)<", block)[1])
            if (kind is None or kind[1].startswith("Literal")) and text[start:end] == phrase and phrase[0].isupper():
                spans.append((start, end))
        yield name, text, spans


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


def _anchored(text: str, gold: list[tuple[int, int]], kept: list[Span], masked: list[tuple[int, int]]) -> list[Span]:
    """The spans with gold toponyms added; a span of another type that lies across one is masked."""
    for s, e in gold:
        across = [k for k in kept if k[0] < e and k[1] > s]
        if any(k[2] in PLACES for k in across):
            continue
        if across:
            masked += [(k[0], k[1]) for k in across]
            kept = [k for k in kept if k not in across]
        else:
            kept = [*kept, (s, e, place_type(text[s:e].split()))]
    return kept


def examples(
    name: str, text: str, gold: list[tuple[int, int]], spans: list[tuple[int, int, str, float]], usual: dict[str, str]
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
    kept = _anchored(text, gold, kept, masked)
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
    """Writes modern.jsonl and gmb_clean.jsonl."""
    folder, data, out = map(Path, sys.argv[1:4])
    rng = random.Random(int(sys.argv[4]) if len(sys.argv) > 4 else 7)
    teacher = EntityRecogniser(threads=1, min_score=DOUBT, folder=folder)
    news = list(texts(data, rng))
    found = labelled(teacher, [text for _, text, _ in news])
    usual = usual_types([text for _, text, _ in news], found)
    made = [
        e
        for (name, text, gold), spans in zip(news, found, strict=True)
        for e in examples(name, text, gold, spans, usual)
    ]
    print(
        write(out / "modern.jsonl", made),
        Counter(e.source for e in made),
        Counter(label for e in made for *_, label in e.spans),
    )
    silver = rng.sample(list(read(out / "gmb.jsonl")), SILVER_SENTENCES)
    plain = EntityRecogniser(threads=1, min_score=DOUBT, agreement=False, folder=folder)
    fixed = [cleaned(e, spans) for e, spans in zip(silver, labelled(plain, [e.text for e in silver]), strict=True)]
    print(write(out / "gmb_clean.jsonl", fixed), Counter(label for e in fixed for *_, label in e.spans))


if __name__ == "__main__":
    main()
