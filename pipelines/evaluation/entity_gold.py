"""Gold entities: CoNLL columns and JSONL, as texts with character spans."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipelines.evaluation.gold import GoldError, read_gold_jsonl, read_gold_text

_TAG = re.compile(r"O|[BIESLU]-(\S+)")
_LETTER = {"L": "E", "U": "S"}
_NO_SPACE_BEFORE = frozenset({",", ".", ";", ":", "!", "?", ")", "]", "}", "%", "...", "…", "'s", "’s", "'S", "n't", "n’t", "'re", "'ve", "'ll", "'d", "'m", "'", "’", "”", "»"})  # fmt: skip
_NO_SPACE_AFTER = frozenset({"(", "[", "{", "$", "£", "€", "“", "‘", "«", "#"})
_BRACKETS = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}", "``": "“", "''": "”"}


@dataclass(frozen=True, slots=True)
class GoldSpan:
    """A gold entity: half-open characters, its type as the gold writes it, and its cluster where the gold says one."""

    start: int
    end: int
    label: str
    cluster: str | None = None


@dataclass(frozen=True, slots=True)
class GoldText:
    """A text with its gold entities.

    Attributes:
        tokens: Spans of the gold's tokens; empty for gold that is given in characters. Predictions are widened to
            them, as a scorer of tokens would.
    """

    text_id: str
    text: str
    spans: tuple[GoldSpan, ...]
    tokens: tuple[tuple[int, int], ...] = ()


@dataclass(slots=True)
class _Builder:
    """One text put together from tokens, spaced as print is."""

    text: str = ""
    tokens: list[tuple[int, int]] = field(default_factory=list)
    spans: list[GoldSpan] = field(default_factory=list)
    is_quote_open: bool = False

    def add_sentence(self, sentence: list[tuple[str, str]]) -> None:
        """Append a sentence on a line of its own."""
        self.text += "\n" if self.text else ""
        self.is_quote_open = False
        first = len(self.tokens)
        is_glued = True
        for token, _ in sentence:
            shown = _BRACKETS.get(token, token)
            closes = shown == '"' and self.is_quote_open
            self.text += "" if is_glued or closes or shown in _NO_SPACE_BEFORE else " "
            self.tokens.append((len(self.text), len(self.text) + len(shown)))
            self.text += shown
            is_glued = shown in _NO_SPACE_AFTER or (shown == '"' and not self.is_quote_open)
            self.is_quote_open ^= shown == '"'
        for start, end, label in tag_spans([tag for _, tag in sentence]):
            self.spans.append(GoldSpan(self.tokens[first + start][0], self.tokens[first + end - 1][1], label))


def read_entity_gold(path: Path) -> list[GoldText]:
    """The texts of a gold file; JSONL when it begins with `{`, else CoNLL columns.

    Raises:
        GoldError: If the file has neither form, or holds no entity.
    """
    opening = read_gold_text(path).lstrip()[:1]
    texts = list(_jsonl(path) if opening == "{" else _conll(path))
    if not any(text.spans for text in texts):
        raise GoldError(path, "expected entities: CoNLL columns (token ... tag) or JSONL with `text` and `entities`")
    return texts


def tag_spans(tags: list[str]) -> list[tuple[int, int, str]]:
    """Entities of one sentence's tags as (first token, one past the last, label); IOB1, BIO, BIOES and BILOU alike."""
    spans: list[tuple[int, int, str]] = []
    is_open = False
    for place, tag in enumerate(tags):
        letter, _, label = tag.partition("-")
        letter = _LETTER.get(letter, letter)
        if letter == "O":
            is_open = False
            continue
        if is_open and letter in "IE" and spans[-1][2] == label:
            spans[-1] = (spans[-1][0], place + 1, label)
        else:
            spans.append((place, place + 1, label))
        is_open = letter not in "ES"
    return spans


def _conll(path: Path) -> Iterator[GoldText]:
    """One text per `-DOCSTART-` section, or per sentence where there are none."""
    sentences: list[list[list[tuple[str, str]]]] = [[]]
    current: list[tuple[str, str]] = []
    has_documents = False
    for number, line in enumerate(read_gold_text(path).split("\n"), start=1):
        columns = line.split()
        if columns and columns[0] == "-DOCSTART-":
            has_documents = True
            sentences[-1].append(current)
            sentences.append([])
            current = []
        elif not columns:
            sentences[-1].append(current)
            current = []
        elif len(columns) >= 2 and _TAG.fullmatch(columns[-1]):
            current.append((columns[0], columns[-1]))
        elif not line.startswith("#"):
            expected = "expected columns `token ... tag` with a tag O, B-X, I-X, E-X or S-X"
            raise GoldError(path, f"{expected}, found {line[:80]!r}", place=f"line {number}")
    sentences[-1].append(current)
    groups = sentences if has_documents else [[sentence] for group in sentences for sentence in group]
    for place, group in enumerate(kept for kept in groups if any(kept)):
        builder = _Builder()
        for sentence in filter(None, group):
            builder.add_sentence(sentence)
        yield GoldText(f"text-{place}", builder.text, tuple(builder.spans), tuple(builder.tokens))


def _jsonl(path: Path) -> Iterator[GoldText]:
    seen: set[str] = set()
    for number, record in read_gold_jsonl(path):
        place = f"line {number}"
        text, entities = record.get("text"), record.get("entities")
        if not isinstance(text, str) or not isinstance(entities, list):
            raise GoldError(path, "expected `text` (a string) and `entities` (a list)", place=place)
        text_id = str(record.get("id", number))
        if text_id in seen:
            raise GoldError(path, f"expected distinct ids, found {text_id!r} again", place=place)
        seen.add(text_id)
        yield GoldText(text_id, text, tuple(_span(path, place, text, entity) for entity in entities))


def _span(path: Path, place: str, text: str, entity: Any) -> GoldSpan:  # noqa: ANN401 - whatever the JSON holds
    expected = 'expected each entity as {"start": 0, "end": 5, "type": "PERSON"}, in characters of `text`'
    if not isinstance(entity, dict):
        raise GoldError(path, expected, place=place)
    start, end, label = entity.get("start"), entity.get("end"), entity.get("type", entity.get("label"))
    if not (isinstance(start, int) and isinstance(end, int) and isinstance(label, str) and label):
        raise GoldError(path, f"{expected}; found {str(entity)[:120]}", place=place)
    if not 0 <= start < end <= len(text):
        raise GoldError(path, f"expected 0 <= start < end <= {len(text)}, found {start} and {end}", place=place)
    cluster = entity.get("cluster", entity.get("entity"))
    return GoldSpan(start, end, label, None if cluster in (None, "") else str(cluster))
