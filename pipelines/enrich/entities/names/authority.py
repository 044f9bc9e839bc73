"""Who is who by a list, whatever the rules say: the user's alias file and the well-known names, looked up by name."""

from collections.abc import Iterable

from pipelines.enrich.entities.names.folding import folded
from pipelines.enrich.entities.names.groups import Group
from pipelines.enrich.entities.names.overrides import Override, Overrides
from pipelines.enrich.entities.names.well_known import well_known_names


class Authority:
    """The entries of an alias file and the lists that ship, by entity type and folded name."""

    def __init__(self, overrides: Overrides | None = None) -> None:
        self.entries: tuple[Override, ...] = tuple(overrides or ())
        self._named: dict[tuple[str, str], set[int]] = {}
        self._excluded: dict[tuple[str, str], set[int]] = {}
        for number, entry in enumerate(self.entries):
            for name in (entry.name, *entry.aliases):
                self._named.setdefault((entry.entity_type, folded(name)), set()).add(number)
            for name in entry.others:
                self._excluded.setdefault((entry.entity_type, folded(name)), set()).add(number)

    def entries_of(self, group: Group) -> set[int]:
        """Return the numbers of the entries of the alias file that name a group."""
        return self._numbers(self._named, group) if self._named else set()

    def is_named(self, group: Group) -> bool:
        """True when the alias file says who a group is."""
        return bool(self.entries_of(group))

    def listed(self, group: Group) -> set[str]:
        """Return the well-known entities that a group is a name of."""
        known = well_known_names(group.entity_type)
        return {known[letters] for letters in _letters(group) if letters in known} if known else set()

    def must_keys(self, group: Group) -> Iterable[str]:
        """Yield the keys that groups share which a list says are one."""
        for number in sorted(self.entries_of(group)):
            yield f"entry:{number}"
        for entity in sorted(self.listed(group)):
            yield f"listed:{entity}"

    def is_forbidden(self, one: Group, other: Group) -> bool:
        """True when the alias file says that two groups are not one entity."""
        if not self._named:
            return False
        mine, theirs = self.entries_of(one), self.entries_of(other)
        if mine and theirs and not mine & theirs:
            return True
        return bool(mine & self._numbers(self._excluded, other) or theirs & self._numbers(self._excluded, one))

    def _numbers(self, table: dict[tuple[str, str], set[int]], group: Group) -> set[int]:
        return {number for letters in _letters(group) for number in table.get((group.entity_type, letters), ())}


def _letters(group: Group) -> set[str]:
    return {folded(name.text) for name in group.names}
