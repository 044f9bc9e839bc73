"""The training corpora in one form: words, OntoNotes spans, and words that no loss is taken on."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.training.entities.lexicon import (
    CALENDAR,
    FAC_HEADS,
    LOC_HEADS,
    NORPS,
    ORG_HEADS,
    TITLES,
    certain_names,
    gazetteer,
)

Span = tuple[int, int, str]
RANKS = frozenset(
    [
        "General",
        "Major",
        "Colonel",
        "Lieutenant",
        "Sergeant",
        "Captain",
        "Admiral",
        "Brigadier",
        "Dr.",
        "Mr.",
        "Ms.",
        "Mrs.",
        "Spokesman",
        "Spokeswoman",
        "Judge",
        "Senator",
        "Prince",
        "King",
        "Queen",
        "Sheikh",
        "Ayatollah",
    ]
)
LONGEST_NAME = 6
VOTE_SHARE = 0.7
VOTE_MINIMUM = 3


@dataclass
class Sentence:
    """Words, spans over them (half-open) and the words to leave out of the loss."""

    words: list[str]
    spans: list[Span] = field(default_factory=list)
    masked: set[int] = field(default_factory=set)
    source: str = ""
    weight: float = 1.0


def place_type(words: list[str]) -> str:
    """GPE, LOC or FAC for a name known to be a location."""
    known = gazetteer().get(" ".join(words))
    if known:
        return known
    if any(LOC_HEADS.match(w) for w in (words[0], words[-1])) and len(words) > 1:
        return "LOC"
    return "FAC" if len(words) > 1 and FAC_HEADS.match(words[-1]) else "GPE"


def tagged_spans(tags: list[str]) -> list[Span]:
    """Spans of BIO or IO tags."""
    spans: list[Span] = []
    start, label = None, ""
    for i, tag in enumerate([*tags, "O"]):
        if start is not None and (tag == "O" or tag[0] == "B" or tag[2:] != label):
            spans.append((start, i, label))
            start = None
        if tag != "O" and start is None:
            start, label = i, tag[2:]
    return spans


def trimmed(words: list[str], start: int, end: int, label: str) -> tuple[int, int]:
    """A span without the titles, articles and possessives that silver labels take in; empty when nothing is left."""
    leads = {"the", "The", "a", "an", "of", "and", ",", "'s", "-", "de facto"}
    while start < end and (
        words[start] in leads
        or (label == "PERSON" and words[start].lower() in TITLES)
        or (
            words[start].islower()
            and not words[start].startswith(("al-", "el-", "bin", "van", "von", "de", "da", "di"))
        )
    ):
        start += 1
    while end > start and (
        words[end - 1] in {"'s", ",", "-", "'", "of", "and", "the", "``", '"'} or words[end - 1].islower()
    ):
        end -= 1
    while label == "ORG" and end > start + 1 and words[end - 1].lower() in TITLES and words[end - 1] != "House":
        end -= 1
    return start, end


def place_certain(sentence: Sentence) -> None:
    """Puts the names of one sense in, over whatever stood there, unless they lie inside a longer name."""
    names, words = certain_names(), sentence.words
    i = 0
    while i < len(words):
        for length in range(min(LONGEST_NAME, len(words) - i), 0, -1):
            label = names.get(tuple(words[i : i + length]))
            end = i + length
            if label is None or any(s <= i and e >= end and e - s > length for s, e, _ in sentence.spans):
                continue
            kept: list[Span] = []
            for s, e, lab in sentence.spans:
                if e <= i or s >= end:
                    kept.append((s, e, lab))
                elif s < i:
                    kept.append((s, i, lab))
                elif e > end:
                    kept.append((end, e, lab))
            sentence.spans = sorted([*kept, (i, end, label)])
            sentence.masked -= set(range(i, end))
            i = end - 1
            break
        i += 1


def join_organisations(sentence: Sentence) -> None:
    """`U.S.` + `State Department` is one organisation; so is a place before the head noun of one (`Oxford University`)."""
    spans: list[Span] = []
    for span in sentence.spans:
        if spans and spans[-1][1] == span[0] and span[2] == "ORG":
            s, _, label = spans[-1]
            first = sentence.words[s]
            if (
                label in {"GPE", "ORG"}
                and first in {"U.S.", "US", "U.N.", "UN"}
                and sentence.words[span[0]][0].isupper()
            ):
                spans[-1] = (s, span[1], "ORG")
                continue
        spans.append(span)
    sentence.spans = spans


def mask_unlabelled_capitals(sentence: Sentence) -> None:
    """Capitalised words inside the sentence that carry no label may be missed names: no loss on them."""
    inside = {i for s, e, _ in sentence.spans for i in range(s, e)}
    for i, word in enumerate(sentence.words):
        if i and i not in inside and word[:1].isupper() and len(word) > 1 and not word.endswith("."):
            before = sentence.words[i - 1]
            if word.lower() in TITLES or word in CALENDAR or before in {".", "``", '"', "''", ":", "“"}:
                continue
            sentence.masked.add(i)


def gmb(path: Path) -> list[Sentence]:
    """The Groningen Meaning Bank sentences with titles out, names of one sense put right, and rare readings outvoted."""
    raw: list[Sentence] = []
    words: list[str] = []
    tags: list[str] = []
    with path.open(encoding="cp1252", newline="") as file:
        for row in csv.reader(file):
            if row[0] == "Sentence #":
                continue
            if row[0] and words:
                raw.append(_gmb_sentence(words, tags))
                words, tags = [], []
            words.append(row[1])
            tags.append(row[3])
    raw.append(_gmb_sentence(words, tags))
    votes = surface_votes(raw)
    for sentence in raw:
        outvote(sentence, votes)
        place_certain(sentence)
        join_organisations(sentence)
        mask_unlabelled_capitals(sentence)
    return raw


def _gmb_sentence(words: list[str], tags: list[str]) -> Sentence:  # noqa: C901 one rule a tag of the corpus
    sentence = Sentence(words, source="gmb")
    for start, end, tag in tagged_spans(tags):
        if tag in {"tim", "nat"}:
            continue
        if tag in {"art", "eve"}:
            sentence.masked |= set(range(start, end))
            continue
        label = {"per": "PERSON", "org": "ORG", "geo": "GPE", "gpe": "NORP"}[tag]
        if tag in {"org", "geo"} and (words[start] in RANKS or (start and words[start - 1] in {"Mr.", "Ms.", "Mrs."})):
            label = "PERSON"
        first, last = trimmed(words, start, end, label)
        if first >= last:
            continue
        name = words[first:last]
        if label == "GPE":
            label = place_type(name)
        elif label == "NORP" and (gazetteer().get(" ".join(name)) or name[-1] in {"Lanka", "Leone"}):
            label = "GPE"
        if name in (["AIDS"], ["HIV"], ["State"], ["TB"], ["Western"], ["General"]) or name[0] in CALENDAR:
            continue
        sentence.spans.append((first, last, label))
    joined: list[Span] = []
    for span in sentence.spans:
        if joined and joined[-1][1] == span[0] and joined[-1][2] == span[2] == "PERSON":
            joined[-1] = (joined[-1][0], span[1], "PERSON")
        else:
            joined.append(span)
    sentence.spans = joined
    return sentence


def surface_votes(sentences: list[Sentence]) -> dict[str, tuple[str, float, int]]:
    """Each surface's commonest type, its share and count."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        for s, e, label in sentence.spans:
            counts[" ".join(sentence.words[s:e])][label] += 1
    votes = {}
    for surface, counter in counts.items():
        label, top = counter.most_common(1)[0]
        votes[surface] = (label, top / counter.total(), counter.total())
    return votes


def outvote(sentence: Sentence, votes: dict[str, tuple[str, float, int]]) -> None:
    """Gives a span its surface's usual type; a surface without a usual type that differs from the list is left out."""
    spans: list[Span] = []
    for s, e, label in sentence.spans:
        surface = " ".join(sentence.words[s:e])
        usual, share, count = votes[surface]
        place = gazetteer().get(surface)
        if ORG_HEADS.match(sentence.words[e - 1]) and e - s > 1 and label != "PERSON":
            spans.append((s, e, "ORG"))
        elif place and label not in {"PERSON", "NORP"} and count >= VOTE_MINIMUM and e - s == 1:
            spans.append((s, e, place))
        elif count >= VOTE_MINIMUM and share >= VOTE_SHARE:
            spans.append((s, e, usual))
        elif count >= VOTE_MINIMUM and label != usual and share < VOTE_SHARE:
            sentence.masked |= set(range(s, e))
        else:
            spans.append((s, e, label))
    sentence.spans = spans


def conll(path: Path, columns: str | None = None) -> Iterator[tuple[list[str], list[str]]]:
    """Words and tags of a file with one word a line, tag last."""
    words: list[str] = []
    tags: list[str] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        parts = line.split("\t" if columns == "tab" else None)
        if not parts or not line.strip() or parts[0] == "-DOCSTART-":
            if words:
                yield words, tags
            words, tags = [], []
        elif len(parts) >= 2:
            words.append(parts[0])
            tags.append(parts[-1])


GOLD_TYPES = {
    "PER": "PERSON", "person": "PERSON", "politician": "PERSON", "scientist": "PERSON",
    "ORG": "ORG", "organisation": "ORG", "politicalparty": "ORG", "university": "ORG", "corporation": "ORG", "group": "ORG",
    "LOC": "PLACE", "location": "PLACE", "country": "GPE", "event": "EVENT", "election": "EVENT",
    "product": "PRODUCT", "creative-work": "WORK_OF_ART", "astronomicalobject": "LOC",
}  # fmt: skip
NOT_NAMES = {"protein", "chemicalcompound", "chemicalelement", "enzyme", "discipline", "theory"}


def gold(path: Path, source: str, weight: float = 1.0) -> list[Sentence]:
    """Sentences of a gold set; names that are no person, organisation or place are MISC, and may be any other type or none."""
    sentences = []
    for words, tags in conll(path, "tab" if source != "wikigold" else None):
        sentence = Sentence(words, source=source, weight=weight)
        for begin, e, tag in tagged_spans(tags):
            s = begin
            name = words[s:e]
            label = GOLD_TYPES.get(tag)
            if all(w in NORPS for w in name):
                label = "NORP"
            elif label == "PLACE":
                label = place_type(name)
            if label is None:
                if tag not in NOT_NAMES:
                    sentence.spans.append((s, e, "MISC"))
                continue
            while label in {"ORG", "PERSON", "GPE", "LOC", "FAC"} and e - s > 1 and words[s].lower() == "the":
                s += 1
            sentence.spans.append((s, e, label))
        sentences.append(sentence)
    return sentences


def measure(path: Path) -> Iterator[tuple[list[str], list[Span]]]:
    """Words and CoNLL spans (PER, ORG, LOC, MISC) of a held-out set."""
    for words, tags in conll(path):
        yield words, tagged_spans(tags)
