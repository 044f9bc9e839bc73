"""STIX 2.1 (OASIS Standard, 10 June 2021): reports, identities, locations, what they have to do with each other, statements.

An article is a `report`, one without a day a `grouping`, since a report must say when it was published. A person or organisation is
an `identity`, a place a `location`. Names that stand in one sentence, one of them a literal place, are `related-to` each other; a
statement is a `note` on its speaker. Where each stands in the text is in a property extension with source spans. Ids are
UUIDs of version 5 over the warehouse's own ids.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import product
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from pipelines.exports.scope import Row, Scope

NAMESPACE = uuid5(NAMESPACE_URL, "https://github.com/dateline/stix")
"""All ids are made in it; it never changes."""
IDENTITY_CLASSES = {"PERSON": "individual", "ORG": "organization"}
LEAST_SCORE = 0.5
"""Mentions scored lower are left out: they are more likely wrong."""
Stix = dict[str, Any]


def as_stix(scope: Scope) -> bytes:
    """Return a bundle of what a scope holds, as JSON; objects stand in the order of their ids."""
    writer = _Writer(scope)
    for article in scope.articles:
        writer.add_article(article)
    objects = [writer.objects[key] for key in sorted(writer.objects)]
    bundle = {"type": "bundle", "id": stix_id("bundle", json.dumps([o["id"] for o in objects])), "objects": objects}
    return (json.dumps(bundle, ensure_ascii=False, indent=1) + "\n").encode()


def stix_id(kind: str, *parts: str) -> str:
    """Return the id of an object, which follows from its kind and what identifies it."""
    return f"{kind}--{uuid5(NAMESPACE, chr(31).join((kind, *parts)))}"


def timestamp(moment: datetime) -> str:
    """Return a moment as STIX writes it: UTC, milliseconds, `Z`."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03}Z"


class _Writer:
    """The objects of a bundle by their ids: what many articles name is there once."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._created = timestamp(scope.first_published_at)
        self._modified = timestamp(scope.published_at)
        self.objects: dict[str, Stix] = {}
        self._author = stix_id("identity", "dateline")
        self._spans = stix_id("extension-definition", "source-spans")
        if scope.articles:
            self._put(self._author, "identity", name="Dateline", identity_class="system")
            self._put(
                self._spans,
                "extension-definition",
                name="Source spans",
                description="Where in an article's text something stands: half-open, in Unicode code points.",
                schema='{"type": "object", "properties": {"spans": {"type": "array"}}}',
                version="1.0.0",
                extension_types=["property-extension"],
            )

    def add_article(self, article: Row) -> None:
        """Add an article with what it names."""
        article_id = article["article_id"]
        members = dict(self._named(article_id))
        refs = {member["ref"] for member in members.values()}
        refs.update(self._relations(article_id, members), self._statements(article_id))
        common = {
            "name": article["headline"] or article_id,
            "object_refs": sorted(refs) or [self._author],
            "external_references": [_reference(article)],
        }
        if article["published_date"] is None:
            self._put(stix_id("grouping", article_id), "grouping", context="unspecified", **common)
            return
        day = f"{article['published_date'].isoformat()}T00:00:00.000Z"
        labels = sorted(row["topic_name"] for row in self._scope.of("topics", article_id))
        self._put(
            stix_id("report", article_id),
            "report",
            published=day,
            report_types=["news"],
            **common,
            **({"labels": labels} if labels else {}),
        )

    def _named(self, article_id: str) -> Iterator[tuple[tuple[str, int, int], Stix]]:
        """Yield the mentions of an article by field and span, each with the object that it names."""
        for row in self._scope.of("entity_mentions", article_id):
            if row["entity_type"] in IDENTITY_CLASSES and row["score"] >= LEAST_SCORE:
                ref = self._identity(row["entity_id"], row["canonical_name"], row["entity_type"])
                yield _key(row), {"ref": ref, "row": row, "is_place": False}
        for row in self._scope.of("place_mentions", article_id):
            if row["role"] == "literal" and row["score"] >= LEAST_SCORE:
                yield _key(row), {"ref": self._location(row), "row": row, "is_place": True}

    def _relations(self, article_id: str, members: Mapping[tuple[str, int, int], Stix]) -> Iterator[str]:
        """Add what stands in one sentence as related; yield the relationships' ids."""
        by_pair: dict[tuple[str, str], list[tuple[Row, Row]]] = {}
        for sentence in self._scope.of("sentences", article_id):
            inside = [
                member
                for (field, start, end), member in members.items()
                if field == "text" and sentence["start_char"] <= start and end <= sentence["end_char"]
            ]
            who = [member for member in inside if not member["is_place"]]
            where = [member for member in inside if member["is_place"]]
            for one, other in product(who, where):
                by_pair.setdefault((one["ref"], other["ref"]), []).append((one["row"], other["row"]))
        for (source, target), rows in by_pair.items():
            ref = stix_id("relationship", article_id, source, target)
            least = min(row["score"] for pair in rows for row in pair)
            self._put(
                ref,
                "relationship",
                relationship_type="related-to",
                source_ref=source,
                target_ref=target,
                description="Named in one sentence.",
                confidence=round(100 * least),
                extensions=self._located(row for pair in rows for row in pair),
            )
            yield ref

    def _statements(self, article_id: str) -> Iterator[str]:
        """Add an article's statements whose speaker is known as notes; yield their ids."""
        for row in self._scope.of("quotes", article_id):
            ref = stix_id("note", row["quote_id"])
            speaker = self._identity(row["speaker_entity_id"], row["canonical_name"], row["entity_type"])
            self._put(
                ref,
                "note",
                abstract=f"{row['canonical_name']} {row['cue'] or 'said'}",
                content=row["content"],
                authors=[row["canonical_name"]],
                object_refs=[speaker],
                confidence=round(100 * row["score"]),
                extensions=self._located([{**row, "field": "text", "surface": row["content"]}]),
            )
            yield ref

    def _identity(self, entity_id: str, name: str, entity_type: str) -> str:
        ref = stix_id("identity", entity_id)
        self._put(ref, "identity", name=name, identity_class=IDENTITY_CLASSES.get(entity_type, "unspecified"))
        return ref

    def _location(self, row: Row) -> str:
        ref = stix_id("location", row["place_id"])
        country = {"country": row["country_code"]} if row["country_code"] else {}
        where = {"latitude": row["latitude"], "longitude": row["longitude"]}
        source = {"source_name": "geonames" if row["place_id"].startswith("geonames:") else "dateline"}
        reference = source | {"external_id": row["place_id"].partition(":")[2] or row["place_id"]}
        self._put(ref, "location", name=row["place_name"], **where, **country, external_references=[reference])
        return ref

    def _located(self, rows: Iterable[Row]) -> Stix:
        names = ("article_id", "field", "start_char", "end_char", "surface")
        spans = sorted(({name: row[name] for name in names} for row in rows), key=json.dumps)
        unique = [span for number, span in enumerate(spans) if number == 0 or span != spans[number - 1]]
        return {self._spans: {"extension_type": "property-extension", "spans": unique}}

    def _put(self, ref: str, kind: str, **properties: Any) -> None:  # noqa: ANN401 whatever the object has
        common = {"type": kind, "spec_version": "2.1", "id": ref, "created": self._created, "modified": self._modified}
        author = {} if ref == self._author else {"created_by_ref": self._author}
        self.objects.setdefault(ref, common | author | properties)


def _key(row: Row) -> tuple[str, int, int]:
    return row["field"], row["start_char"], row["end_char"]


def _reference(article: Row) -> Stix:
    reference = {"source_name": article["source_code"] or "unknown", "external_id": article["article_id"]}
    return reference | ({"url": article["url"]} if article["url"] else {})
