# ruff: noqa: ANN201 offline scripts over untyped libraries
"""Roles of names in foreign and domestic news, annotated by reading for this project; offsets and labels only.

`role_news.tsv` has a line per article: part (`train`; `train-hard`: only names of which an earlier model was unsure; `held`: foreign affairs of outlets that no weight has seen,
`held-domestic`: their and others' domestic news), set, outlet, id in the set, and `start-end-L` or `start-end-A` for each
mention. Offsets count in the title, an empty line, and the paragraphs with an empty line between each; where an article
has no title, the paragraphs alone. Literal: the location itself, also as where a war, a strike or an invasion takes
place, as where somebody comes from or goes to, in a dateline, and as a modifier that says where ("Syrian city").
Associative: who speaks, wants, owns, agrees, is party to talks, a treaty, sanctions or relations; a people; a possessor of
policies, leaders and forces; a part of another name. What could not be told was left out.
"""

import gzip
import json
from pathlib import Path
from typing import NamedTuple

ANNOTATIONS = Path(__file__).parent / "role_news.tsv"
TRAIN, TRAIN_HARD, HELD, HELD_DOMESTIC = "train", "train-hard", "held", "held-domestic"


class RoleArticle(NamedTuple):
    """An annotated article.

    Attributes:
        part: `train`, `train-hard`, `held` or `held-domestic`.
        outlet: Who published it.
        text: What the spans count in.
        spans: Start, end and whether the mention is associative, by position.
    """

    part: str
    outlet: str
    text: str
    spans: list[tuple[int, int, bool]]


def annotations():
    """The lines of the file as (part, set, outlet, id, spans)."""
    for line in ANNOTATIONS.read_text(encoding="utf-8").splitlines():
        part, source, outlet, article_id, marks = line.split("\t")
        spans = [(int(s), int(e), label == "A") for s, e, label in (mark.split("-") for mark in marks.split())]
        yield part, source, outlet, article_id, spans


def role_articles(news: Path) -> list[RoleArticle]:
    """The annotated articles with their text.

    Args:
        news: Folder with `allsides_abp/` and `worldwide_newswire/`.
    """
    texts: dict[tuple[str, str], str] = {}
    found = list(annotations())
    wanted = {(source, article_id) for _, source, _, article_id, _ in found}
    for source in sorted({source for source, _ in wanted}):
        with gzip.open(news / source / f"{source}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                if (source, record["id"]) in wanted:
                    parts = [record.get("title") or "", *record["paragraphs"]]
                    texts[source, record["id"]] = "\n\n".join(parts[0 if parts[0] else 1 :])
    return [RoleArticle(part, outlet, texts[source, key], spans) for part, source, outlet, key, spans in found]
