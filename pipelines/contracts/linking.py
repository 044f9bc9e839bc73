"""Links of entities to knowledge packs, and the packs that made them."""

import pyarrow as pa

from pipelines.contracts.table import SCORE, STRING, Column, TableContract

LINKING_TABLES = (
    TableContract(
        "core",
        "entity_links",
        "One row per article and entity that a knowledge pack has a candidate for",
        ("article_id", "entity_id"),
        (
            Column("article_id", STRING, "The article, in core.articles", nullable=False),
            Column("entity_id", STRING, "The entity, in core.entities", nullable=False),
            Column("wikidata_id", STRING, "Who or what it is in this article; NULL where that is not sure"),
            Column("score", SCORE, "Chance that the best candidate is right, 0 to 1", nullable=False),
            Column("candidates", STRING, "JSON list of the best: wikidata_id, name, score, pack_id", nullable=False),
            Column("candidate_count", pa.int64(), "Candidates that were weighed", nullable=False),
            Column("pack_id", STRING, "The pack whose row it is, in ops.packs; NULL without a link"),
            Column("annotator_id", STRING, "Who linked it: version, weights and all packs in use", nullable=False),
        ),
    ),
    TableContract(
        "core",
        "entity_offices",
        "One row per office of a linked person",
        ("entity_id", "office_index"),
        (
            Column("entity_id", STRING, "The person, in core.entities", nullable=False),
            Column("office_index", pa.int64(), "Position among the offices, by first day, from 0", nullable=False),
            Column("wikidata_id", STRING, "The person's item", nullable=False),
            Column("office", STRING, "Name of the office, such as `Minister of Finance`", nullable=False),
            Column("office_wikidata_id", STRING, "The office's item; NULL when unknown"),
            Column("country_code", STRING, "ISO 3166-1 alpha-2 of the country; NULL when unknown"),
            Column("first_day", pa.date32(), "Earliest day that the stated beginning allows; NULL when none is stated"),
            Column("last_day", pa.date32(), "Latest day that the stated end allows; NULL when none is stated"),
            Column("pack_id", STRING, "The pack whose row it is, in ops.packs", nullable=False),
        ),
    ),
    TableContract(
        "ops",
        "packs",
        "One row per version of a pack that was in use for this warehouse",
        ("pack_id",),
        (
            Column("pack_id", STRING, "name@version+digest", nullable=False),
            Column("name", STRING, "Short name", nullable=False),
            Column("kind", STRING, "`knowledge`, `gazetteer` or `events`", nullable=False),
            Column("version", STRING, "Version as its maker counts", nullable=False),
            Column("pack_date", pa.date32(), "The day that its newest facts are of", nullable=False),
            Column("licence", STRING, "Licence of the whole", nullable=False),
            Column("sources", STRING, "JSON list: name, licence, note", nullable=False),
            Column("entity_count", pa.int64(), "Things that it knows", nullable=False),
            Column("signature", STRING, "`signed`, `unsigned`, or by a key that is not trusted here", nullable=False),
            Column("writes", STRING, "The tables that rest on it", nullable=False),
            Column("is_in_use", pa.bool_(), "False for a version that was replaced or removed", nullable=False),
        ),
    ),
)
