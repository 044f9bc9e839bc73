"""`core.quotes`: who says what in an article, with the words that say so."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import ClassVar

import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.encoder.tokens import TokenEncoder
from pipelines.enrich.quotes.articles import Article, articles_of, words_of_articles
from pipelines.enrich.quotes.attributions import Attribution, joined
from pipelines.enrich.quotes.features import Words
from pipelines.enrich.quotes.genders import NAMES_FILE, Genders
from pipelines.enrich.quotes.nesting import Nesting, inner_statements
from pipelines.enrich.quotes.passages import MAX_PASSAGE_TOKENS
from pipelines.enrich.quotes.rows import COLUMNS, rows_of
from pipelines.enrich.quotes.scores import Scores
from pipelines.enrich.quotes.snapping import snapped
from pipelines.enrich.quotes.speakers import Speakers
from pipelines.enrich.quotes.tagger import FOLDER, QuoteTagger
from pipelines.enrich.quotes.tails import Tails
from pipelines.worker import MODELS, Annotator, Tables

TOKENISER_FILE = Path("entities/tokeniser.json")


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
        rows = [row for article, made in zip(articles, statements, strict=True) for row in self._rows(article, made)]
        return self._table(rows)

    def _rows(self, article: Article, statements: Sequence[Attribution]) -> Iterator[tuple[object, ...]]:
        tails = Tails(article.text, article.mentions, article.quoted)
        made = [tails.parted(snapped(statement, article.quoted)) for statement in statements]
        speakers = Speakers(article.text, article.sentences, article.mentions, article.quoted, self._genders).of(made)
        return rows_of(article, made, speakers, self._scores)

    def _table(self, rows: Sequence[tuple[object, ...]]) -> pa.Table:
        contract = CONTRACTS[self.table]
        if not rows:
            return contract.empty()
        columns: dict[str, Sequence[object]] = dict(zip(COLUMNS, zip(*rows, strict=True), strict=True))
        columns |= {"speaker_entity_id": [None] * len(rows), "annotator_id": [self.annotator_id] * len(rows)}
        return contract.conform(pa.table(columns, schema=contract.arrow_schema))
