"""Every table that is made, and what makes it: add a line here and the pipeline, the UI and `doctor` know it."""

from pipelines import transforms
from pipelines.catalogue import canonical, copies, derived, events, linking, pairs, speakers, stories, told, workers
from pipelines.catalogue.desk_marts import DESK_MARTS
from pipelines.catalogue.entries import Annotated, Catalogue, Derived, Entry, Ingested, Mart, Published, UnitKind
from pipelines.extensions import offered

_SENTENCE_FACTS = ("core.sentences", "core.entity_mentions", "core.place_mentions", "core.time_mentions", "core.quotes")
"""What events and claims are read from, beside the text."""
_TREND_DAYS = transforms.WINDOW_DAYS

_HOUSE = Catalogue(
    (
        Ingested(tables=("raw.documents", "raw.document_texts", "raw.cut_corrections")),
        Annotated(
            tables=("core.article_occurrences", "ops.set_aside_blocks", "ops.doubtful_merges"),
            reads=("raw.documents", "raw.document_texts", "raw.cut_corrections"),
            worker=workers.segmenter,
            units=UnitKind.DOCUMENT,
            units_sql="documents",
            watches=("raw.documents", "raw.cut_corrections"),
        ),
        Annotated(
            tables=("core.articles", "core.date_evidence"),
            reads=("core.article_occurrences", "raw.documents", "raw.document_texts"),
            worker=workers.article_maker,
            units=UnitKind.DOCUMENT,
            units_sql="cut_documents",
            watches=("core.article_occurrences", "raw.documents"),
        ),
        Derived(
            tables=("ops.article_names", "ops.told_articles"),
            reads=("core.articles", "core.date_evidence", "core.article_occurrences", "raw.documents"),
            make=told.told,
            identity=told.told_identity,
            watches=("core.articles",),
        ),
        Derived(
            tables=("core.duplicates", "ops.copy_bands", "ops.copy_pairs"),
            reads=("core.articles", "core.article_occurrences", "raw.documents"),
            after=("ops.article_names",),
            make=copies.duplicates,
            identity=copies.duplicates_identity,
            watches=("core.articles",),
        ),
        Derived(tables=("core.topics",), make=derived.topics, identity=derived.topics_identity),
        Annotated(tables=("core.sentences",), reads=("core.articles",), worker=workers.sentence_splitter),
        Annotated(
            tables=("core.entity_mentions",), reads=("core.articles", "core.sentences"), worker=workers.entity_reader
        ),
        Annotated(
            tables=("core.quotes",),
            reads=("core.articles", "core.sentences", "core.entity_mentions"),
            worker=workers.quote_reader,
        ),
        Annotated(
            tables=("core.place_mentions",),
            reads=("core.articles", "core.entity_mentions"),
            worker=workers.place_resolver,
        ),
        Annotated(
            tables=("core.article_places",),
            reads=("core.articles", "core.place_mentions"),
            worker=workers.place_weigher,
        ),
        Annotated(
            tables=("core.article_topics",), reads=("core.articles", "core.topics"), worker=workers.topic_classifier
        ),
        Annotated(tables=("core.article_keyphrases",), reads=("core.articles",), worker=workers.keyphrase_extractor),
        Annotated(
            tables=("core.time_mentions",),
            reads=("core.articles",),
            worker=workers.time_tagger,
            units_sql="dated_articles",
            after=("ops.article_names",),
        ),
        Annotated(
            tables=("core.event_mentions",),
            reads=("core.articles", *_SENTENCE_FACTS),
            worker=workers.event_reader,
            units_sql="dated_articles",
            after=("ops.article_names",),
        ),
        Annotated(
            tables=("core.claims",),
            reads=("core.articles", *_SENTENCE_FACTS),
            worker=workers.claim_reader,
            units_sql="dated_articles",
            after=("ops.article_names",),
        ),
        Derived(
            tables=("core.places",),
            reads=("core.place_mentions",),
            make=derived.places,
            identity=derived.places_identity,
            watches=("core.place_mentions",),
        ),
        Derived(
            tables=(
                *("core.entities", "core.entity_aliases", "core.entity_alias_keys"),
                *("ops.entity_merges", "ops.counted_names"),
            ),
            reads=("core.entity_mentions",),
            make=canonical.entities,
            identity=canonical.entities_identity,
            watches=("core.entity_mentions",),
        ),
        Derived(
            tables=("core.entity_links", "core.entity_offices", "ops.packs"),
            reads=("core.articles", "core.entity_mentions", "core.place_mentions", "core.entities"),
            make=linking.entity_links,
            identity=linking.entity_links_identity,
            watches=("core.articles", "core.place_mentions", "core.entities"),
        ),
        Derived(
            tables=("core.article_speakers",),
            reads=("core.quotes", "core.entity_mentions", "core.entities"),
            make=speakers.speakers,
            identity=speakers.speakers_identity,
            watches=("core.quotes", "core.entities"),
        ),
        Derived(
            tables=(
                *("core.stories", "ops.story_terms", "ops.story_links"),
                *("ops.story_tangles", "ops.story_members", "ops.story_merges"),
            ),
            reads=("core.articles", "core.duplicates", "core.entity_mentions", "core.entities"),
            make=stories.stories,
            identity=stories.stories_identity,
            watches=("core.articles", "core.duplicates", "core.entity_mentions", "core.entities"),
        ),
        Derived(
            tables=("core.events", "ops.event_members", "ops.event_links", "ops.event_tangles", "ops.event_merges"),
            reads=(
                *("core.articles", "core.duplicates", "core.stories", "core.entity_mentions", "core.entities"),
                *("core.event_mentions", "core.claims", "core.quotes", "core.article_speakers"),
            ),
            make=events.events,
            identity=events.events_identity,
            watches=(
                *("core.event_mentions", "core.claims", "core.duplicates", "core.entities", "core.stories"),
                "core.article_speakers",
            ),
        ),
        Mart(
            tables=("marts.daily_topics",),
            reads=("core.articles", "core.duplicates", "core.article_topics", "core.topics"),
            transform=transforms.daily_topics,
        ),
        Mart(
            tables=("marts.daily_places",),
            reads=("core.articles", "core.duplicates", "core.article_places", "core.places"),
            transform=transforms.daily_places,
        ),
        Mart(
            tables=("marts.daily_entities",),
            reads=("core.articles", "core.duplicates", "core.entity_mentions", "core.entities"),
            transform=transforms.daily_entities,
        ),
        Mart(
            tables=("marts.place_cells",),
            reads=("core.articles", "core.duplicates", "core.article_places", "core.places"),
            transform=transforms.place_cells,
        ),
        Mart(
            tables=("marts.source_volume", "ops.undated_source_volume"),
            reads=("raw.documents", "core.article_occurrences", "core.articles", "core.duplicates"),
            transform=transforms.source_volume,
        ),
        Mart(
            tables=("marts.trending_entities",),
            reads=("core.articles", "core.duplicates", "marts.daily_entities"),
            transform=transforms.trending_entities,
            days_after=_TREND_DAYS,
            days_before=_TREND_DAYS,
            least_count=transforms.MIN_ARTICLES,
            carried=("entity_id", "canonical_name", "entity_type"),
        ),
        Mart(
            tables=("marts.trending_places",),
            reads=("core.articles", "core.duplicates", "marts.daily_places"),
            transform=transforms.trending_places,
            days_after=_TREND_DAYS,
            days_before=_TREND_DAYS,
            least_count=transforms.MIN_ARTICLES,
            carried=("place_id", "place_name", "country_code"),
        ),
        Derived(
            tables=("marts.entity_pair_counts", "ops.paired_entities", "ops.paired_counts", "ops.single_pairs"),
            reads=("core.articles", "core.duplicates", "core.entity_mentions", "core.entities", "core.place_mentions"),
            make=pairs.pair_counts,
            identity=pairs.pair_counts_identity,
            watches=(
                "core.articles",
                "core.duplicates",
                "core.entity_mentions",
                "core.entities",
                "core.place_mentions",
            ),
        ),
        *DESK_MARTS,
        Published(
            tables=("ops.publications",),
            reads=(
                *(
                    "ops.set_aside_blocks",
                    "ops.doubtful_merges",
                    "core.date_evidence",
                    "core.sentences",
                    "core.article_keyphrases",
                ),
                *("core.time_mentions", "core.entity_aliases", "marts.daily_topics", "marts.daily_entities"),
                *("marts.place_cells", "marts.source_volume", "marts.trending_entities", "marts.trending_places"),
                "marts.entity_pair_counts",
                *(name for entry in DESK_MARTS for name in entry.tables),
                *("core.stories", "core.article_speakers", "core.events"),
                *("core.entity_links", "core.entity_offices"),
            ),
        ),
    )
)
"""The order is an order of making; what is published stands last."""

CATALOGUE = _HOUSE.with_entries(offered("ENTRIES", Entry))
"""The tables of the house and those that the modules in `DATELINE_EXTENSIONS` offer."""
