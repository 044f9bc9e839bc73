# ruff: noqa: ANN001, ANN201, C901, D103 -- an offline script over untyped arrays; nothing at run time imports it
"""Training examples of the topic heads: written texts, and labelled articles."""

import json
import zlib
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np

from pipelines.enrich.topics.taxonomy import ancestors, media_topics, top_level

HERE = Path(__file__).parent
NONE = "none"
PSEUDO = 12
PSEUDO_WEIGHT = 0.25
LEAD_WEIGHT = 1.2
SECOND_SHARE = 0.5
READ_WEIGHT = 1.5
PART_SHARE = 0.3
CLASS_WEIGHTS = {"bbc": 0.2, "reuters": 0.3}
"""Weights of sets whose codes are a newsroom's own; `reuters` holds a few that were read, which count the same."""

HALF = "half"
HALVED_SETS = {"abp", "worldwide", "fnc"}


def prototypes():
    for line in (HERE / "prototypes.txt").read_text().splitlines():
        code, _, rest = line.partition(" ")
        words, _, heads = rest.partition("|")
        yield (
            "medtop:" + code,
            [w.strip() for w in words.split(",") if w.strip()],
            [h.strip() for h in heads.split(";") if h.strip()],
        )


class Examples:
    """Bags of terms with targets."""

    def __init__(self, vectoriser, tops, nodes) -> None:
        self.v, self.tops, self.nodes = (
            vectoriser,
            {c: i for i, c in enumerate(tops)},
            {c: i for i, c in enumerate(nodes)},
        )
        self.bags, self.top_targets, self.node_targets, self.node_masks, self.weights = [], [], [], [], []
        self.children = defaultdict(list)
        for code in nodes:
            for a in ancestors(code):
                self.children[a].append(code)
        self.level = {c: media_topics()[c].level for c in (*tops, *nodes)}

    def add(self, title, text, codes, *, weight=1.0, whole=True) -> None:
        """`whole`: the codes are all the level-2 topics of the text; otherwise only its top-level topic is known."""
        ids, w = self.v.bags([text], [title]).of(0)
        if ids.size < 2:
            return
        top = np.zeros(len(self.tops) + 1, np.float32)
        y = np.zeros(len(self.nodes), np.float32)
        m = np.full(len(self.nodes), 1.0 if whole else 0.0, np.float32)
        if codes == [NONE]:
            top[-1] = 1
        else:
            share = 1.0
            for code in codes:
                t = top_level(code)
                top[self.tops[t]] = max(top[self.tops[t]], share)
                share = SECOND_SHARE
                for c in self.children[code]:
                    m[self.nodes[c]] = 0
            if not whole:
                allowed = {c for code in codes for c in self.children[top_level(code)]}
                for c, i in self.nodes.items():
                    if c not in allowed:
                        m[i] = 0.15
            for code in codes:
                for c in (code, *ancestors(code)):
                    if c in self.nodes:
                        y[self.nodes[c]] = 1
                        m[self.nodes[c]] = 1
            top /= top.sum()
        self.bags.append((ids, w))
        self.top_targets.append(top)
        self.node_targets.append(y)
        self.node_masks.append(m)
        self.weights.append(weight)


def pseudo(examples, rng, noise) -> None:
    protos = list(prototypes())
    for code, words, heads in protos:
        for k in range(PSEUDO):
            picked = rng.sample(words, min(len(words), rng.randint(3, 12)))
            picked += rng.sample(heads, min(len(heads), rng.randint(0, 2)))
            rng.shuffle(picked)
            if k % 2:
                other = rng.choice(noise)
                picked += other[: len(picked) * 2]
            examples.add(None, " . ".join(picked), ALSO.get(code, [code]), weight=PSEUDO_WEIGHT, whole=True)


ALSO = {
    "medtop:20000225": ["medtop:20000763", "medtop:20000225"],
    "medtop:20000540": ["medtop:20000540", "medtop:20000756"],
}
"""Topics that news desks file under another top-level topic first."""


def leads(examples) -> None:
    """Openings of articles written for this purpose."""
    for line in (HERE / "leads.txt").read_text().splitlines():
        codes, _, text = line.partition("|")
        codes = ["medtop:" + code for code in codes.split()]
        for _ in range(4):
            examples.add(None, text, codes, weight=LEAD_WEIGHT, whole=False)


def load_docs(work):
    docs = {}
    for line in (work / "docs.jsonl").open():
        d = json.loads(line)
        docs[d["id"]] = d
    return docs


def is_left_out(doc, leave_out) -> bool:
    """True for a document of a set, or of a house in another set, that is left out; `half` is half of the outlets."""
    if HALF in leave_out and doc["src"] in HALVED_SETS:
        return zlib.crc32((doc.get("outlet") or doc["id"]).encode()) % 2 == 0
    return bool({doc["src"], doc["family"]} & leave_out)


def read_labels(docs, leave_out):
    """Documents with the codes of each; none that is left out."""
    for path in sorted((HERE / "labels").glob("*.tsv")):
        for line in path.read_text().splitlines():
            if not line.startswith("#"):
                doc_id, codes = line.split("\t")
                doc = docs.get(doc_id)
                if doc is not None and not is_left_out(doc, leave_out):
                    yield doc, codes.split()


def labelled(examples, docs, leave_out):
    rows = list(read_labels(docs, leave_out))
    for doc, codes in rows:
        is_read = doc["src"] not in CLASS_WEIGHTS
        weight = CLASS_WEIGHTS.get(doc["src"], READ_WEIGHT)
        whole = doc["src"] != "bbc"
        examples.add(doc["title"], doc["text"], codes, weight=weight, whole=whole)
        words = doc["text"].split()
        if is_read:
            examples.add(None, doc["title"], codes, weight=weight * PART_SHARE, whole=whole)
            if len(words) > 200:
                examples.add(None, " ".join(words[100:400]), codes, weight=weight * PART_SHARE, whole=whole)
    return dict(Counter(doc["src"] for doc, _ in rows))


def boilerplate(examples, rng) -> None:
    lines = (HERE / "boilerplate.txt").read_text().splitlines()
    for _ in range(400):
        examples.add(None, " ".join(rng.sample(lines, rng.randint(2, 10))), [NONE], weight=0.5, whole=True)
