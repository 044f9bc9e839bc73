"""Lone surnames and acronyms: which core each stands for, whether that core is decided now or stands unchanged."""

from collections.abc import Iterable, Mapping

from pipelines.enrich.entities.names.clusters import Bearer, Clusters, chosen, may_join
from pipelines.enrich.entities.names.groups import Group, GroupId
from pipelines.enrich.entities.names.neighbourhood import Neighbourhood
from pipelines.enrich.entities.names.same_person import EXACT, Match

Core = int | str
"""A core: the number of a cluster of the part, or the id of a standing entity that does not change."""


Attached = dict[Core, list[int]]
"""The lone clusters that stand for each core."""


def attach_lone(around: Neighbourhood, clusters: Clusters) -> Attached:
    """Attach each cluster of lone names to the one core that it means, if one is meant.

    Clusters that the alias file names come first, so that what it keeps apart from them stays out.
    """
    numbers = {group.id: number for number, group in enumerate(clusters.groups)}
    roots = [root for root, its in clusters.members.items() if all(clusters.groups[index].is_lone for index in its)]
    result: Attached = {}
    reach = {root: _cores(around, clusters, numbers, root) for root in roots}
    around.load_entities({core for found in reach.values() for core in found if isinstance(core, str)})

    def precedence(root: int) -> tuple[bool, GroupId]:
        its = [clusters.groups[index] for index in clusters.members[root]]
        return not any(around.authority.is_named(group) for group in its), min(group.id for group in its)

    for root in sorted(roots, key=precedence):
        choice = _choice(around, clusters, root, reach[root])
        if choice is None:
            continue
        core, match = choice
        rivals = [clusters.groups[index] for other in result.get(core, ()) for index in clusters.members[other]]
        if isinstance(core, str):
            rivals.extend(group for group in around.rest(core) if group.is_lone)
        mine = [clusters.groups[index] for index in clusters.members[root]]
        if not any(around.authority.is_forbidden(one, other) for one in mine for other in rivals):
            result.setdefault(core, []).append(root)
            for index in clusters.members[root]:
                clusters.reasons[index] = min(match, clusters.reasons.get(index, EXACT))
    return result


def _cores(around: Neighbourhood, clusters: Clusters, numbers: Mapping[GroupId, int], root: int) -> dict[Core, Match]:
    """Return the cores that a lone cluster could stand for, each with the best reason."""
    found: dict[Core, Match] = {}
    for index in clusters.members[root]:
        for target, match in around.bearers.get(clusters.groups[index].id, {}).items():
            core: Core = clusters.root(numbers[target]) if target in numbers else around.homes[target]
            found[core] = max(match, found.get(core, match))
    return found


def _choice(
    around: Neighbourhood, clusters: Clusters, root: int, reach: Mapping[Core, Match]
) -> tuple[Core, Match] | None:
    if not reach:
        return None
    cores = list(reach)
    full = [_full_groups(around, clusters, core) for core in cores]
    bearers = [
        Bearer(place, reach[core], sum(group.weight for group in groups), min(group.id for group in groups))
        for place, (core, groups) in enumerate(zip(cores, full, strict=True))
    ]
    mine = sorted((clusters.groups[index] for index in clusters.members[root]), key=lambda group: group.id)
    choice = chosen(mine[0], sum(group.weight for group in mine), bearers)
    if choice is None or not may_join(mine, full[choice[0]], around.authority.is_forbidden):
        return None
    return cores[choice[0]], choice[1]


def _full_groups(around: Neighbourhood, clusters: Clusters, core: Core) -> list[Group]:
    groups: Iterable[Group] = (
        around.rest(core) if isinstance(core, str) else (clusters.groups[index] for index in clusters.members[core])
    )
    return sorted((group for group in groups if not group.is_lone), key=lambda group: group.id)
