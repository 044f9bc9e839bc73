"""IPTC Media Topics: codes, English names and hierarchy.

IPTC NewsCodes Media Topics, CC BY 4.0, https://iptc.org/standards/media-topics/. The definitions' sentences stay out.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.enrich.topics.schemes import UserScheme
from pipelines.worker import MODELS

IPTC_SCHEME = "iptc-mediatopic"
IPTC_VERSION = "2023-10-24"
"""Release of the NewsCodes that the file was made from."""

TAXONOMY_FILE = "topics/mediatopics.tsv"


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic: its code, name, broader topic and depth (1 at the top)."""

    code: str
    name: str
    parent_code: str | None
    level: int


@lru_cache(maxsize=4)
def media_topics(models: Path = MODELS) -> dict[str, Topic]:
    """Every IPTC Media Topic in force, by code, parents before children."""
    with (models / TAXONOMY_FILE).open(encoding="utf-8", newline="") as lines:
        rows = csv.reader((line for line in lines if not line.startswith("#")), delimiter="\t")
        return {code: Topic(code, name, parent or None, int(level)) for code, parent, level, name in rows}


def ancestors(code: str, models: Path = MODELS) -> tuple[str, ...]:
    """Broader topics of an IPTC topic, nearest first."""
    topics = media_topics(models)
    found = []
    parent = topics[code].parent_code
    while parent is not None:
        found.append(parent)
        parent = topics[parent].parent_code
    return tuple(found)


def top_level(code: str, models: Path = MODELS) -> str:
    """The top-level topic above an IPTC topic, or the topic itself."""
    return (code, *ancestors(code, models))[-1]


def topics_table(schemes: Sequence[UserScheme] = ()) -> pa.Table:
    """`core.topics`: the whole of IPTC Media Topics, then each user scheme."""
    rows: list[dict[str, object]] = [
        {
            "topic_code": topic.code,
            "scheme": IPTC_SCHEME,
            "name": topic.name,
            "parent_code": topic.parent_code,
            "level": topic.level,
        }
        for topic in media_topics().values()
    ]
    for scheme in schemes:
        rows += [
            {
                "topic_code": scheme.topic_code(topic.code),
                "scheme": scheme.name,
                "name": topic.name,
                "parent_code": scheme.topic_code(topic.parent) if topic.parent else None,
                "level": scheme.level(topic.code),
            }
            for topic in scheme.topics
        ]
    return CONTRACTS["core.topics"].from_rows(rows)
