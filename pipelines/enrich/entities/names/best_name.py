"""The name to show of an entity, and why each of its other names is there."""

from collections.abc import Iterable, Mapping, Sequence

from pipelines.enrich.entities.names.entity import Entity, Name
from pipelines.enrich.entities.names.folding import folded
from pipelines.enrich.entities.names.groups import Group, GroupId
from pipelines.enrich.entities.names.kinds import LONE, is_abbreviated, kind_of
from pipelines.enrich.entities.names.overrides import Override
from pipelines.enrich.entities.names.places import common_country_name
from pipelines.enrich.entities.names.same_person import EXACT, Match

OVERRIDE = Match(1.0, "override")
SPELLING = Match(0.99, "spelling")
_COUNTRY_TYPES = frozenset({"GPE", "LOC"})
_SHORT_NAMED = frozenset({"GPE", "LOC", "FAC", "NORP"})


def entity_of(groups: Sequence[Group], reasons: Mapping[GroupId, Match], entry: Override | None) -> Entity:
    """Return the entity of groups.

    Args:
        groups: One or more groups of one entity type.
        reasons: Why a group is here; absent for one that nothing was needed for.
        entry: What the alias file says of the entity, or None.
    """
    entity_type, kind = groups[0].entity_type, groups[0].kind
    best, best_group = min(
        ((name, group.id) for group in groups for name in group.names), key=lambda item: _rank(entity_type, item[0])
    )
    shown = entry.name if entry else next(filter(None, map(_country, groups)), best.text)
    given = {folded(alias) for alias in (entry.name, *entry.aliases)} if entry else set()
    reasoned = []
    for name, group in sorted(_names(groups), key=lambda item: item[0].text):
        if folded(name.text) in given:
            reason = OVERRIDE
        elif folded(name.text) == folded(shown):
            reason = EXACT
        elif group.id == best_group:
            reason = SPELLING
        else:
            direct = kind.match(name.text, best.text) if kind.level(name.text) < LONE else None
            reason = direct or reasons.get(group.id, SPELLING)
        reasoned.append((name, reason))
    return Entity(entity_type, shown, entry.wikidata_id if entry else None, tuple(reasoned))


def _country(group: Group) -> str:
    """Return the common full name of a country, whatever it is called here; empty for all else."""
    return common_country_name(group.key) if group.entity_type in _COUNTRY_TYPES else ""


def _names(groups: Sequence[Group]) -> Iterable[tuple[Name, Group]]:
    return ((name, group) for group in groups for name in group.names)


def _rank(entity_type: str, name: Name) -> tuple[bool, bool, int, int, int, str]:
    """The best name to show first: a full form, frequent, and of equals a person's longest and a place's shortest."""
    sign = 1 if entity_type in _SHORT_NAMED else -1
    is_short = kind_of(entity_type).level(name.text) >= LONE
    return (
        is_short,
        is_abbreviated(name.text),
        -name.article_count,
        -name.mention_count,
        sign * len(name.text),
        name.text,
    )
