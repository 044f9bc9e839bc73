"""Builds the annotators that the settings ask for, each at most once a process; loading weights is what takes time."""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import pyarrow as pa

from pipelines.worker import IDENTITY_CHARS, Annotator, Json, Tables

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipelines.enrich.dating import ArticleDater
    from pipelines.enrich.entities.names import Overrides
    from pipelines.enrich.places import PlaceResolver
    from pipelines.enrich.topics import UserScheme
    from pipelines.gazetteer import Gazetteer
    from pipelines.segment import Segmenter
    from pipelines.settings import Settings


View = tuple[tuple[str, str | None], ...]
"""Place or admin id and the country code to show for it; see `Settings.country_view`."""
FOCUS_NAME, FOCUS_VERSION = "place-focus", "1"


class NamedEntityReader(Annotator):
    """A recogniser, followed by the names that its mentions stand for within their article."""

    name: ClassVar[str] = "entities"
    version: ClassVar[str] = "1"
    table: ClassVar[str] = "core.entity_mentions"

    def __init__(self, recogniser: Annotator) -> None:
        self._recogniser = recogniser
        self.requires = recogniser.requires  # type: ignore[misc]  # it needs what its recogniser needs

    def config(self) -> dict[str, Json]:
        """The recogniser's own id."""
        return {"recogniser": self._recogniser.annotator_id}

    @property
    def annotator_id(self) -> str:
        """The recogniser's id with the version of name resolution appended."""
        return f"{self._recogniser.annotator_id}.names{self.version}"

    def predict(self, batch: Tables) -> pa.Table:
        """Mentions with the fullest form of their entity in the article as `local_name`."""
        from pipelines.enrich.entities.names import resolve_local_names

        mentions = resolve_local_names(self._recogniser.predict(batch), batch["core.articles"])
        index = mentions.schema.get_field_index("annotator_id")
        ids = pa.array([self.annotator_id] * mentions.num_rows, pa.string())
        return mentions.set_column(index, mentions.schema.field(index), ids)


@lru_cache(maxsize=4)
def segmenter() -> "Segmenter":
    """Documents into articles."""
    from pipelines.segment import Segmenter

    return Segmenter()


@lru_cache(maxsize=4)
def sentence_splitter() -> Annotator:
    """Articles into sentences."""
    from pipelines.segment import SentenceSplitter

    return SentenceSplitter()


@lru_cache(maxsize=4)
def dater(*, use_neighbours: bool) -> "ArticleDater":
    """Articles to dates."""
    from pipelines.enrich.dating import ArticleDater

    return ArticleDater(use_neighbours=use_neighbours)


def language_detector() -> "Callable[[str], str | None]":
    """Texts to ISO 639-1 codes."""
    from pipelines.enrich.language import detect_language

    return detect_language


@lru_cache(maxsize=4)
def time_tagger() -> Annotator:
    """Articles to time expressions."""
    from pipelines.enrich.times import TimeTagger

    return TimeTagger()


@lru_cache(maxsize=4)
def entity_reader(backend: str, threads: int) -> Annotator:
    """Articles to entity mentions."""
    from pipelines.encoder.heads import load_head
    from pipelines.enrich.entities import load_recogniser
    from pipelines.enrich.entities.recogniser import MODEL_FILE, MODEL_FOLDER
    from pipelines.enrich.places.roles import LITERAL_HEAD_FILE

    head = load_head(LITERAL_HEAD_FILE, MODEL_FOLDER / MODEL_FILE)
    return NamedEntityReader(load_recogniser(backend, threads=threads, literal_head=head))


@lru_cache(maxsize=4)
def gazetteer(path: Path | None, view: View = ()) -> "Gazetteer":
    """Names to places."""
    from pipelines.gazetteer import Gazetteer

    return Gazetteer.load(path, view=dict(view) or None)


@lru_cache(maxsize=4)
def place_resolver(gazetteer_path: Path | None, view: View = ()) -> "PlaceResolver":
    """Entity mentions to places."""
    from pipelines.enrich.places import PlaceResolver

    return PlaceResolver(gazetteer=gazetteer(gazetteer_path, view))


def place_weigher(
    gazetteer_path: Path | None, view: View = ()
) -> "tuple[Callable[[pa.Table, pa.Table], pa.Table], str]":
    """What weighs the places of an article, and its annotator id."""
    from pipelines.enrich.places import article_places

    known = gazetteer(gazetteer_path, view)
    annotator_id = f"{FOCUS_NAME}@{FOCUS_VERSION}+{hashlib.sha256(known.version.encode()).hexdigest()[:IDENTITY_CHARS]}"
    return lambda mentions, articles: article_places(mentions, articles, annotator_id, gazetteer=known), annotator_id


def topic_table(schemes: tuple[Path, ...]) -> pa.Table:
    """Rows of core.topics: IPTC Media Topics and the user's schemes."""
    from pipelines.enrich.topics import topics_table

    return topics_table(topic_schemes(schemes))


@lru_cache(maxsize=4)
def topic_schemes(paths: tuple[Path, ...]) -> "tuple[UserScheme, ...]":
    """The user's own topic schemes."""
    from pipelines.enrich.topics import load_scheme

    return tuple(load_scheme(path) for path in paths)


@lru_cache(maxsize=4)
def topic_classifier(schemes: tuple[Path, ...]) -> Annotator:
    """Articles to topics."""
    from pipelines.enrich.topics import TopicClassifier

    return TopicClassifier(schemes=topic_schemes(schemes))


@lru_cache(maxsize=4)
def keyphrase_extractor() -> Annotator:
    """Articles to keyphrases."""
    from pipelines.enrich.topics import KeyphraseExtractor

    return KeyphraseExtractor()


def overrides(settings: "Settings") -> "Overrides | None":
    """The user's own aliases, read anew each time."""
    from pipelines.enrich.entities.names import load_overrides

    return load_overrides(settings.alias_file) if settings.alias_file else None
