"""Any spaCy pipeline as the recogniser: `entities.backend = "spacy:en_core_web_trf"`."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar

import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.enrich.entities.names.folding import cleaned
from pipelines.enrich.entities.titles import exact_span
from pipelines.worker import Annotator, FieldText, Json, field_texts

ONTONOTES = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW"})
LABELS: Mapping[str, str] = {
    "PER": "PERSON", "PERS": "PERSON", "persName": "PERSON", "PRS": "PERSON", "ORGANIZATION": "ORG", "ORGANISATION": "ORG", "orgName": "ORG",
    "LOCATION": "LOC", "placeName": "GPE", "geogName": "LOC", "GPE_LOC": "GPE", "GPE_ORG": "GPE", "FACILITY": "FAC", "EVT": "EVENT", "PROD": "PRODUCT",
    "DRV": "NORP", "WORK": "WORK_OF_ART",
}  # fmt: skip
"""Labels of other schemes that mean one OntoNotes type; what a pipeline finds under another label is left out (dates,
numbers, and CoNLL's MISC, which is no type of its own)."""
MAX_PIECE_CHARS = 100_000
"""spaCy's parser and NER need memory in proportion to a text; longer ones are read in pieces cut at white space."""
BATCH_SIZE = 32
DEFAULT_SCORE = 0.9
"""spaCy's NER gives no probabilities; its published pipelines reach a precision of about .9 on news."""


class RecogniserUnavailableError(RuntimeError):
    """spaCy, or the pipeline that the settings name, is not installed; the message says how to install it."""


class SpacyRecogniser(Annotator):
    """Entity mentions as a spaCy pipeline finds them, with this project's boundaries and types.

    Args:
        pipeline: Name of an installed pipeline package, or a folder that `nlp.to_disk` wrote.

    Raises:
        RecogniserUnavailableError: If spaCy or the pipeline is missing, or the pipeline finds no entities.
    """

    name: ClassVar[str] = "entities-spacy"
    version: ClassVar[str] = "1"
    table: ClassVar[str] = "core.entity_mentions"

    def __init__(self, *, pipeline: str) -> None:
        self._pipeline = pipeline
        self._nlp = _loaded(pipeline)

    def config(self) -> dict[str, Json]:
        """The pipeline with its version, and spaCy's."""
        meta = self._nlp.meta
        return {
            "pipeline": f"{meta.get('lang')}_{meta.get('name')}@{meta.get('version')}",
            "spacy": meta.get("spacy_version", ""),
        }

    def files(self) -> tuple[Path, ...]:
        """Every file of the pipeline's folder: its weights change without its version when it is trained again."""
        folder = self._nlp.path
        return tuple(sorted(path for path in Path(folder).rglob("*") if path.is_file())) if folder else ()

    def predict(self, batch: Mapping[str, pa.Table]) -> pa.Table:
        """Rows of `core.entity_mentions`; `local_name` is the cleaned surface, `entity_id` NULL."""
        rows: list[dict[str, Json]] = []
        pieces = (
            (piece, (text, offset))
            for text in field_texts(batch["core.articles"])
            for offset, piece in _pieces(text.text)
        )
        stream = self._nlp.pipe(pieces, as_tuples=True, batch_size=BATCH_SIZE)
        for doc, (text, offset) in stream:
            rows.extend(self._row(text, start, end, label) for start, end, label in _spans(doc, text.text, offset))
        return CONTRACTS[self.table].from_rows(rows)

    def _row(self, text: FieldText, start: int, end: int, entity_type: str) -> dict[str, Json]:
        surface = text.text[start:end]
        return {
            "article_id": text.article_id,
            "field": text.field,
            "start_char": start,
            "end_char": end,
            "surface": surface,
            "entity_type": entity_type,
            "local_name": cleaned(surface),
            "score": DEFAULT_SCORE,
            "annotator_id": self.annotator_id,
        }


def _loaded(pipeline: str) -> Any:  # noqa: ANN401 - spaCy ships no types that hold without it
    try:
        import spacy
    except ImportError as error:
        raise RecogniserUnavailableError(
            f"entities.backend is 'spacy:{pipeline}', but spaCy is not installed; install it with: pip install 'dateline[spacy]'"
        ) from error
    try:
        nlp = spacy.load(Path(pipeline) if Path(pipeline).is_dir() else pipeline)
    except OSError as error:
        raise RecogniserUnavailableError(
            f"spaCy pipeline {pipeline!r} is not installed; install it with: python -m spacy download {pipeline}, "
            f"or give the folder of a pipeline on disk"
        ) from error
    if not {"ner", "entity_ruler", "span_ruler", "beam_ner", "spancat"} & set(nlp.pipe_names):
        raise RecogniserUnavailableError(
            f"spaCy pipeline {pipeline!r} finds no entities (it has {', '.join(nlp.pipe_names) or 'no parts'}); choose one with 'ner'"
        )
    nlp.max_length = max(nlp.max_length, MAX_PIECE_CHARS + 1)
    return nlp


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """The text in pieces of at most `MAX_PIECE_CHARS`, each with its offset; cut at a line end or a space."""
    start = 0
    while start < len(text):
        end = min(start + MAX_PIECE_CHARS, len(text))
        if end < len(text):
            cut = max(text.rfind("\n", start, end), text.rfind(" ", start, end))
            end = cut + 1 if cut > start else end
        yield start, text[start:end]
        start = end


def _spans(doc: Any, text: str, offset: int) -> Iterator[tuple[int, int, str]]:  # noqa: ANN401
    """The document's entities as spans of `text`, trimmed, mapped to OntoNotes types, not overlapping."""
    last_end = -1
    for entity in sorted(doc.ents, key=lambda found: found.start_char):
        entity_type = LABELS.get(entity.label_, entity.label_)
        start, end = exact_span(text, entity.start_char + offset, entity.end_char + offset, entity_type)
        if entity_type in ONTONOTES and start < end and start >= last_end:
            last_end = end
            yield start, end, entity_type
