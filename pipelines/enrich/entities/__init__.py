"""Entities: mentions of people, organisations and the rest, and the names under which they are one."""

from pathlib import Path

from pipelines.encoder.heads import SpanHead
from pipelines.worker import MODELS, Annotator

SPACY_PREFIX = "spacy:"


def load_recogniser(
    backend: str = "minilm", *, threads: int = 2, models: Path = MODELS, literal_head: SpanHead | None = None
) -> Annotator:
    """The recogniser of `core.entity_mentions` that a setting names.

    Args:
        backend: `minilm` for the recogniser that ships, or `spacy:<pipeline>` for any spaCy pipeline, by package
            name or folder (`spacy:en_core_web_trf`, `spacy:models/mine`).
        threads: CPU threads for inference; spaCy pipelines set their own.
        models: The models folder that the shipped recogniser loads its files from.
        literal_head: Reads `literal_score` beside the entities; spaCy pipelines have no vectors for it.

    Raises:
        ValueError: If the backend has no such form. The message says which forms there are.
        RecogniserUnavailableError: If spaCy or the named pipeline is not installed. The message says how to install it.
    """
    if backend == "minilm":
        from pipelines.enrich.entities.recogniser import EntityRecogniser

        return EntityRecogniser(threads=threads, models=models, literal_head=literal_head)
    if backend.startswith(SPACY_PREFIX) and backend != SPACY_PREFIX:
        from pipelines.enrich.entities.spacy_backend import SpacyRecogniser

        return SpacyRecogniser(pipeline=backend.removeprefix(SPACY_PREFIX))
    raise ValueError(f"entities.backend is {backend!r}; expected 'minilm' or 'spacy:<pipeline>'")
