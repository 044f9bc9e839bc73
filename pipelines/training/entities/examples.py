"""Training examples: running text, character spans, and stretches that no loss is taken on."""

import json
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from pipelines.training.entities.corpora import Sentence
from pipelines.training.entities.lexicon import certain_names, gazetteer

NO_SPACE_BEFORE = re.compile(r"^(?:[,.;:!?%)\]}”’]|'s|'re|'ve|'ll|'d|'m|n't|’s|''|-[a-z].*)$")
NO_SPACE_AFTER = frozenset({"(", "[", "{", "$", "£", "€", "“", "``", "#"})
HYPHENATED = re.compile(
    r"^([A-Z][\w.'-]*?)(-(?:led|backed|based|made|funded|era|born|style|controlled|occupied|bound|run|dominated|majority|ruled|held|allied|educated|trained|sponsored|supported|supplied|mediated|brokered|listed|owned|flagged|appointed|installed|wide))$"
)


@dataclass
class Example:
    """A stretch of text with its entities as (start, end, type) and masked (start, end) stretches."""

    text: str
    spans: list[tuple[int, int, str]] = field(default_factory=list)
    masked: list[tuple[int, int]] = field(default_factory=list)
    source: str = ""
    weight: float = 1.0


def split_hyphenated(sentence: Sentence) -> Sentence:
    """`U.S.-led` as `U.S.` and `-led`, so that the name can be a span of its own."""
    words: list[str] = []
    index: list[int] = []
    extra: list[tuple[int, int, str]] = []
    masked: set[int] = set()
    names = certain_names()
    for i, word in enumerate(sentence.words):
        index.append(len(words))
        match = HYPHENATED.match(word)
        label = match and (names.get((match[1],)) or gazetteer().get(match[1]))
        if match and label and not any(s < i < e or (s <= i < e and e - s > 1) for s, e, _ in sentence.spans):
            extra.append((len(words), len(words) + 1, label))
            words += [match[1], match[2]]
            continue
        if i in sentence.masked:
            masked.add(len(words))
        words.append(word)
    index.append(len(words))
    covered = {s for s, _, _ in extra}
    spans = [(index[s], index[e], label) for s, e, label in sentence.spans if index[s] not in covered]
    return Sentence(words, sorted([*spans, *extra]), masked, sentence.source, sentence.weight)


def rendered(sentence: Sentence) -> Example:
    """A sentence of words as running text, spaced as print spaces it."""
    sentence = split_hyphenated(sentence)
    text = ""
    starts: list[int] = []
    ends: list[int] = []
    glue, quote_open = True, False
    for word in sentence.words:
        shown = {"``": '"', "''": '"'}.get(word, word)
        opening = False
        if shown == '"':
            opening = not quote_open
            quote_open = opening
        closes = (shown == '"' and not opening) or (shown != '"' and NO_SPACE_BEFORE.match(shown) is not None)
        if text and not glue and not closes:
            text += " "
        starts.append(len(text))
        text += shown
        ends.append(len(text))
        glue = word in NO_SPACE_AFTER or opening
    return Example(
        text,
        [(starts[s], ends[e - 1], label) for s, e, label in sentence.spans],
        [(starts[i], ends[i]) for i in sorted(sentence.masked)],
        sentence.source,
        sentence.weight,
    )


def write(path: Path, examples: Iterable[Example]) -> int:
    """Writes examples as JSON lines and gives their number."""
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for example in examples:
            file.write(json.dumps(asdict(example), ensure_ascii=False) + "\n")
            count += 1
    return count


def read(path: Path) -> Iterator[Example]:
    """The examples of a file that `write` made."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            yield Example(
                row["text"],
                [(s, e, label) for s, e, label in row["spans"]],
                [(s, e) for s, e in row["masked"]],
                row["source"],
                row["weight"],
            )


TYPOGRAPHIC = str.maketrans({"'": "’"})


def noised(example: Example, rng: random.Random) -> Example:
    """The example as other newsrooms print it: in capitals, in title case, with typographic quotes, without its full stop.

    Every change keeps the length, so that spans stay true; a change that would not is left out.
    """
    text = example.text
    draw = rng.random()
    if draw < 0.04:
        text = text.upper()
    elif draw < 0.07:
        text = text.title()
    elif draw < 0.08:
        text = text.lower()
    if rng.random() < 0.4:
        text = text.translate(TYPOGRAPHIC)
        text = re.sub(r'"(?=\w)', "“", text).replace('"', "”")
    if len(text) != len(example.text):
        text = example.text
    return Example(text, example.spans, example.masked, example.source, example.weight)
