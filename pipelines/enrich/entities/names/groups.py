"""Groups: the names that are one beyond doubt, compared with other groups as one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipelines.enrich.entities.names.entity import Name
from pipelines.enrich.entities.names.kinds import LONE, Kind, kind_of

GroupId = tuple[str, str]
"""Entity type and name key: `("PERSON", "vladimirputin")`."""


@dataclass(frozen=True, slots=True)
class Group:
    """Names of one entity type and one name key.

    Attributes:
        entity_type: OntoNotes name.
        key: The name key.
        name: The form that stands for the group in comparisons: the fullest, whatever the counts are.
        level: How much of a name `name` is, from `FULLEST` to `LONE`.
        weight: Articles (at least one per name) in which the names stand.
        names: The names in alphabetical order.
        id: What tells this group from all others: its type and key.
    """

    entity_type: str
    key: str
    name: str
    level: int
    weight: int
    names: tuple[Name, ...]
    id: GroupId = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", (self.entity_type, self.key))

    @property
    def kind(self) -> Kind:
        """How names of this type are compared."""
        return kind_of(self.entity_type)

    @property
    def is_lone(self) -> bool:
        """True for a surname or an acronym, which stands for a fuller name."""
        return self.level >= LONE


def name_key(entity_type: str, name: str) -> str:
    """Return what names of one group share."""
    return kind_of(entity_type).key(name)


def group_of(entity_type: str, key: str, names: Sequence[Name]) -> Group:
    """Return the group of one or more names that share a name key."""
    kind = kind_of(entity_type)
    best = min(names, key=lambda name: (kind.level(name.text), name.text.isupper(), -len(name.text), name.text))
    weight = sum(max(name.article_count, 1) for name in names)
    ordered = tuple(sorted(names, key=lambda name: name.text))
    return Group(entity_type, key, best.text, kind.level(best.text), weight, ordered)


def groups_of(names: Iterable[tuple[str, Name]]) -> dict[GroupId, Group]:
    """Return the groups of names, each given with its entity type."""
    members: dict[GroupId, list[Name]] = {}
    for entity_type, name in names:
        members.setdefault((entity_type, name_key(entity_type, name.text)), []).append(name)
    return {group_id: group_of(*group_id, found) for group_id, found in members.items()}
