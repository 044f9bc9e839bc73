"""Ids of groups (stories, events) that stand for others, or once did: looked up for the ids that may be made, never read as a whole."""

from collections.abc import Collection, Container, Sequence
from itertools import islice
from typing import TYPE_CHECKING

import pyarrow as pa

if TYPE_CHECKING:
    from pipelines.warehouse import Session

LOOKED_UP = 2
"""Attempts per group that are looked up together; a third one is asked for alone, and hardly ever needed."""


class IdsInUse(Container[str]):
    """Ids that new groups may not have: its cost follows the groups, not the corpus.

    Args:
        session: A session on the warehouse.
        used: A statement for the ids in use: one column, `id`.
        groups: The groups; an id is made from the first member.
        own: Ids of these groups themselves, which are not in use by others.
    """

    def __init__(self, session: "Session", used: str, groups: Sequence[Sequence[str]], own: Collection[str]) -> None:
        from pipelines.enrich.stories.naming import attempts

        self._session = session
        self._used = used
        self._own = own
        self._known = {attempt for group in groups for attempt in islice(attempts(group[0]), LOOKED_UP)}
        wanted = pa.table({"id": pa.array(sorted(self._known), pa.string())})
        found = session.query(f"select id from ({used}) as used where id in (select id from wanted)", wanted=wanted)
        self._taken = set(found.column("id").to_pylist())

    def __contains__(self, wanted: object) -> bool:
        """Tell whether an id is in use."""
        if wanted in self._own:
            return False
        if wanted in self._known:
            return wanted in self._taken
        return bool(self._session.scalar(f"select 1 from ({self._used}) as used where id = $id", {"id": wanted}))
