"""Builds the workers that the settings ask for, each at most once per process; loading weights is what takes time."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, lru_cache, wraps
from typing import TYPE_CHECKING, TypeVar

from pipelines.loading import loading

if TYPE_CHECKING:
    from pathlib import Path

    from pipelines.enrich.linking import EntityLinker
    from pipelines.gazetteer import Gazetteer
    from pipelines.settings import Settings
    from pipelines.worker import Worker

Built = TypeVar("Built")


@dataclass(frozen=True, slots=True)
class _Asked:
    """Settings as the key of a cache, which they cannot be themselves."""

    key: str
    settings: "Settings" = field(compare=False)


def once(build: "Callable[[Settings], Built]") -> "Callable[[Settings], Built]":
    """Build a thing once per process and settings."""

    @cache
    def built(asked: _Asked) -> Built:
        with loading():  # what a model holds stays until all are let go
            return build(asked.settings)

    @wraps(build)
    def cached(settings: "Settings") -> Built:
        return built(_Asked(settings.model_dump_json(), settings))

    return cached


@once
def segmenter(settings: "Settings") -> "Worker":
    """Build what cuts documents into articles."""
    from pipelines.segment import Segmenter
    from pipelines.segment.cutting import DocumentCutter

    return DocumentCutter(Segmenter(models=settings.models))


@once
def article_maker(settings: "Settings") -> "Worker":
    """Build what gives articles their title, language and date."""
    from pipelines.enrich.articles import ArticleMaker
    from pipelines.enrich.dating import ArticleDater

    return ArticleMaker(ArticleDater(use_neighbours=settings.use_dump_neighbours, models=settings.models))


@once
def sentence_splitter(settings: "Settings") -> "Worker":  # noqa: ARG001 every builder takes the settings
    """Build what cuts articles into sentences."""
    from pipelines.segment import SentenceSplitter

    return SentenceSplitter()


@once
def entity_reader(settings: "Settings") -> "Worker":
    """Build what finds entities in articles."""
    from pipelines.enrich.entities.named import NamedEntityReader

    return NamedEntityReader(settings.entities_backend, threads=settings.threads_per_model, models=settings.models)


@once
def quote_reader(settings: "Settings") -> "Worker":
    """Build what tells who says what."""
    from pipelines.enrich.quotes.reader import QuoteReader

    return QuoteReader(models=settings.models)


@once
def gazetteer(settings: "Settings") -> "Gazetteer":
    """Load the places by name."""
    from pipelines.gazetteer import Gazetteer

    return Gazetteer.load(settings.gazetteer_file, view=dict(settings.view) or None)


@once
def place_resolver(settings: "Settings") -> "Worker":
    """Build what resolves place names."""
    from pipelines.enrich.places import PlaceResolver

    return PlaceResolver(gazetteer=gazetteer(settings), models=settings.models)


@once
def place_weigher(settings: "Settings") -> "Worker":
    """Build what tells the places that an article is about."""
    from pipelines.enrich.places.weigher import PlaceWeigher

    return PlaceWeigher(gazetteer(settings))


@once
def topic_classifier(settings: "Settings") -> "Worker":
    """Build what tells the topics of articles."""
    from pipelines.enrich.topics import TopicClassifier, load_scheme

    schemes = tuple(load_scheme(path) for path in settings.topic_schemes)
    return TopicClassifier(schemes=schemes, models=settings.models)


@once
def keyphrase_extractor(settings: "Settings") -> "Worker":  # noqa: ARG001 every builder takes the settings
    """Build what finds keyphrases."""
    from pipelines.enrich.topics import KeyphraseExtractor

    return KeyphraseExtractor()


@once
def time_tagger(settings: "Settings") -> "Worker":  # noqa: ARG001 every builder takes the settings
    """Build what finds time expressions."""
    from pipelines.enrich.times import TimeTagger

    return TimeTagger()


def entity_linker(settings: "Settings") -> "EntityLinker":
    """Build what links entities to the packs that are installed and those that ship, again when they are others."""
    from pipelines.knowledge.shelf import shelved

    packs = [pack for pack in shelved(settings.home) if pack.manifest and pack.manifest.kind == "knowledge"]
    folders = tuple((pack.folder, pack.manifest.pack_id) for pack in packs if pack.manifest and not pack.problem)
    return _entity_linker(folders, tuple(pack.problem for pack in packs if pack.problem), settings.models)


@lru_cache(maxsize=4)
def _entity_linker(
    folders: "tuple[tuple[Path, str], ...]", problems: tuple[str, ...], models: "Path"
) -> "EntityLinker":
    from pipelines.enrich.linking import EntityLinker
    from pipelines.knowledge import KnowledgeBase

    return EntityLinker([KnowledgeBase(folder) for folder, _ in folders], problems=problems, models=models)


@once
def event_reader(settings: "Settings") -> "Worker":
    """Build what finds the events that sentences tell."""
    from pipelines.enrich.events.reader import EventReader

    return EventReader(models=settings.models)


@once
def claim_reader(settings: "Settings") -> "Worker":
    """Build what finds claims of control and of losses."""
    from pipelines.enrich.events.claims.reader import ClaimReader

    return ClaimReader(models=settings.models)
