"""`core`: what happened, and what is claimed of it.

Offsets are Unicode code points, half-open, into `core.articles.text` (or `.title` where `field = 'title'`). Columns that an
owner fills later are NULL until `core.events` is made.
"""

import pyarrow as pa

from pipelines.contracts.grouping import TANGLE_COLUMNS
from pipelines.contracts.table import CHAR, SCORE, STRING, Column, TableContract

_OWNER = "core.events"
_SPAN = (
    Column("article_id", STRING, "The article, in core.articles", nullable=False),
    Column("field", STRING, "`text` or `title`: what the offsets count in", nullable=False),
    Column("start_char", CHAR, "First character of the span", nullable=False),
    Column("end_char", CHAR, "One past the last character of the span", nullable=False),
    Column("surface", STRING, "The span's characters as written", nullable=False),
)
_WHEN = (
    Column("earliest", pa.date32(), "First day on which it can have happened; NULL when nothing tells"),
    Column("latest", pa.date32(), "Last day on which it can have happened; NULL when nothing tells, or still ahead"),
    Column("day_basis", STRING, "`text`: a day named beside it; `article`: the article's date; `none`", nullable=False),
)
_WHO_SAYS = (
    Column("quote_id", STRING, "The statement that it stands in, in core.quotes; NULL when the paper tells it"),
    Column("is_asserted", pa.bool_(), "True when the paper itself states it as a fact", nullable=False),
)
_SCORED = (
    Column("score", SCORE, "Probability that the fact is right, 0 to 1", nullable=False),
    Column("annotator_id", STRING, "Who read it, in ops.annotators", nullable=False),
)
TYPE_DOC = (
    "PLOVER type: AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION "
    "MOBILIZE COERCE ASSAULT"
)


def _party(name: str, what: str) -> tuple[Column, ...]:
    return (
        Column(f"{name}_surface", STRING, f"{what}, as written; NULL when the sentence does not say"),
        Column(f"{name}_start_char", CHAR, "Its first character"),
        Column(f"{name}_end_char", CHAR, "One past its last character"),
        Column(f"{name}_entity_id", STRING, "The name in it, in core.entities", owner=_OWNER),
    )


EVENT_TABLES = (
    TableContract(
        "core",
        "event_mentions",
        "One row per event told in a sentence",
        ("event_mention_id",),
        (
            Column("event_mention_id", STRING, "Hash of article, span and type", nullable=False),
            *_SPAN,
            Column("sentence_start_char", CHAR, "First character of its sentence", nullable=False),
            Column("sentence_end_char", CHAR, "One past the last character of its sentence", nullable=False),
            Column("event_id", STRING, "The event, in core.events; NULL below the score that events are made from", owner=_OWNER),
            Column("event_type", STRING, TYPE_DOC, nullable=False),
            Column("mode", STRING, "PLOVER mode, such as `arrest` or `heavy-weapons`; NULL where none is told"),
            Column("expression", STRING, "The listed expression that tells it; `_` is a gap", nullable=False),
            *_party("actor", "Who did it"),
            *_party("target", "To whom it was done"),
            Column("place_id", STRING, "Where, in core.places; NULL when the sentence does not say"),
            *_WHEN,
            Column("status", STRING, "`asserted`, `claimed`, `denied`, `planned`, `threatened` or `hypothetical`", nullable=False),
            Column("factuality_score", SCORE, "From -3 (did not happen) to 3 (happened), as its sentence puts it", nullable=False),
            *_WHO_SAYS,
            *_SCORED,
        ),
    ),
    TableContract(
        "core",
        "claims",
        "One row per claim of control over a place, or of losses, and what is claimed in it",
        ("claim_id",),
        (
            Column("claim_id", STRING, "Hash of article, span and what is claimed", nullable=False),
            *_SPAN,
            Column("sentence_start_char", CHAR, "First character of its sentence", nullable=False),
            Column("sentence_end_char", CHAR, "One past the last character of its sentence", nullable=False),
            Column("kind", STRING, "`control` or `casualties`", nullable=False),
            Column(
                "predicate", STRING,
                "Of control: `holds`, `took`, `lost`, `entered`, `besieges` or `contests`; of casualties: `killed`, `wounded`, "
                "`captured`, `missing`, `displaced`, `shot_down` or `destroyed`",
                nullable=False,
            ),
            Column("is_denied", pa.bool_(), "True when the claim is that it is not so", nullable=False),
            *_party("subject", "Who holds, took or lost the place; whose losses they are"),
            *_party("agent", "Who is said to have caused the losses"),
            Column("place_id", STRING, "The place, in core.places; NULL when not known"),
            Column("count_lowest", pa.int64(), "Least number claimed; NULL when there is none"),
            Column("count_highest", pa.int64(), "Greatest number claimed; NULL when open ('at least 12') or there is none"),
            Column("count_surface", STRING, "The number as written"),
            Column("unit", STRING, "What is counted: `people`, `soldiers`, `civilians`, `children`, `drones`, `tanks`, ..."),
            *_party("claimant", "Who claims it; NULL when the paper says it"),
            *_WHEN,
            *_WHO_SAYS,
            *_SCORED,
        ),
    ),
    TableContract(
        "core",
        "events",
        "One row per event, however often told",
        ("event_id",),
        (
            Column("event_id", STRING, "Stable while most of its mentions stay together", nullable=False),
            Column("event_type", STRING, TYPE_DOC, nullable=False),
            Column("mode", STRING, "PLOVER mode that most mentions tell; NULL where none does"),
            Column("label", STRING, "Words of the sentence that tells it best", nullable=False),
            Column("actor_entity_id", STRING, "Who did it, in core.entities; NULL when not known"),
            Column("target_entity_id", STRING, "To whom, in core.entities; NULL when not known"),
            Column("place_id", STRING, "Where, in core.places; NULL when not known"),
            Column("earliest", pa.date32(), "First day on which it can have happened; NULL when nothing tells"),
            Column("latest", pa.date32(), "Last day on which it can have happened; NULL when nothing tells"),
            Column("story_id", STRING, "The story whose articles tell it most, in core.stories"),
            Column("mention_count", pa.int64(), "Mentions, copies left out", nullable=False),
            Column("article_count", pa.int64(), "Articles that tell it, copies left out", nullable=False),
            Column("source_count", pa.int64(), "Outlets that tell it, those of copies too", nullable=False),
            Column("asserted_count", pa.int64(), "Outlets of which one article states it as a fact", nullable=False),
            Column("claimed_by_count", pa.int64(), "Speakers who claim it", nullable=False),
            Column("denied_count", pa.int64(), "Mentions that say it did not happen", nullable=False),
            Column("score", SCORE, "Probability that it is such an event: that of its best mention", nullable=False),
            Column("representative_mention_id", STRING, "The mention that tells it best", nullable=False),
        ),
    ),
    TableContract(
        "ops",
        "event_links",
        "One row per pair of events of articles that may be one",
        ("local_event_id", "other_local_event_id"),
        (
            Column("local_event_id", STRING, "What one article tells of one event; the smaller id", nullable=False),
            Column("other_local_event_id", STRING, "The greater id", nullable=False),
            Column("score", SCORE, "Probability that they are one event", nullable=False),
        ),
    ),
    TableContract(
        "ops",
        "event_tangles",
        "One row per event of an article of which is known what close links tie to it, however many steps away",
        ("local_event_id",),
        (
            Column("local_event_id", STRING, "What one article tells of one event", nullable=False),
            *TANGLE_COLUMNS,
        ),
    ),
    TableContract(
        "ops",
        "event_members",
        "One row per mention that events are made from",
        ("event_mention_id",),
        (
            Column("event_mention_id", STRING, "The mention, in core.event_mentions", nullable=False),
            Column("article_id", STRING, "Its article, in core.articles", nullable=False),
            Column("local_event_id", STRING, "What its article tells of one event: its first mention's id", nullable=False),
            Column("event_id", STRING, "The event, in core.events", nullable=False),
        ),
    ),
    TableContract(
        "ops",
        "event_merges",
        "One row per event whose mentions moved to another",
        ("from_event_id", "to_event_id"),
        (
            Column("from_event_id", STRING, "The event that they belonged to", nullable=False),
            Column("to_event_id", STRING, "The event that they belong to", nullable=False),
            Column("kind", STRING, "`merge` when none is left in it, else `split`", nullable=False),
            Column("mention_count", pa.int64(), "How many moved", nullable=False),
            Column("moved_at", pa.timestamp("us", tz="UTC"), "When", nullable=False),
        ),
    ),
)  # fmt: skip
