"""`marts`: what rises and bursts, maps at several scales, spellings, stories day by day, and the quality of the data."""

import pyarrow as pa

from pipelines.contracts.table import SCORE, STRING, Column, TableContract

_COUNT = pa.int64()
_DAY = Column("published_date", pa.date32(), "Day of publication", nullable=False)
_DAY_OR_NONE = Column("published_date", pa.date32(), "Day of publication; NULL when unknown")
_SOURCE = Column("source_code", STRING, "Who published it, in raw.documents", nullable=False)
_ARTICLES = Column("article_count", _COUNT, "Distinct articles without copies", nullable=False)
_COPIES = Column("copy_count", _COUNT, "Copies of other articles beside these", nullable=False)
_INFERRED = Column("inferred_count", _COUNT, "Of these articles, dated from their text", nullable=False)

DESK_MART_TABLES = (
    TableContract(
        "marts",
        "trending_topics",
        "One row per day and topic that two or more articles have, and more than the 28 days before let expect",
        ("published_date", "topic_code"),
        (
            _DAY,
            Column("topic_code", STRING, "The topic, in core.topics", nullable=False),
            Column("topic_name", STRING, "English name", nullable=False),
            _ARTICLES,
            Column("baseline_count", _COUNT, "Articles that have it in the 28 days before", nullable=False),
            Column(
                "expected_count", SCORE, "Articles of the day that would, at the rate of these days", nullable=False
            ),
            Column("trend_score", SCORE, "ln((article_count + 1) / (expected_count + 1))", nullable=False),
            Column("z_score", SCORE, "(article_count - expected_count) / sqrt(expected_count + 1)", nullable=False),
        ),
    ),
    TableContract(
        "marts",
        "bursts",
        "One row per day and entity, place or topic that two or more articles name, and more than its past lets expect",
        ("published_date", "kind", "item_id"),
        (
            _DAY,
            Column("kind", STRING, "`entity`, `place` or `topic`", nullable=False),
            Column("item_id", STRING, "In core.entities, core.places or core.topics", nullable=False),
            Column("item_name", STRING, "Its name", nullable=False),
            _ARTICLES,
            Column("baseline_count", _COUNT, "Articles that name it in the 56 days before", nullable=False),
            Column(
                "expected_count",
                SCORE,
                "Articles that would, given these, the day's volume and its weekday",
                nullable=False,
            ),
            Column(
                "weekday_factor",
                SCORE,
                "How much more it is named on this weekday; near 1 when little is known",
                nullable=False,
            ),
            Column(
                "burst_score",
                SCORE,
                "Normal deviate of so many or more under a Gamma-Poisson model of its past (Heard and others 2010)",
                nullable=False,
            ),
        ),
    ),
    TableContract(
        "marts",
        "place_cell_levels",
        "One row per day, H3 resolution and cell in which places stand that the day's articles mention",
        ("published_date", "h3_resolution", "h3_cell"),
        (
            _DAY,
            Column(
                "h3_resolution",
                pa.int32(),
                "1, 3, 5 or 7: cells some 420, 60, 8.5 and 1.2 km to a side",
                nullable=False,
            ),
            Column("h3_cell", STRING, "H3 cell of this resolution", nullable=False),
            Column("parent_h3_cell", STRING, "The cell around it of the next coarser resolution; NULL at the coarsest"),
            Column(
                "latitude",
                SCORE,
                "Centre of its mentioned places, weighted by mentions, WGS 84 degrees",
                nullable=False,
            ),
            Column(
                "longitude",
                SCORE,
                "Centre of its mentioned places, weighted by mentions, WGS 84 degrees",
                nullable=False,
            ),
            Column("place_count", _COUNT, "Distinct places of the cell that are mentioned", nullable=False),
            _ARTICLES,
            _INFERRED,
            Column("mention_count", _COUNT, "Mentions", nullable=False),
            Column("literal_count", _COUNT, "Mentions that mean the location itself", nullable=False),
        ),
    ),
    TableContract(
        "marts",
        "source_spellings",
        "One row per source, day, place and spelling; the day is NULL for articles that no date is known of",
        ("source_code", "published_date", "place_id", "surface"),
        (
            _SOURCE,
            _DAY_OR_NONE,
            Column("place_id", STRING, "The place, in core.places", nullable=False),
            Column("surface", STRING, "The spelling, as it stands in texts", nullable=False),
            Column("article_count", _COUNT, "Articles without copies that spell it so", nullable=False),
            Column("mention_count", _COUNT, "Mentions of the location itself, without those in copies", nullable=False),
            Column("copy_mention_count", _COUNT, "Mentions in copies of other articles", nullable=False),
        ),
    ),
    TableContract(
        "marts",
        "story_timeline",
        "One row per story and day on which an article tells it",
        ("published_date", "story_id"),
        (
            _DAY,
            Column("story_id", STRING, "The story, in core.stories", nullable=False),
            _ARTICLES,
            _COPIES,
            Column("source_count", _COUNT, "Sources that brought it on the day, with copies", nullable=False),
        ),
    ),
    TableContract(
        "marts",
        "data_quality",
        "One row per source and day; the day is NULL for articles that no date is known of",
        ("source_code", "published_date"),
        (
            _SOURCE,
            _DAY_OR_NONE,
            _ARTICLES,
            _COPIES,
            _INFERRED,
            Column(
                "low_scored_date_count", _COUNT, "Of these articles, with a date scored under a half", nullable=False
            ),
            Column("place_mention_count", _COUNT, "Names of places in them", nullable=False),
            Column("resolved_count", _COUNT, "Of these, resolved to a place of that name", nullable=False),
            Column("container_count", _COUNT, "Of these, put into the place around them", nullable=False),
            Column("low_scored_place_count", _COUNT, "Of these, scored under a half", nullable=False),
            Column("entity_mention_count", _COUNT, "Names of entities in them", nullable=False),
            Column("low_scored_entity_count", _COUNT, "Of these, scored under a half", nullable=False),
        ),
    ),
)
