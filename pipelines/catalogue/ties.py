"""What is tied together, however many steps away, found in tables that DuckDB may put on disk: no memory holds all ties.

In each round a unit joins the smallest one that it is tied to, and ties are drawn again between what is left: a chain is a
quarter as long after it, so that the work is a small multiple of the first round's.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipelines.warehouse import Session

_UNITS = (
    "create or replace temp table tied_units as select unit_id, row_number() over (order by unit_id) as number "
    "from (select one as unit_id from ties union select other from ties)"
)
_EDGES = (
    "create or replace temp table tied_edges as select distinct least(one.number, other.number) as low, "
    "greatest(one.number, other.number) as high from ties inner join tied_units as one on ties.one = one.unit_id "
    "inner join tied_units as other on ties.other = other.unit_id where ties.one <> ties.other"
)
_HOOKS = (
    "create or replace temp table tied_hooks as select high as number, min(low) as label from tied_edges group by high"
)
_JUMP = (
    "create or replace temp table tied_hooks as select hooks.number, coalesce(further.label, hooks.label) as label "
    "from tied_hooks as hooks left join tied_hooks as further on hooks.label = further.number"
)
_CONTRACT = (
    "create or replace temp table tied_edges as select distinct least(one, other) as low, greatest(one, other) as high from "
    "(select coalesce(one.label, edges.low) as one, coalesce(other.label, edges.high) as other from tied_edges as edges "
    "left join tied_hooks as one on edges.low = one.number left join tied_hooks as other on edges.high = other.number) "
    "where one <> other"
)
_LABELS = (
    "create or replace temp table tied_labels as select labels.number, coalesce(hooks.label, labels.label) as label "
    "from tied_labels as labels left join tied_hooks as hooks on labels.label = hooks.number"
)
_JUMPS = 2
"""Times that a step along the chain of smaller units is doubled in one round."""


def tie_together(session: "Session", ties: str, parameters: Mapping[str, Any] | None = None) -> None:
    """Make the temporary table `tied`: one row per unit that has a tie, columns `unit_id` and `label`.

    Two units have the same label exactly when ties lead from one to the other.

    Args:
        session: A session that can write.
        ties: A statement for the ties: columns `one` and `other`, each tie once or more, in any direction.
        parameters: Values of its parameters.
    """
    session.run(f"create or replace temp table ties as {ties}", parameters)
    session.run(_UNITS)
    session.run(_EDGES)
    session.run("create or replace temp table tied_labels as select number, number as label from tied_units")
    while session.scalar("select count(*) from tied_edges"):
        session.run(_HOOKS)
        for _ in range(_JUMPS):
            session.run(_JUMP)
        session.run(_LABELS)
        session.run(_CONTRACT)
    session.run(
        "create or replace temp table tied as select units.unit_id, labels.label "
        "from tied_units as units inner join tied_labels as labels on units.number = labels.number"
    )
    for name in ("ties", "tied_units", "tied_edges", "tied_labels", "tied_hooks"):
        session.run(f"drop table if exists {name}")
