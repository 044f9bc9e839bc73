"""A warehouse with two weeks of news, small enough to count by hand; marts are made by the house's own transforms."""

from datetime import UTC, date, datetime

import polars as pl
import pyarrow as pa
import pytest

from pipelines.contracts import CONTRACTS
from pipelines.transforms.daily_entities import daily_entities
from pipelines.transforms.daily_places import daily_places
from pipelines.transforms.daily_topics import daily_topics
from pipelines.warehouse import Warehouse
from pipelines.warehouse.publishing import publish

NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)
MONDAY = date(2026, 3, 16)
PLACES = {
    "Kupyansk": ("geonames:1", 49.7, 37.6, "PPL", "UA"),
    "Kyiv": ("geonames:2", 50.4, 30.5, "PPLC", "UA"),
    "Ukraine": ("geonames:3", 49.0, 32.0, "PCLI", "UA"),
    "Vienna": ("geonames:4", 48.2, 16.4, "PPLC", "AT"),
}
SURFACES = {"Kupyansk": "Kupyansk", "Kupiansk": "Kupyansk", "Kyiv": "Kyiv", "Vienna": "Vienna", "Ukraine": "Ukraine"}
PEOPLE = {"Oleh Marchenko": "e1", "Henrike Solberg": "e2"}


class Builder:
    """Puts articles into a warehouse with the facts that stand in their words."""

    def __init__(self, path):
        self.warehouse = Warehouse(path)
        self.rows = {}

    def add(self, table, **row):
        self.rows.setdefault(table, []).append(row)

    def article(
        self,
        article_id,
        text,
        *,
        day=MONDAY,
        title=None,
        source="wire",
        url=None,
        story=None,
        basis="metadata",
        copies=None,
    ):
        """An article whose places and people are found by their names."""
        by = {"annotator_id": "x@1+0"}
        self.add(
            "raw.documents",
            document_id=f"d-{article_id}", source_code=source, uri=f"{source}.jsonl", media_type="text/plain", is_dump=False,
            url=url, content_sha256=article_id, byte_count=len(text), char_count=len(text), collected_at=NOW, batch_id="b",
            is_current=True,
        )  # fmt: skip
        self.add(
            "core.article_occurrences",
            article_id=article_id, document_id=f"d-{article_id}", ordinal=0, start_char=0, end_char=len(text),
            boundary_score=1.0, boundary_basis="document", **by,
        )  # fmt: skip
        self.add(
            "core.articles",
            article_id=article_id, text=text, title=title, is_title_in_text=False, word_count=len(text.split()),
            published_date=day, published_basis=basis if day else "none", story_id=story, is_current=True,
            document_id=f"d-{article_id}", **by,
        )  # fmt: skip
        self.add(
            "core.sentences",
            article_id=article_id,
            sentence_index=0,
            start_char=0,
            end_char=len(text),
            kind="sentence",
            **by,
        )
        if copies:
            self.add(
                "core.duplicates",
                article_id=article_id, canonical_article_id=copies, kind="copy", similarity_score=1.0, added_word_count=0,
                removed_word_count=0, is_title_changed=False,
            )  # fmt: skip
        for surface, name in SURFACES.items():
            if (start := text.find(surface)) >= 0:
                span = {
                    "article_id": article_id,
                    "field": "text",
                    "start_char": start,
                    "end_char": start + len(surface),
                }
                place_id, latitude, longitude, _, country = PLACES[name]
                self.add(
                    "core.place_mentions",
                    **span, surface=surface, place_id=place_id, latitude=latitude, longitude=longitude, country_code=country,
                    resolution_basis="gazetteer", role="literal", role_score=0.9, score=0.9, **by,
                )  # fmt: skip
                self.add(
                    "core.article_places",
                    article_id=article_id, place_id=place_id, mention_count=1, literal_count=1, focus_score=0.5, is_focus=True,
                    **by,
                )  # fmt: skip
        for name, entity_id in PEOPLE.items():
            if (start := text.find(name)) >= 0:
                self.add(
                    "core.entity_mentions",
                    article_id=article_id, field="text", start_char=start, end_char=start + len(name), surface=name,
                    entity_type="PERSON", local_name=name, entity_id=entity_id, score=0.9, **by,
                )  # fmt: skip

    def story(self, story_id, label, representative, day=MONDAY):
        self.add(
            "core.stories",
            story_id=story_id, label=label, first_published_date=day, last_published_date=day, article_count=1, copy_count=0,
            source_count=1, representative_article_id=representative,
        )  # fmt: skip

    def publish(self):
        """Write what was added, with places, people and marts, and put the copy where readers look."""
        for name, (place_id, latitude, longitude, feature, country) in PLACES.items():
            self.add(
                "core.places",
                place_id=place_id, name=name, feature_class=feature[0] if feature[:3] != "PCL" else "A", feature_code=feature,
                country_code=country, latitude=latitude, longitude=longitude, h3_cell="x",
            )  # fmt: skip
        for name, entity_id in PEOPLE.items():
            self.add(
                "core.entities",
                entity_id=entity_id, canonical_name=name, entity_type="PERSON", mention_count=1, article_count=1,
            )  # fmt: skip
        tables = {name: CONTRACTS[name].from_rows(rows) for name, rows in self.rows.items()}
        for mart in (daily_entities, daily_places, daily_topics):
            frames = {
                name: pl.from_arrow(tables.get(f"core.{name}", CONTRACTS[f"core.{name}"].empty())).lazy()
                for name in mart.__annotations__
                if name != "return"
            }
            tables[f"marts.{mart.__name__}"] = CONTRACTS[f"marts.{mart.__name__}"].conform(
                mart(**frames).collect().to_arrow()
            )
        with self.warehouse.writer() as session, session.transaction():
            for name, rows in tables.items():
                session.append(name, rows)
            changed = pa.table({"change_number": [1], "table_name": ["core.articles"], "unit_id": ["a"]})
            session.run("insert into ops.changes by name from changed", changed=changed)
        publish(self.warehouse, NOW)
        return self.warehouse


@pytest.fixture
def builder(tmp_path):
    return Builder(tmp_path / "w.duckdb")


@pytest.fixture(scope="session")
def news(tmp_path_factory):
    """Two sources on one happening, a copy, an earlier week, and an article without a date."""
    builder = Builder(tmp_path_factory.mktemp("news") / "w.duckdb")
    builder.article(
        "a", "Shelling picked up around Kupyansk, said Oleh Marchenko.", title="Shelling in Kupyansk", story="s",
        url="https://example.org/a",
    )  # fmt: skip
    builder.article("b", "Repairs go on in Kupiansk, Oleh Marchenko said.", source="herald", story="s", basis="text")
    builder.article(
        "c", "Shelling picked up around Kupyansk, said Oleh Marchenko. (Wire)", source="mirror", story="s", copies="a"
    )
    builder.article("d", "Envoys met in Vienna.", source="herald", day=date(2026, 3, 17), story="t")
    builder.article("e", "Henrike Solberg went to Vienna.", day=date(2026, 3, 2))
    builder.article("f", "Nobody knows when this was, in Kyiv.", day=None)
    builder.story("s", "Shelling in Kupyansk", "a")
    builder.story("t", "Envoys met", "d", date(2026, 3, 17))
    return builder.publish()
