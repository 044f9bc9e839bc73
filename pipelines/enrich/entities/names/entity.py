"""What the other modules of names speak of: a name with its counts, and names that are one entity."""

from dataclasses import dataclass

from pipelines.enrich.entities.names.same_person import Match


@dataclass(frozen=True, slots=True)
class Name:
    """A local name as it came in, and how often."""

    text: str
    mention_count: int
    article_count: int


@dataclass(frozen=True, slots=True)
class Entity:
    """Names that are one entity.

    Attributes:
        entity_type: OntoNotes name.
        canonical_name: Best full form.
        wikidata_id: From the alias file, or None.
        names: All names with why each is here; the canonical one need not be among them when an alias file gives it.
    """

    entity_type: str
    canonical_name: str
    wikidata_id: str | None
    names: tuple[tuple[Name, Match], ...]
