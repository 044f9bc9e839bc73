"""The recogniser that ships: a small encoder tuned on news, read window by window, typed in the sense of OntoNotes."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path
from typing import ClassVar

import numpy as np
import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.encoder import load_model
from pipelines.encoder.batching import run_batches
from pipelines.encoder.heads import SpanHead
from pipelines.encoder.tokenised import Ints, TokenisedText
from pipelines.encoder.tokens import TokenEncoder
from pipelines.enrich.entities.agreement import Found, agreed
from pipelines.enrich.entities.candidates import Candidates
from pipelines.enrich.entities.common_words import COMMON_WORDS_FILE, common_words
from pipelines.enrich.entities.decode import Floats, WordSpan, log_probabilities, spans_of_texts
from pipelines.enrich.entities.evidence import Evidence, apposed, is_dateline, weighed
from pipelines.enrich.entities.first_names import called_by_first_name
from pipelines.enrich.entities.located import located
from pipelines.enrich.entities.stated import with_stated
from pipelines.enrich.entities.support import known_of, passed_over, supported
from pipelines.enrich.entities.titles import exact_span, is_written_as_name
from pipelines.enrich.entities.windows import MAX_WINDOW_CHARS, may_hold_name, windows
from pipelines.worker import MODELS, Annotator, FieldText, Json, Tables, field_texts

FOLDER = "entities"
"""Folder of the weights within the models."""
MODEL_FOLDER = MODELS / FOLDER
MODEL_FILE = "recogniser.onnx"
TOKENISER_FILE = "tokeniser.json"

TEMPERATURE = 1.25
"""Divides the logits, so that scores come nearer to the share that is right; chosen on wikigold while it was left out."""

MIN_SCORE = 0.35
"""A span below it is wrong more often than right, and gives no row."""

DOUBT_SCORE = 0.2
"""A span between this and `MIN_SCORE` gives a row where its article speaks for it: see `support`."""

MAX_MENTION_CHARS = 120
"""No name in the training corpora is as long; a longer span is a misreading of a list or of markup."""

CHUNK_WINDOWS = 2_048
"""Windows that one thread tokenises, reads and decodes at a time at most: as many as a batch of a run has, so that each finds others
of like size (3 % more words a processor second than 512)."""
LEAST_CHUNK_WINDOWS = 512
"""Windows of a chunk where threads share a batch, while there are as many."""

MARK_TOKENS = 2
"""The opening and closing marks of a window; a window has at most one token a character beside them."""

Spans = list[tuple[int, int, str, float, float | None]]


class EntityRecogniser(Annotator):
    """Reads `core.entity_mentions` from articles, without canonical ids.

    `entity_id` is NULL and `local_name` is the surface: naming is another step. The same window is read once a call.
    `literal_score` is what the head makes of the vectors that the entities were read from, so that roles cost no second pass.

    Args:
        threads: Cores to use.
        agreement: Let an article's texts speak about its mentions: names settle each other's type, and words that only
            a headline raises are no names.
        min_score: Probability below which a span is dropped.
        models: The models folder, in whose `entities` the network and its tokeniser lie; weights of your own must have
            the same outputs and tags.
        literal_head: Reads `literal_score` for mentions of its types; without it the column is NULL.
    """

    name: ClassVar[str] = "entities-minilm"
    version: ClassVar[str] = "7"
    table: ClassVar[str] = "core.entity_mentions"

    def __init__(
        self,
        *,
        threads: int = 2,
        agreement: bool = True,
        min_score: float = MIN_SCORE,
        models: Path = MODELS,
        literal_head: SpanHead | None = None,
    ) -> None:
        self._threads = threads
        self._agreement = agreement
        self._min_score = min_score
        self._literal_head = literal_head
        self._least_score = min(min_score, DOUBT_SCORE) if agreement else min_score
        folder = models / FOLDER
        self._words_file = folder / COMMON_WORDS_FILE
        self._files = (folder / MODEL_FILE, folder / TOKENISER_FILE)
        self._model = load_model(self._files[0], 1)
        self._tokens = TokenEncoder(self._files[1], max_tokens=MAX_WINDOW_CHARS + MARK_TOKENS)
        self._candidates = Candidates(self._tokens)

    def config(self) -> dict[str, Json]:
        """What changes the output; the number of threads does not."""
        head = self._literal_head.digest if self._literal_head else None
        return {"agreement": self._agreement, "min_score": self._min_score, "literal_head": head}

    def files(self) -> tuple[Path, ...]:
        """The network, its tokeniser and the list of common words; the head is in the configuration."""
        return (*self._files, self._words_file) if self._words_file.is_file() else self._files

    def predict(self, batch: Tables) -> pa.Table:
        """The entity mentions of a batch of articles, in the order of the articles, title before text."""
        fields = list(field_texts(batch["core.articles"]))
        rows: list[dict[str, object]] = []
        article: list[tuple[FieldText, list[Found]]] = []
        for text, found in zip(fields, self._read(fields), strict=True):
            if article and article[0][0].article_id != text.article_id:
                rows += self._rows(article)
                article = []
            article.append((text, found))
        rows += self._rows(article)
        return CONTRACTS[self.table].from_rows(rows)

    def _read(self, fields: Sequence[FieldText]) -> list[list[Found]]:
        """The spans of each field."""
        places: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for index, field in enumerate(fields):
            for start, end in windows(field.text):
                window = field.text[start:end]
                if window in places or may_hold_name(window):
                    places[window].append((index, start))
        found: list[list[Found]] = [[] for _ in fields]
        texts = list(places)
        size = min(CHUNK_WINDOWS, max(LEAST_CHUNK_WINDOWS, -(-len(texts) // self._threads)))
        chunks = [texts[begin : begin + size] for begin in range(0, len(texts), size)]
        with ThreadPoolExecutor(max_workers=self._threads) as pool:
            spans_of = chain.from_iterable(pool.map(self._window_spans, chunks))
            for window, spans in zip(texts, spans_of, strict=True):
                for start, end, entity_type, score, literal_score in spans:
                    mention = Found(start, end, window[start:end], entity_type, score, literal_score)
                    for index, offset in places[window]:
                        found[index].append(mention._replace(start=offset + start, end=offset + end))
        for mentions in found:
            mentions.sort()
        return found

    def _window_spans(self, texts: Sequence[str]) -> list[Spans]:
        """Character spans of each window, with type, score and literal score."""
        found: list[Spans] = [[] for _ in texts]
        encoded = self._tokens.encode(texts)
        kept_of = self._candidates.kept_of(encoded)
        worth = [i for i, kept in enumerate(kept_of) if len(kept.tokens) > 1]
        tokens = [kept_of[i].tokens for i in worth]
        outputs = ["entity_logits", "token_vectors"] if self._literal_head else ["entity_logits"]
        for group, (logits, *vectors) in run_batches(self._model, [encoded[i] for i in worth], tokens, outputs):
            indices = [worth[i] for i in group]
            begins = np.cumsum([0, *(len(tokens[i]) for i in group)]).tolist()
            rows_of = [kept_of[i].rows + begin for i, begin in zip(indices, begins, strict=False)]
            scores = log_probabilities(logits[np.concatenate(rows_of)], TEMPERATURE)
            spans_of = spans_of_texts(scores, [kept_of[i].words for i in indices])
            for index, rows, spans in zip(indices, rows_of, spans_of, strict=True):
                if spans:
                    of_words = vectors[0][rows] if vectors else None
                    found[index] = list(
                        self._spans(texts[index], encoded[index], kept_of[index].words, spans, of_words)
                    )
        return found

    def _spans(
        self, text: str, tokenised: TokenisedText, words: Ints, spans: Sequence[WordSpan], vectors: Floats | None
    ) -> Iterator[tuple[int, int, str, float, float | None]]:
        """The spans of one window in characters, with the vectors of its kept words where roles are read."""
        for span in spans:
            if span.score < self._least_score:
                continue
            start, end = int(tokenised.starts[words[span.first]]), int(tokenised.ends[words[span.end - 1]])
            start, end = exact_span(text, start, end, span.entity_type)
            if start < end <= start + MAX_MENTION_CHARS and is_written_as_name(text[start:end]):
                literal_score = None if vectors is None else self._literal_score(vectors, span)
                yield start, end, span.entity_type, span.score, literal_score

    def _literal_score(self, vectors: Floats, span: WordSpan) -> float | None:
        head = self._literal_head
        if head is None or span.entity_type not in head.types:
            return None
        return head.score(vectors, span.first, span.end)

    def _rows(self, article: Sequence[tuple[FieldText, list[Found]]]) -> list[dict[str, object]]:
        """The rows of one article."""
        read = (
            self._settled(article) if self._agreement else [(f, mention) for f, found in article for mention in found]
        )
        annotator_id = self.annotator_id
        return [
            {
                "article_id": field.article_id,
                "field": field.field,
                "start_char": mention.start,
                "end_char": mention.end,
                "surface": mention.surface,
                "entity_type": mention.entity_type,
                "local_name": mention.surface,
                "entity_id": None,
                "score": mention.score,
                "literal_score": mention.literal_score,
                "annotator_id": annotator_id,
            }
            for field, mention in read
        ]

    def _settled(self, article: Sequence[tuple[FieldText, list[Found]]]) -> list[tuple[FieldText, Found]]:
        """The mentions of one article after its texts have spoken about them."""
        evidence = Evidence([field.text for field, _ in article], common_words(self._words_file))
        sure = [self._sure(field.text, found, evidence) for field, found in article]
        known = known_of(mention for found in sure for mention in found)
        read = []
        for (field, found), of_field in zip(article, sure, strict=True):
            doubtful = [m for m in found if m.score < self._min_score and not _is_taken(m, of_field)]
            towns = [mention for mention in doubtful if is_dateline(field.text, mention)]
            held = sorted([*of_field, *towns, *supported([m for m in doubtful if m not in towns], known)])
            read += [(field, mention) for mention in sorted([*held, *passed_over(field.text, held, known)])]
        fields = [field for field, _ in read]
        mentions = agreed(located([(field.text, mention) for field, mention in read]))
        mentions = [apposed(field.text, mention) for field, mention in zip(fields, mentions, strict=True)]
        texts = [field.text for field in fields]
        return list(zip(fields, called_by_first_name(list(zip(texts, mentions, strict=True))), strict=True))

    def _sure(self, text: str, found: Sequence[Found], evidence: Evidence) -> list[Found]:
        sure = [mention for mention in found if mention.score >= self._min_score]
        return with_stated(text, weighed(text, sure, evidence), evidence)


def _is_taken(mention: Found, others: Sequence[Found]) -> bool:
    return any(other.start < mention.end and mention.start < other.end for other in others)
