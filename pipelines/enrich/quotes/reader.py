"""`core.quotes`: who says what in an article, with the words that say so."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import ClassVar

import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.encoder.tokens import TokenEncoder
from pipelines.enrich.quotes.articles import Article, articles_of, words_of_articles
from pipelines.enrich.quotes.attributions import Attribution, Span, joined
from pipelines.enrich.quotes.features import Words
from pipelines.enrich.quotes.genders import NAMES_FILE, Genders
from pipelines.enrich.quotes.marks import Quotations
from pipelines.enrich.quotes.nesting import Nesting, inner_statements
from pipelines.enrich.quotes.passages import MAX_PASSAGE_TOKENS
from pipelines.enrich.quotes.scores import Scores
from pipelines.enrich.quotes.snapping import snapped
from pipelines.enrich.quotes.speakers import Speaker, Speakers
from pipelines.enrich.quotes.tagger import FOLDER, QuoteTagger
from pipelines.enrich.quotes.tails import Tails
from pipelines.worker import MODELS, Annotator, Tables

TOKENISER_FILE = Path("entities/tokeniser.json")
ID_CHARS = 20
DIRECT, MIXED, INDIRECT = "direct", "mixed", "indirect"
_OUTSIDE_MARKS = " \t\u00a0.,;:!?…—–-“”\"'‘’«»„[]()"


class QuoteReader(Annotator):
    """Finds statements with their cue, and the mention that names their speaker.

    `speaker_entity_id` is NULL: which entity a mention is, is found by another step.

    Args:
        models: The models folder; the words are those of the entities' tokeniser, the weights lie in `quotes`.
    """

    name: ClassVar[str] = "quotes"
    version: ClassVar[str] = "5"
    table: ClassVar[str] = "core.quotes"
    requires: ClassVar[tuple[str, ...]] = ("core.sentences", "core.entity_mentions")

    def __init__(self, *, models: Path = MODELS) -> None:
        self._tagger = QuoteTagger(models)
        self._files = (models / TOKENISER_FILE, models / FOLDER / NAMES_FILE, *self._tagger.files)
        self._tokens = TokenEncoder(self._files[0], max_tokens=MAX_PASSAGE_TOKENS)
        self._nesting = Nesting(self._tokens)
        self._genders = Genders(self._files[1])
        self._scores = Scores(models / FOLDER)

    def files(self) -> tuple[Path, ...]:
        """Return the network, its chain, the tokeniser, the given names and the weights of scores."""
        return (*self._files, *self._scores.files)

    def predict(self, batch: Tables) -> pa.Table:
        """Return the statements of a batch of articles, in the order of the articles and of the text."""
        articles = list(articles_of(batch))
        words = words_of_articles(articles, self._tokens)
        spans = self._tagger.spans([part for parts in words for part in parts])
        statements: list[list[Attribution]] = []
        inside: list[tuple[int, int, Words]] = []
        flat = iter(spans)
        for number, parts in enumerate(words):
            of_article: list[Attribution] = []
            for part in parts:
                made = joined(next(flat), part)
                for statement, inner in self._nesting.inner_passages(made, part):
                    inside.append((number, len(of_article) + statement, inner))
                of_article += made
            statements.append(of_article)
        for (number, parent, part), found in zip(inside, self._tagger.spans([w for *_, w in inside]), strict=True):
            statements[number] += inner_statements(found, part, parent)
        rows = (row for article, made in zip(articles, statements, strict=True) for row in self._rows(article, made))
        return CONTRACTS[self.table].from_rows(list(rows))

    def _rows(self, article: Article, statements: Sequence[Attribution]) -> Iterator[dict[str, object]]:
        tails = Tails(article.text, article.mentions, article.quoted)
        made = [tails.parted(snapped(statement, article.quoted)) for statement in statements]
        speakers = Speakers(article.text, article.sentences, article.mentions, article.quoted, self._genders).of(made)
        ids = [_quote_id(article.article_id, statement) for statement in made]
        seen: set[str] = set()
        order = sorted(range(len(made)), key=lambda number: (made[number].contents[0], made[number].parent is not None))
        for number in order:
            if ids[number] not in seen:
                seen.add(ids[number])
                parent = made[number].parent
                row = self._row(article, made[number], speakers[number])
                yield row | {"quote_id": ids[number], "parent_quote_id": None if parent is None else ids[parent]}

    def _row(self, article: Article, statement: Attribution, speaker: Speaker) -> dict[str, object]:
        text, contents = article.text, statement.contents
        everything = [
            *contents,
            *([statement.cue] if statement.cue else []),
            *([statement.source] if statement.source else []),
        ]
        kind = _kind(text, contents, article.quoted)
        mention = speaker.mention
        return {
            "article_id": article.article_id,
            "start_char": min(start for start, _ in everything),
            "end_char": max(end for _, end in everything),
            "content_start_char": contents[0][0],
            "content_end_char": contents[-1][1],
            "content": " ... ".join(text[a:b] for a, b in contents),
            "content_spans": _spans_text(contents),
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
            "score": self._scores.of(statement, speaker, kind),
            "annotator_id": self.annotator_id,
        }  # fmt: skip


def _quote_id(article_id: str, statement: Attribution) -> str:
    key = f"{article_id}:{statement.contents}:{statement.cue}"
    return hashlib.sha256(key.encode()).hexdigest()[:ID_CHARS]


def _spans_text(spans: Sequence[Span]) -> str:
    """Spans as JSON; written by hand, since an encoder would be made for each row."""
    return f"[{','.join(f'[{start},{end}]' for start, end in spans)}]"


def _named_span(prefix: str, name: str, text: str, span: Span | None) -> dict[str, object]:
    start, end = span or (None, None)
    return {name: text[start:end] if span else None, f"{prefix}_start_char": start, f"{prefix}_end_char": end}


def _kind(text: str, contents: Sequence[Span], quoted: Quotations) -> str:
    """Whether all, some or none of the words stand in quotation marks."""
    inside = outside = 0
    for start, end in contents:
        at = start
        for quote in quoted.within(start, end):
            outside += len(text[at : max(at, quote.start)].strip(_OUTSIDE_MARKS))
            inside += min(end, quote.end) - max(at, quote.start)
            at = min(end, quote.end)
        outside += len(text[at:end].strip(_OUTSIDE_MARKS))
    if not inside:
        return INDIRECT
    return DIRECT if not outside else MIXED
