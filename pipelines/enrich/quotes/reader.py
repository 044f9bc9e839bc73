"""`core.quotes`: who says what in an article, with the words that say so."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import ClassVar, NamedTuple

import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.encoder.tokens import TokenEncoder
from pipelines.enrich.quotes.attributions import Attribution, Span, joined
from pipelines.enrich.quotes.features import Words, char_names, char_states, words_of
from pipelines.enrich.quotes.genders import NAMES_FILE, Genders
from pipelines.enrich.quotes.marks import Quoted, quoted_stretches
from pipelines.enrich.quotes.passages import MAX_PASSAGE_CHARS, passages
from pipelines.enrich.quotes.people import Mention
from pipelines.enrich.quotes.scores import Scores
from pipelines.enrich.quotes.snapping import snapped
from pipelines.enrich.quotes.speakers import Speaker, Speakers
from pipelines.enrich.quotes.tagger import FOLDER, QuoteTagger
from pipelines.worker import MODELS, Annotator, Tables, rows_by_article

TOKENISER_FILE = Path("entities/tokeniser.json")
MARK_TOKENS = 2
"""The opening and closing marks of a passage; it has at most one token a character beside them."""
ID_CHARS = 20
DIRECT, MIXED, INDIRECT = "direct", "mixed", "indirect"
_OUTSIDE_MARKS = " \t\u00a0.,;:!?…—–-“”\"'‘’«»„[]()"


class _Article(NamedTuple):
    article_id: str
    text: str
    sentences: list[Span]
    mentions: list[Mention]
    quoted: list[Quoted]


class QuoteReader(Annotator):
    """Finds statements with their cue, and the mention that names their speaker.

    `speaker_entity_id` is NULL: which entity a mention is, is found by another step.

    Args:
        models: The models folder; the words are those of the entities' tokeniser, the weights lie in `quotes`.
    """

    name: ClassVar[str] = "quotes"
    version: ClassVar[str] = "1"
    table: ClassVar[str] = "core.quotes"
    requires: ClassVar[tuple[str, ...]] = ("core.sentences", "core.entity_mentions")

    def __init__(self, *, models: Path = MODELS) -> None:
        self._tagger = QuoteTagger(models)
        self._files = (models / TOKENISER_FILE, models / FOLDER / NAMES_FILE, *self._tagger.files)
        self._tokens = TokenEncoder(self._files[0], max_tokens=MAX_PASSAGE_CHARS + MARK_TOKENS)
        self._genders = Genders(self._files[1])
        self._scores = Scores(models / FOLDER)

    def files(self) -> tuple[Path, ...]:
        """Return the network, its chain, the tokeniser, the given names and the weights of scores."""
        return (*self._files, *self._scores.files)

    def predict(self, batch: Tables) -> pa.Table:
        """Return the statements of a batch of articles, in the order of the articles and of the text."""
        articles = list(_articles(batch))
        words = self._words(articles)
        spans = self._tagger.spans([part for parts in words for part in parts])
        rows: list[dict[str, object]] = []
        begin = 0
        for article, parts in zip(articles, words, strict=True):
            statements = [
                statement
                for part, found in zip(parts, spans[begin : begin + len(parts)], strict=True)
                for statement in joined(found, part)
            ]
            begin += len(parts)
            rows += self._rows(article, statements)
        return CONTRACTS[self.table].from_rows(rows)

    def _words(self, articles: Sequence[_Article]) -> list[list[Words]]:
        """The words of the passages of each article."""
        spans = [passages(article.text, article.sentences) for article in articles]
        texts = [article.text[a:b] for article, part in zip(articles, spans, strict=True) for a, b in part]
        encoded = iter(self._tokens.encode(texts))
        found = []
        for article, part in zip(articles, spans, strict=True):
            states = char_states(len(article.text), article.quoted)
            named = [(m.start, m.end, m.entity_type) for m in article.mentions if m.field == "text"]
            names = char_names(len(article.text), named)
            found.append([words_of(article.text, begin, next(encoded), states, names) for begin, _ in part])
        return found

    def _rows(self, article: _Article, statements: Sequence[Attribution]) -> Iterator[dict[str, object]]:
        made = [snapped(statement, article.quoted) for statement in statements]
        quoted = [(quote.start, quote.end) for quote in article.quoted]
        speakers = Speakers(article.text, article.sentences, article.mentions, quoted, self._genders).of(made)
        seen: set[str] = set()
        for statement, speaker in zip(made, speakers, strict=True):
            row = self._row(article, statement, speaker)
            if str(row["quote_id"]) not in seen:
                seen.add(str(row["quote_id"]))
                yield row

    def _row(self, article: _Article, statement: Attribution, speaker: Speaker) -> dict[str, object]:
        text, contents = article.text, statement.contents
        everything = [
            *contents,
            *([statement.cue] if statement.cue else []),
            *([statement.source] if statement.source else []),
        ]
        kind = _kind(text, contents, article.quoted)
        mention = speaker.mention
        key = f"{article.article_id}:{contents}:{statement.cue}"
        return {
            "quote_id": hashlib.sha256(key.encode()).hexdigest()[:ID_CHARS],
            "article_id": article.article_id,
            "start_char": min(start for start, _ in everything),
            "end_char": max(end for _, end in everything),
            "content_start_char": contents[0][0],
            "content_end_char": contents[-1][1],
            "content": " ... ".join(text[a:b] for a, b in contents),
            "content_spans": json.dumps([list(span) for span in contents], separators=(",", ":")),
            **_named_span("cue", "cue", text, statement.cue),
            "is_direct": kind == DIRECT,
            "kind": kind,
            **_named_span("speaker", "speaker_surface", text, statement.source),
            "speaker_basis": speaker.basis,
            "speaker_field": mention.field if mention else None,
            "speaker_mention_start_char": mention.start if mention else None,
            "speaker_name": speaker.party.name if speaker.party else None,
            "speaker_type": speaker.party.entity_type if speaker.party else None,
            "speaker_entity_id": None,
            "parent_quote_id": None,
            "score": self._scores.of(statement, speaker, kind),
            "annotator_id": self.annotator_id,
        }  # fmt: skip


def _named_span(prefix: str, name: str, text: str, span: Span | None) -> dict[str, object]:
    start, end = span or (None, None)
    return {name: text[start:end] if span else None, f"{prefix}_start_char": start, f"{prefix}_end_char": end}


def _kind(text: str, contents: Sequence[Span], quoted: Sequence[Quoted]) -> str:
    """Whether all, some or none of the words stand in quotation marks."""
    inside = outside = 0
    for start, end in contents:
        at = start
        for quote in quoted:
            if quote.end <= at or quote.start >= end:
                continue
            outside += len(text[at : max(at, quote.start)].strip(_OUTSIDE_MARKS).split())
            inside += len(text[max(at, quote.start) : min(end, quote.end)].split())
            at = min(end, quote.end)
        outside += len(text[at:end].strip(_OUTSIDE_MARKS).split())
    if not inside:
        return INDIRECT
    return DIRECT if not outside else MIXED


def _articles(batch: Tables) -> Iterator[_Article]:
    """What is read of each article: its text, its sentences, and its mentions, those of the title first."""
    sentences, mentions = rows_by_article(batch["core.sentences"]), rows_by_article(batch["core.entity_mentions"])
    columns = batch["core.articles"].select(["article_id", "text"]).to_pydict()
    for article_id, text in zip(columns["article_id"], columns["text"], strict=True):
        spans = [(_int(row, "start_char"), _int(row, "end_char")) for row in sentences.get(article_id, [])]
        named = [
            Mention(
                str(row["field"]),
                _int(row, "start_char"),
                _int(row, "end_char"),
                str(row["entity_type"]),
                str(row["local_name"]),
            )
            for row in mentions.get(article_id, [])
        ]
        named.sort(key=lambda mention: (mention.field == "text", mention.start))
        yield _Article(article_id, text, spans, named, quoted_stretches(text))


def _int(row: Mapping[str, object], name: str) -> int:
    value = row[name]
    if not isinstance(value, int):
        raise TypeError(f"{name}: expected a whole number, got {value!r}")
    return value
