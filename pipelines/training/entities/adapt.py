"""Adapts the encoder to news: hidden words are guessed from those around them, with the shapes of words as evidence.

all-MiniLM-L6-v2 was bent to the meaning of whole sentences and never saw a capital; this gives its layers back what single words are, and
its shapes a meaning, before any label is learnt. Word vectors stay as they are: they are what ships in int8, and the words that news
lacks keep theirs.

    python -m pipelines.training.entities.adapt TEXTS.jsonl OUT.pt [--steps 4000] [--device cuda]

`TEXTS.jsonl` holds a text a line, as a JSON string.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from torch import nn

from pipelines.encoder.tokens import TokenEncoder
from pipelines.training.entities.network import WIDTH, Tagger, from_sentence_encoder, save
from pipelines.training.entities.train import ENCODER, fit

WINDOW = 160
"""Tokens of a stretch; a passage of the quote network and a window of the recogniser are shorter."""
HIDDEN_SHARE = 0.18
"""Share of the words that are guessed."""
MASK_SHARE, OTHER_SHARE = 0.8, 0.1
"""Of these, how many stand as the mask, and how many as another word; the rest stay."""
OPENING, CLOSING, MASK = 101, 102, 103
"""Ids of the encoder's marks."""
FIRST_WORD = 999
"""The lowest id that is a word or a part of one."""
MAX_TOKENS = 1 << 20


def stretches(path: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Ids, shapes and word numbers (stretches, tokens) of all texts, one text after the other."""
    encoder = TokenEncoder(ENCODER / "tokenizer.json", max_tokens=MAX_TOKENS)
    texts = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    ids, shapes, words = [], [], []
    count = 0
    for begin in range(0, len(texts), 64):
        for text in encoder.encode(texts[begin : begin + 64]):
            first = np.zeros(len(text), np.int64)
            first[text.first_tokens] = 1
            ids.append(text.ids[1:].astype(np.int32))
            shapes.append(text.shapes[1:].astype(np.int8))
            words.append((count + np.cumsum(first)[1:]).astype(np.int32))
            count += len(text.first_tokens) + 1
            words[-1][-1] = count
    inner = WINDOW - 2
    flat = [np.concatenate(parts) for parts in (ids, shapes, words)]
    rows = len(flat[0]) // inner
    made = []
    for part, ends in zip(flat, (OPENING, 0, -1), strict=True):
        table = np.full((rows, WINDOW), ends, part.dtype)
        table[:, 1:-1] = part[: rows * inner].reshape(rows, inner)
        made.append(table)
    made[0][:, -1] = CLOSING
    return made[0], made[1], made[2]


class Guesser(nn.Module):
    """Scores of all words from the vectors of an encoder's tokens; the word vectors are the encoder's own."""

    def __init__(self, encoder: Tagger) -> None:
        super().__init__()
        self.encoder = encoder
        self.turn = nn.Linear(WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH)
        self.bias = nn.Parameter(torch.zeros(encoder.words.num_embeddings))

    def forward(self, ids: torch.Tensor, shapes: torch.Tensor, guessed: torch.Tensor) -> torch.Tensor:
        """Scores (guessed tokens, words)."""
        x = self.encoder.states(ids, shapes, torch.zeros(()))[guessed]
        return nn.functional.linear(self.norm(nn.functional.gelu(self.turn(x))), self.encoder.words.weight, self.bias)


def hidden(ids: torch.Tensor, words: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """The ids with a share of the words hidden, all parts of a word alike, and which tokens are to be guessed."""
    low = words.clamp(min=0).min()
    draw = torch.rand(int(words.max() - low) + 2, device=ids.device)[(words - low).clamp(min=0)]
    guessed = (draw < HIDDEN_SHARE) & (ids >= FIRST_WORD)
    kind = torch.rand(ids.shape, device=ids.device)
    other = torch.randint(FIRST_WORD, 30_000, ids.shape, device=ids.device)
    changed = torch.where(guessed & (kind < MASK_SHARE), MASK, ids)
    changed = torch.where(guessed & (kind >= MASK_SHARE) & (kind < MASK_SHARE + OTHER_SHARE), other, changed)
    return changed, guessed


def plans(rows: int, size: int, steps: int, rng: np.random.Generator) -> list[tuple[np.ndarray]]:
    """Rows of each step, all rows once before any comes again."""
    rounds = -(-steps * size // rows)
    order = np.concatenate([rng.permutation(rows) for _ in range(rounds)])
    return [(order[step * size : (step + 1) * size],) for step in range(steps)]


def main() -> None:
    """Train and store a tagger whose layers know news; its head is untrained."""
    parser = argparse.ArgumentParser()
    parser.add_argument("texts", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--steps", type=int, default=4000)
    parser.add_argument("--batch", type=int, default=256, help="stretches of a step")
    parser.add_argument("--rate", type=float, default=5e-4)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    torch.set_float32_matmul_precision("high")
    torch.manual_seed(asked.seed)
    ids, shapes, words = (torch.as_tensor(part, device=asked.device) for part in stretches(asked.texts))
    print(f"{len(ids)} stretches, {ids.numel()} tokens", flush=True)
    torch.set_default_device(asked.device)
    guesser = Guesser(from_sentence_encoder(ENCODER)).to(asked.device)
    guesser.encoder.words.weight.requires_grad_(False)  # noqa: FBT003 torch's own signature
    parameters = [p for p in guesser.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(parameters, lr=asked.rate, weight_decay=0.01, betas=(0.9, 0.98))

    def loss_of(chosen: np.ndarray) -> torch.Tensor:
        rows = torch.as_tensor(chosen)
        true = ids[rows].long()
        changed, guessed = hidden(true, words[rows].long())
        with torch.autocast(asked.device, dtype=torch.bfloat16):
            scores = guesser(changed, shapes[rows].long(), guessed)
        return nn.functional.cross_entropy(scores.float(), true[guessed])

    rng = np.random.default_rng(asked.seed)
    fit(guesser, optimiser, plans(len(ids), asked.batch, asked.steps, rng), loss_of, averaged_share=1.0)
    save(guesser.encoder, asked.out)


if __name__ == "__main__":
    main()
