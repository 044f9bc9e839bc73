# ruff: noqa: ANN001, ANN201, ARG001, D103, PLR0917 -- an offline script over untyped arrays, read from top to bottom; nothing at run time imports it
"""Trains the topic heads and the static vectors under them.

    python -m pipelines.training.topics.train --work FOLDER [--leave-out bbc] [--out FILE]

`FOLDER` holds what `collect.py` and `distil.py` leave there: `docs.jsonl`, `vocab.json`, `counts.json`, `words.npy`.
Supervision: texts made from `prototypes.txt`, and the labels of `labels/*.tsv` (ids and codes only).
"""

import argparse
import json
import random
from pathlib import Path

import numpy as np
import torch

from pipelines.enrich.topics.stopwords import STOP_WORDS
from pipelines.enrich.topics.taxonomy import media_topics
from pipelines.enrich.topics.vectors import MODEL_FILE, Vectoriser, pack_strings
from pipelines.training.topics.examples import (
    Examples,
    boilerplate,
    is_left_out,
    labelled,
    leads,
    load_docs,
    prototypes,
    pseudo,
)
from pipelines.worker import MODELS

DIMENSIONS = 160
SIF = 3e-4
EPOCHS = 7
BATCH = 256
DRIFT = 0.02
DRIFT_RATE = 1.5e-3
NODE_THRESHOLD = 0.5
"""A topic is given when it is more likely right than wrong."""


def teacher_vectors(work, docs, leave_out):
    """Texts of the sets that are not left out, and their vectors by the full encoder."""
    chunks = json.loads((work / "chunks.json").read_text())
    keep = [i for i, (doc_id, _) in enumerate(chunks) if not is_left_out(docs[doc_id], leave_out)]
    texts = [chunks[i][1] for i in keep] + json.loads((work / "gmb.json").read_text())
    return texts, np.vstack([np.load(work / "chunks.npy")[keep], np.load(work / "gmb.npy")]).astype(np.float32)


def distil(vectoriser, vectors, texts, targets, seed=1, epochs=4, log=print):
    """Moves word vectors so that their sums point where the full encoder's text vectors point."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    base = torch.tensor(vectors)
    drift = torch.nn.Embedding(*base.shape, sparse=True)
    torch.nn.init.zeros_(drift.weight)
    gain = torch.nn.Parameter(torch.zeros(len(base), 1))
    opts = [torch.optim.SparseAdam(drift.parameters(), lr=3e-3), torch.optim.Adam([gain], lr=3e-3)]
    found = vectoriser.bags(texts)
    bags = [found.of(number) for number in range(len(texts))]
    keep = [i for i, (ids, _) in enumerate(bags) if ids.size > 4]
    y = torch.nn.functional.normalize(torch.tensor(targets), dim=1)
    rng = np.random.default_rng(seed)
    for epoch in range(epochs):
        rng.shuffle(keep)
        losses = []
        for s in range(0, len(keep), 256):
            idx = keep[s : s + 256]
            ids = torch.tensor(np.concatenate([bags[i][0] for i in idx]))
            w = torch.tensor(np.concatenate([bags[i][1] for i in idx]))
            seg = torch.repeat_interleave(torch.arange(len(idx)), torch.tensor([bags[i][0].size for i in idx]))
            d = drift(ids)
            x = (torch.nn.functional.embedding(ids, base) + d) * w[:, None] * torch.exp(gain[ids])
            x = torch.nn.functional.normalize(torch.zeros(len(idx), base.shape[1]).index_add(0, seg, x), dim=1)
            sim = x @ y[idx].T * 14
            loss = (
                torch.nn.functional.cross_entropy(sim, torch.arange(len(idx)))
                + 3 * (1 - (x * y[idx]).sum(1)).mean()
                + 0.3 * (d**2).sum(1).mean()
                + 1e-3 * (gain**2).sum() / 256
            )
            for opt in opts:
                opt.zero_grad()
            loss.backward()
            for opt in opts:
                opt.step()
            losses.append((1 - (x * y[idx]).sum(1)).mean().item())
        log(f"distil {epoch} cosine loss {np.mean(losses):.4f}", flush=True)
    return ((base + drift.weight) * torch.exp(gain)).detach().numpy()


def base_vectors(work, teacher):
    vocab = json.loads((work / "vocab.json").read_text())
    counts = json.loads((work / "counts.json").read_text())
    raw = np.load(work / "words.npy").astype(np.float32)
    words = [w for w in vocab if " " not in w]
    ids = {w: i for i, w in enumerate(words)}
    keep = [i for i, w in enumerate(vocab) if " " not in w or all(p in ids for p in w.split())]
    vocab = [vocab[i] for i in keep]
    raw = raw[keep]
    raw -= raw.mean(0)
    raw /= np.linalg.norm(raw, axis=1, keepdims=True) + 1e-6
    sentences = teacher[1] - teacher[1].mean(0)
    _, _, axes = np.linalg.svd(
        np.vstack([raw[:12000], sentences / np.linalg.norm(sentences, axis=1, keepdims=True)]), full_matrices=False
    )
    vectors = raw @ axes[:DIMENSIONS].T
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-6
    total = counts["tokens"]
    weight = np.array(
        [SIF / (SIF + (counts["bi"].get(w, 1) if " " in w else counts["uni"].get(w, 1)) / total) for w in vocab]
    )
    weight[[i for i, w in enumerate(vocab) if w in STOP_WORDS or len(w) < 2]] = 0
    weight[len(words) :] *= 0.7
    pairs = np.array([[ids[p] for p in w.split()] for w in vocab[len(words) :]], np.int32)
    vectors = (vectors * weight[:, None]).astype(np.float32)
    vectoriser = Vectoriser(words, pairs, vectors)
    return (
        words,
        pairs,
        distil(vectoriser, vectors, teacher[0], (teacher[1] - teacher[1].mean(0)) @ axes[:DIMENSIONS].T),
    )


def fit(examples, vectors, n_top, n_node, seed, top_init, node_init, log=print):
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    base = torch.tensor(vectors)
    drift = torch.nn.Embedding(*base.shape, sparse=True)
    torch.nn.init.zeros_(drift.weight)
    top_w = torch.nn.Parameter(torch.tensor(top_init))
    node_w = torch.nn.Parameter(torch.tensor(node_init))
    opts = [torch.optim.SparseAdam(drift.parameters(), lr=DRIFT_RATE), torch.optim.Adam([top_w, node_w], lr=2e-2)]
    y_top = torch.tensor(np.array(examples.top_targets))
    y_node = torch.tensor(np.array(examples.node_targets))
    m_node = torch.tensor(np.array(examples.node_masks))
    wt = torch.tensor(examples.weights)
    order = np.arange(len(examples.bags))
    rng = np.random.default_rng(seed)
    for epoch in range(EPOCHS):
        rng.shuffle(order)
        losses = []
        for g in (g for opt in opts for g in opt.param_groups):
            g["lr"] *= 0.8
        for s in range(0, len(order), BATCH):
            idx = order[s : s + BATCH]
            bags = []
            for i in idx:
                ids, w = examples.bags[i]
                if ids.size > 8:
                    k = rng.random(ids.size) > 0.25
                    ids, w = ids[k], w[k]
                bags.append((ids, w))
            ids = torch.tensor(np.concatenate([b[0] for b in bags]))
            w = torch.tensor(np.concatenate([b[1] for b in bags]))
            b_, d_ = torch.nn.functional.embedding(ids, base), drift(ids)
            seg = torch.repeat_interleave(torch.arange(len(bags)), torch.tensor([b[0].size for b in bags]))
            x = torch.zeros(len(bags), base.shape[1]).index_add(0, seg, (b_ + d_) * w[:, None])
            x = torch.nn.functional.normalize(x, dim=1)
            x = torch.cat([x, torch.ones(len(x), 1)], 1)
            lt = -(y_top[idx] * torch.log_softmax(x @ top_w.T, 1)).sum(1)
            z = x @ node_w.T
            bce = torch.nn.functional.binary_cross_entropy_with_logits(z, y_node[idx], reduction="none")
            pos = 1 + 5 * y_node[idx]
            ln = (bce * m_node[idx] * pos).sum(1) / 12
            loss = (
                ((lt + ln) * wt[idx]).mean()
                + DRIFT * (d_**2).sum(1).mean()
                + 2e-4 * (top_w[:, :-1] ** 2).mean()
                + 2e-4 * (node_w[:, :-1] ** 2).mean()
            )
            for opt in opts:
                opt.zero_grad()
            loss.backward()
            for opt in opts:
                opt.step()
            losses.append(loss.item())
        log(f"epoch {epoch} loss {np.mean(losses):.4f}", flush=True)
    return (base + drift.weight).detach().numpy(), top_w.detach().numpy(), node_w.detach().numpy()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--leave-out", nargs="*", default=[])
    parser.add_argument("--out", type=Path, default=MODELS / MODEL_FILE)
    args = parser.parse_args()
    rng = random.Random(7)
    docs = load_docs(args.work)
    words, pairs, vectors = base_vectors(args.work, teacher_vectors(args.work, docs, set(args.leave_out)))
    vectoriser = Vectoriser(words, pairs, vectors)
    codes = [code for code, _, _ in prototypes()]
    tops = [c for c in codes if media_topics()[c].level == 1]
    nodes = [c for c in codes if media_topics()[c].level > 1]
    examples = Examples(vectoriser, tops, nodes)
    common = [w for w in words[300:3000] if w not in STOP_WORDS]
    noise = [rng.sample(common, 12) for _ in range(500)]
    pseudo(examples, rng, noise)
    boilerplate(examples, rng)
    leads(examples)
    print(labelled(examples, docs, set(args.leave_out)), len(examples.bags), flush=True)
    proto = {c: vectoriser.encode([" . ".join(w + h)]).vectors[0] for c, w, h in prototypes()}
    top_init = np.zeros((len(tops) + 1, vectors.shape[1] + 1), np.float32)
    node_init = np.zeros((len(nodes), vectors.shape[1] + 1), np.float32)
    for i, c in enumerate(tops):
        top_init[i, :-1] = 8 * proto[c]
    for i, c in enumerate(nodes):
        node_init[i, :-1] = 8 * proto[c]
        node_init[i, -1] = -4
    vec, tw, nw = fit(examples, vectors, len(tops), len(nodes), 3, top_init, node_init)
    scales = np.abs(vec).max(1) / 127
    scales = scales.astype(np.float16)
    q = np.round(vec / np.maximum(scales.astype(np.float32), 1e-8)[:, None]).clip(-127, 127).astype(np.int8)
    np.savez_compressed(
        args.out,
        words=pack_strings(words),
        pairs=pairs,
        vectors=q,
        scales=scales,
        top_codes=pack_strings(tops),
        node_codes=pack_strings(nodes),
        top_weights=tw.astype(np.float16),
        node_weights=nw.astype(np.float16),
        node_thresholds=np.full(len(nodes), NODE_THRESHOLD, np.float16),
    )
    print("wrote", args.out, args.out.stat().st_size)


if __name__ == "__main__":
    main()
