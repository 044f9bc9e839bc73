"""Teaches the small network what larger ones read.

`python -m pipelines.training.entities.distil targets OUT --teacher A.pt [--teacher B.pt] --set FILE[:copies[:limit]] ...` stores what
the teachers read in every example; `... distil student OUT.pt --targets OUT --start A.pt` trains a student on it. Examples with
labels are learnt half from the labels and half from the teachers, those written for this project from their labels alone, and
stretches masked in the labels from the teachers alone. Targets of written examples need no teacher.
"""

import argparse
import random
import time
from pathlib import Path

import numpy as np
import torch

from pipelines.training.entities import network
from pipelines.training.entities.examples import Example, noised, read, write
from pipelines.training.entities.features import Features, features
from pipelines.training.entities.labels import OTHER_NAME, TAG_INDEX, TAGS
from pipelines.training.entities.news import UNLABELLED
from pipelines.training.entities.read_rare import SOURCE as READ_RARE
from pipelines.training.entities.read_rare import without_rare
from pipelines.training.entities.templates import WRITTEN
from pipelines.training.entities.train import batches, chosen, fit, model_inputs, token_encoder
from pipelines.training.entities.worldwide import SOURCE as WORLDWIDE

LABEL_SHARE = 0.5
LABEL_SHARES = {UNLABELLED: 0.0, WRITTEN: 1.0, WORLDWIDE: 0.85, READ_RARE: 0.9}
"""What the labels of an example count beside its teachers."""

TOKENS_A_BATCH = 1024
AVERAGED_SHARE = 0.75
"""The weights that ship are the mean of those from this share of the steps on."""


def read_by(teachers: list[network.Tagger], items: list[Features]) -> list[np.ndarray]:
    """The teachers' mean probabilities (words, tags) of each example, in half precision; 0 without a teacher.

    A teacher with upper layers reads the kept words alone, and says of the others that they are no name.
    """
    if not teachers:
        return [np.zeros(((item.words >= 0).sum(), len(TAGS)), dtype=np.float16) for item in items]
    found: list[np.ndarray] = [np.zeros(0)] * len(items)
    every_token = not teachers[0].upper
    began = time.time()
    groups = batches(items, random.Random(0), 2048)
    with torch.inference_mode():
        for step, group in enumerate(groups):
            inputs = model_inputs([items[i] for i in group], every_token=every_token)
            mean = torch.stack([torch.softmax(teacher(*inputs)[0], -1) for teacher in teachers]).mean(0)
            read = [np.arange(len(items[i])) if every_token else items[i].kept for i in group]
            for i, tokens, rows in zip(group, read, mean.split([len(r) for r in read]), strict=True):
                found[i] = _of_words(items[i], tokens, rows.numpy())
            if step % 200 == 0:
                print(f"{step}/{len(groups)} {time.time() - began:.0f}s", flush=True)
    return found


def _of_words(item: Features, tokens: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """The rows of the tokens read as rows of all words."""
    words = item.words[tokens]
    probabilities = np.zeros(((item.words >= 0).sum(), len(TAGS)), dtype=np.float16)
    probabilities[:, TAG_INDEX["O"]] = 1
    probabilities[words[words >= 0]] = rows[words >= 0]
    return probabilities


def write_targets(out: Path, examples: list[Example], teachers: list[network.Tagger]) -> None:
    """Examples in `out.jsonl`, the teachers' reading in `out.npz`."""
    probabilities = read_by(teachers, features(examples, token_encoder()))
    probabilities = [
        without_rare(read) if example.source == READ_RARE else read
        for example, read in zip(examples, probabilities, strict=True)
    ]
    write(out.with_suffix(".jsonl"), examples)
    counts = np.array([len(p) for p in probabilities])
    np.savez(out.with_suffix(".npz"), flat=np.concatenate(probabilities), counts=counts)


def read_targets(path: Path) -> tuple[list[Example], list[np.ndarray]]:
    """What `write_targets` wrote."""
    stored = np.load(path.with_suffix(".npz"), allow_pickle=False)
    parts = np.split(stored["flat"], np.cumsum(stored["counts"])[:-1])
    return list(read(path.with_suffix(".jsonl"))), parts


def batch_of(
    items: list[Features], soft: list[np.ndarray], shares: list[float]
) -> tuple[list[torch.Tensor], torch.Tensor, torch.Tensor, torch.Tensor]:
    """The student's inputs, and for each kept token the target, the weight of the loss, and which targets count."""
    targets, weights, counted = [], [], []
    for f, probabilities, share in zip(items, soft, shares, strict=True):
        words, tags = f.words[f.kept], f.tags[f.kept]
        inside = (words >= 0) & (words < len(probabilities))
        target = np.zeros((len(words), len(TAGS)), dtype=np.float32)
        target[inside] = probabilities[words[inside]]
        sure = inside & (tags >= 0)
        target[sure] *= 1 - share
        target[np.flatnonzero(sure), tags[sure]] += share
        targets.append(target)
        counted.append(inside & (tags != OTHER_NAME))
        weights.append(np.full(len(words), f.weight, dtype=np.float32))
    return (
        model_inputs(items),
        torch.from_numpy(np.concatenate(targets)),
        torch.from_numpy(np.concatenate(weights)),
        torch.from_numpy(np.concatenate(counted)),
    )


def run(model: network.Tagger, targets: list[Path], options: argparse.Namespace) -> None:
    """One training on the targets."""
    rng = random.Random(options.seed)
    encoder = token_encoder()
    examples, soft = [], []
    for path in targets:
        some, parts = read_targets(path)
        examples += some
        soft += parts
    shares = [LABEL_SHARES.get(e.source, LABEL_SHARE) for e in examples]
    plans: list[tuple[list[Features], list[int]]] = []
    for _ in range(options.epochs):
        items = features([noised(e, rng) for e in examples], encoder)
        plans += [([items[i] for i in group], group) for group in batches(items, rng, TOKENS_A_BATCH)]
    model.words.weight.requires_grad_(False)  # noqa: FBT003 torch's own signature
    parameters = [p for p in model.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(parameters, lr=options.rate, weight_decay=0.01)

    def loss_of(part: list[Features], group: list[int]) -> torch.Tensor | None:
        inputs, target, weights, counted = batch_of(part, [soft[i] for i in group], [shares[i] for i in group])
        if not counted.any():
            return None
        logits, _ = model(*inputs)
        losses = -(target * torch.log_softmax(logits, -1)).sum(-1)[counted]
        return (losses * weights[counted]).sum() / weights[counted].sum()

    fit(model, optimiser, plans, loss_of, averaged_share=AVERAGED_SHARE)


def layers(text: str) -> list[tuple[int, int]]:
    """`1:768,3:768` as (layer of the teacher, inner width) pairs."""
    return [(int(a), int(b)) for a, b in (part.split(":") for part in text.split(","))]


def main() -> None:
    """The two commands."""
    parser = argparse.ArgumentParser()
    parser.add_argument("command", choices=["targets", "student"])
    parser.add_argument("out", type=Path)
    parser.add_argument("--teacher", type=Path, action="append", default=[])
    parser.add_argument("--set", action="append", default=[])
    parser.add_argument("--targets", type=Path, action="append", default=[])
    parser.add_argument("--start", type=Path)
    parser.add_argument("--lower", default="0:512")
    parser.add_argument("--upper", default="1:768,3:768,5:768")
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    if options.command == "targets":
        teachers = [network.load(path).eval() for path in options.teacher]
        write_targets(options.out, chosen(options.set, random.Random(options.seed)), teachers)
        return
    model = network.load(options.start)
    if not model.upper:
        model = network.shrunk(model, layers(options.lower), layers(options.upper))
    run(model, options.targets, options)
    network.save(model, options.out)


if __name__ == "__main__":
    main()
