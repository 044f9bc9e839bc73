"""Trains the quote network.

    python -m pipelines.training.quotes.train SET.npz OUT.pt --encoder MINILM_FOLDER [--without breitbart,nyt] [--epochs 7]
        [--marks MARKS.npz] [--news NEWS.npz NEWS_MARKS.npz]

Articles of the outlets named by `--without` are left out of training, and the network is measured on them after each epoch. `--marks` is what a
teacher says of the set, `--news` a set without gold and what the teacher says of it (`teacher.py mark`).
"""

import argparse
import math
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch

from pipelines.enrich.quotes.chain import Chain as Decoder
from pipelines.enrich.quotes.chain import spans_of
from pipelines.enrich.quotes.tags import CONTENT, CUE, KINDS, SOURCE, TAG_COUNT
from pipelines.training.quotes.network import HIDDEN, UNKNOWN, WIDTH, Chain, QuoteNetwork, piece_vectors

INPUTS = ("first_pieces", "last_pieces", "shapes", "states", "names", "begins")
WORDS_PER_BATCH = 3000
FREQUENT = 30
"""Times that a piece stands in the training texts before it has a correction of its own."""
UNCHAINED_SHARE = 0.5
"""Share of the steps that learn words alone, at a third of the price, before the chain over tags joins."""
TAUGHT_SHARE = 0.6
"""Share of the teacher's word in the loss of a passage that people marked too."""
UNKNOWN_SHARE = 0.06
UNKNOWN_NAME_SHARE = 0.25


class Marks(NamedTuple):
    """What a teacher says of passages.

    Attributes:
        chances: Words of all passages, tags.
        steps: Passages, tags before, tags after: how often a step is expected.
    """

    chances: np.ndarray
    steps: np.ndarray


class Passages:
    """The passages of a prepared set, with what a teacher says of them if `marks` is given.

    Args:
        path: What `prepare.py` wrote.
        marks: What `teacher.py mark` wrote of it.
        words_per_batch: Padded words of a batch.
    """

    def __init__(self, path: Path, marks: Path | None = None, words_per_batch: int = WORDS_PER_BATCH) -> None:
        data = np.load(path)
        self.words_per_batch = words_per_batch
        self.arrays = {name: data[name] for name in (*INPUTS, "tags")}
        self.lengths, self.articles = data["lengths"], data["articles"]
        self.begins = np.cumsum(self.lengths) - self.lengths
        self.outlets = np.array([name.split("_")[0] for name in data["names_of"]])[self.articles]
        self.marks: Marks | None = None
        if marks is not None:
            stored = np.load(marks)
            self.marks = Marks(stored["chances"], stored["steps"])

    def batch(self, indices: list[int]) -> dict[str, torch.Tensor]:
        """Some passages, padded."""
        width = int(max(self.lengths[i] for i in indices))
        out = {name: np.zeros((len(indices), width), np.int64) for name in self.arrays}
        for row, i in enumerate(indices):
            for name, array in self.arrays.items():
                out[name][row, : self.lengths[i]] = array[self.begins[i] : self.begins[i] + self.lengths[i]]
        batch = {name: torch.from_numpy(array) for name, array in out.items()}
        batch["lengths"] = torch.from_numpy(self.lengths[indices])
        if self.marks is not None:
            chances = np.zeros((len(indices), width, TAG_COUNT), np.float32)
            for row, i in enumerate(indices):
                begin = self.begins[i]
                chances[row, : self.lengths[i]] = self.marks.chances[begin : begin + self.lengths[i]]
            batch["chances"] = torch.from_numpy(chances)
            batch["steps"] = torch.from_numpy(self.marks.steps[indices])
        return batch

    def batches(self, chosen: np.ndarray, rng: np.random.Generator | None = None) -> list[list[int]]:
        """Batches of like length."""
        noise = rng.normal(0, 12, len(chosen)) if rng is not None else np.zeros(len(chosen))
        order = chosen[np.argsort(self.lengths[chosen] + noise)]
        found, group = [], []
        for i in order.tolist():
            if group and (len(group) + 1) * max(self.lengths[i], self.lengths[group].max()) > self.words_per_batch:
                found.append(group)
                group = []
            group.append(i)
        found.append(group)
        if rng is not None:
            rng.shuffle(found)
        return found


def mask_of(batch: dict[str, torch.Tensor]) -> torch.Tensor:
    """Which places of a padded batch are words."""
    return torch.arange(batch["names"].shape[1])[None] < batch["lengths"][:, None]


def blurred(batch: dict[str, torch.Tensor], share: float = UNKNOWN_SHARE) -> dict[str, torch.Tensor]:
    """The batch with a share of the words hidden, names most, so that it is read how things are said and not by whom."""
    chance = torch.where(batch["names"] > 0, UNKNOWN_NAME_SHARE, share)
    hidden = torch.rand(batch["names"].shape) < chance
    changed = dict(batch)
    for name in ("first_pieces", "last_pieces"):
        changed[name] = torch.where(hidden, UNKNOWN, batch[name])
    hidden_names = torch.rand(batch["names"].shape) < 0.05
    changed["names"] = torch.where(hidden_names, 0, batch["names"])
    return changed


def spans(path: np.ndarray) -> list[tuple[int, int, int]]:
    """First word, one past the last, and kind of each span of one passage's tags."""
    _, firsts, lasts, kinds = spans_of(path[None])
    return list(zip(firsts.tolist(), (lasts + 1).tolist(), kinds.tolist(), strict=True))


def measured(network: QuoteNetwork, chain: Chain, data: Passages, chosen: np.ndarray) -> str:
    """F1 of spans: exact and at 60 % overlap, by role."""
    network.eval()
    decoder = Decoder(chain.transitions().detach().numpy())
    hits = {role: [0, 0, 0, 0] for role in (SOURCE, CUE, CONTENT)}
    with torch.no_grad():
        for group in data.batches(chosen):
            batch = data.batch(group)
            paths = decoder.best_paths(network(batch).numpy(), data.lengths[group])
            for marked, path in zip(batch["tags"].numpy(), paths, strict=True):
                gold, made = spans(marked), spans(path)
                for role, counts in hits.items():
                    g = [s for s in gold if KINDS[s[2]][0] == role]
                    m = [s for s in made if KINDS[s[2]][0] == role]
                    counts[0] += len(g)
                    counts[1] += len(m)
                    counts[2] += len(set(g) & set(m))
                    counts[3] += sum(any(overlap(a, b) >= 0.6 for b in g) for a in m)
    network.train()
    return "  ".join(
        f"{role} exact+side {2 * h / (g + m):.3f} at60 {2 * o / (g + m):.3f}" for role, (g, m, h, o) in hits.items()
    )


def overlap(a: tuple[int, int, int], b: tuple[int, int, int]) -> float:
    """Shared words by words of either."""
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return max(0, shared) / (max(a[1], b[1]) - min(a[0], b[0]))


def loss_of(
    scores: torch.Tensor, chain: Chain, batch: dict[str, torch.Tensor], *, is_gold: bool, is_chained: bool
) -> torch.Tensor:
    """The loss of a batch: what people marked, what the teacher says, or some of each."""
    mask = mask_of(batch)
    gold = taught = torch.zeros(())
    if is_chained:
        gold = chain.loss(scores, batch["tags"], mask) if is_gold else gold
        taught = chain.soft_loss(scores, batch["chances"], batch["steps"], mask) if "chances" in batch else taught
    else:
        gold = torch.nn.functional.cross_entropy(scores[mask], batch["tags"][mask]) if is_gold else gold
        taught = (
            torch.nn.functional.cross_entropy(scores[mask], batch["chances"][mask]) if "chances" in batch else taught
        )
    share = TAUGHT_SHARE if is_gold and "chances" in batch else float("chances" in batch)
    return (1 - share) * gold + share * taught


def asked_for() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--without", default="")
    parser.add_argument("--marks", type=Path)
    parser.add_argument("--news", type=Path, nargs=2)
    parser.add_argument("--epochs", type=int, default=9)
    parser.add_argument(
        "--now", type=int, default=0, help="how many of them to do in this run, from where OUT.pt stands; 0 for all"
    )
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--hidden", type=int, default=HIDDEN)
    parser.add_argument("--width", type=int, default=WIDTH)
    parser.add_argument("--drop", type=float, default=0.35)
    return parser.parse_args()


def main() -> None:
    """Train and store the network."""
    asked = asked_for()
    torch.set_num_threads(1)
    torch.manual_seed(0)
    rng = np.random.default_rng(0)
    data = Passages(asked.data, asked.marks)
    news = Passages(*asked.news) if asked.news else None
    left_out = np.isin(data.outlets, asked.without.split(","))
    train, held = np.flatnonzero(~left_out), np.flatnonzero(left_out)
    vectors = piece_vectors(asked.encoder)
    counts = np.bincount(
        np.concatenate([data.arrays["first_pieces"], data.arrays["last_pieces"]]), minlength=len(vectors)
    )
    frequent = torch.from_numpy(np.flatnonzero(counts >= FREQUENT))
    network, chain = QuoteNetwork(vectors, frequent, width=asked.width, hidden=asked.hidden, drop=asked.drop), Chain()
    parts = [
        {"params": [p for n, p in network.named_parameters() if n != "own.weight"], "weight_decay": 0.01},
        {"params": [network.own.weight], "weight_decay": 0.3},
        {"params": chain.parameters(), "weight_decay": 0.0},
    ]
    optimiser = torch.optim.AdamW(parts, lr=asked.rate, betas=(0.9, 0.98))
    per_epoch = len(data.batches(train)) + (len(news.batches(np.arange(len(news.lengths)))) if news else 0)
    total = per_epoch * asked.epochs
    done = 0
    if asked.out.is_file():
        stored = torch.load(asked.out, weights_only=False)
        network.load_state_dict(stored["network"])
        chain.load_state_dict(stored["chain"])
        optimiser.load_state_dict(stored["optimiser"])
        done = stored["done"]
        torch.manual_seed(done)
        rng = np.random.default_rng(done)
    step = done * per_epoch
    for epoch in range(done, min(asked.epochs, done + (asked.now or asked.epochs))):
        begun, losses = time.process_time(), []
        groups = [(data, group) for group in data.batches(train, rng)]
        groups += [(news, group) for group in news.batches(np.arange(len(news.lengths)), rng)] if news else []
        rng.shuffle(groups)
        for source, group in groups:
            share = step / total
            for part in optimiser.param_groups:
                part["lr"] = (
                    asked.rate * min(1.0, (step + 1) / 100) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * share)))
                )
            batch = blurred(source.batch(group))
            loss = loss_of(network(batch), chain, batch, is_gold=source is data, is_chained=share >= UNCHAINED_SHARE)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            losses.append(loss.item())
            step += 1
        print(f"epoch {epoch} loss {np.mean(losses):.4f} {time.process_time() - begun:.0f} s", flush=True)
        torch.save(
            {"network": network.state_dict(), "chain": chain.state_dict(), "optimiser": optimiser.state_dict(),
             "frequent": frequent, "asked": vars(asked), "done": epoch + 1},
            asked.out,
        )  # fmt: skip
        if len(held) and epoch >= asked.epochs // 2:
            print(measured(network, chain, data, held), flush=True)


if __name__ == "__main__":
    main()
