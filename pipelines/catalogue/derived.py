"""What makes the tables that follow from others as a whole: topics and places in use.

Canonical entities and their pairs have modules of their own, `canonical` and `pairs`. Each function brings its tables up to date in short
commits, for the units that changed or, when told None, for all, and returns what it did.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pyarrow as pa

from pipelines.catalogue import workers
from pipelines.contracts import CONTRACTS

if TYPE_CHECKING:
    from pipelines.settings import Settings
    from pipelines.warehouse import Warehouse

Summary = Mapping[str, int | str | bool]


def topics(warehouse: "Warehouse", settings: "Settings", changed: pa.Table | None) -> Summary:  # noqa: ARG001 one shape for all
    """Make `core.topics` equal to the shipped taxonomy and the user's schemes."""
    from pipelines.enrich.topics import load_scheme, topics_table

    schemes = tuple(load_scheme(path) for path in settings.topic_schemes)
    wanted = CONTRACTS["core.topics"].conform(topics_table(schemes)).sort_by("topic_code")
    with warehouse.writer() as session:
        standing = session.query("select * from core.topics order by topic_code")
        is_changed = not CONTRACTS["core.topics"].conform(standing).equals(wanted)
        if is_changed:
            session.overwrite("core.topics", wanted)
    return {"is_changed": is_changed}


def topics_identity(settings: "Settings") -> str:
    """Return what the taxonomy is made of."""
    return workers.topic_classifier(settings).annotator_id


def places(warehouse: "Warehouse", settings: "Settings", changed: pa.Table | None) -> Summary:
    """Make `core.places` hold exactly the places that mentions resolve to."""
    gazetteer = workers.gazetteer(settings)
    with warehouse.writer() as session:
        if changed is None:
            wanted = session.query("select distinct place_id from core.place_mentions where place_id is not null")
        else:
            wanted = session.query(
                "select distinct place_id from core.place_mentions where place_id is not null "
                "and article_id in (select unit_id from changed) and place_id not in (select place_id from core.places)",
                changed=changed,
            )
    rows = gazetteer.places(sorted(wanted.column("place_id").to_pylist()))
    unused = (
        "from core.places where place_id not in (select place_id from core.place_mentions where place_id is not null)"
    )
    with warehouse.writer() as session, session.transaction():
        if changed is None:
            session.overwrite("core.places", rows)
        else:
            session.append("core.places", rows)
        removed = int(session.scalar(f"select count(*) {unused}"))
        if removed:
            session.run(f"delete {unused}")
    return {"added": rows.num_rows, "removed": removed, "attribution": gazetteer.attribution}


def places_identity(settings: "Settings") -> str:
    """Return the version of the gazetteer."""
    return workers.gazetteer(settings).version
