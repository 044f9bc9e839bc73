"""The topic schemes into `core.topics`."""

import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.sqlfiles import load_sql
from pipelines.warehouse import Session


def write_topics(session: Session, topics: pa.Table) -> bool:
    """Makes `core.topics` equal to `topics`; gives False when it was already."""
    wanted = CONTRACTS["core.topics"].conform(topics).sort_by("topic_code")
    standing = session.query(load_sql("core", "topics").statement).cast(wanted.schema)
    if standing.equals(wanted):
        return False
    session.overwrite("core.topics", wanted)
    return True
