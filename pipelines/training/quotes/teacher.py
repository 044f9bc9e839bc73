"""Trains the teacher: all-MiniLM-L6-v2 over whole passages, far too slow to ship, that marks news for the small network to learn from.

    python -m pipelines.training.quotes.teacher train SET.npz OUT.pt --encoder MINILM_FOLDER [--without usa-today] [--epochs 2.5] [--layers 5] [--seed 0] [--adapted ADAPTED.pt]
    python -m pipelines.training.quotes.teacher mark SET.npz OUT.npz --encoder MINILM_FOLDER --start TEACHER.pt ...

`mark` stores, of each passage, the chance of each tag of each word and how often the chain is expected to step from tag to tag; of several
teachers the average.
"""

import argparse
import json
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn
from transformers import BertModel

from pipelines.encoder.shapes import SHAPE_COUNT
from pipelines.enrich.quotes.features import NAME_KINDS, QUOTE_STATES
from pipelines.enrich.quotes.reader import TOKENISER_FILE
from pipelines.enrich.quotes.tags import TAG_COUNT
from pipelines.training.entities.network import WIDTH as ENCODER_WIDTH
from pipelines.training.entities.network import Tagger, load
from pipelines.training.quotes.network import Chain
from pipelines.training.quotes.train import Passages, blurred, mask_of, measured
from pipelines.worker import MODELS

HIDDEN = 128
LOOKS = 48
WORDS_PER_STEP = 2200
UNKNOWN_SHARE = 0.03
WARM_STEPS = 60
ENCODER_RATE, HEAD_RATE = 1.6e-4, 1.6e-3
LEAST_LEVEL = 0.02
"""Share of the rate that is left at the end."""


def encoder_ids(encoder: Path) -> torch.Tensor:
    """The encoder's id of each piece of the shipped tokeniser; a piece that it lacks is unknown."""
    rows = {word: row for row, word in enumerate((encoder / "vocab.txt").read_text(encoding="utf-8").split("\n"))}
    vocabulary: dict[str, int] = json.loads((MODELS / TOKENISER_FILE).read_text(encoding="utf-8"))["model"]["vocab"]
    ids = torch.full((max(vocabulary.values()) + 1,), rows["[UNK]"])
    for piece, number in vocabulary.items():
        ids[number] = rows.get(piece, rows["[UNK]"])
    return ids


class Teacher(nn.Module):
    """Tag scores of words from the encoder's upper states, with marks and names beside, through a recurrent layer.

    A word is read as its first piece, and its last where that is another.

    Args:
        encoder: Folder of all-MiniLM-L6-v2.
        layers: How many of its six layers are read, from the lowest.
        adapted: What `training/entities/adapt.py` made of the encoder.
    """

    def __init__(self, encoder: Path, layers: int, adapted: Path | None = None) -> None:
        super().__init__()
        self.register_buffer("ids", encoder_ids(encoder))
        self.bert = BertModel.from_pretrained(str(encoder), add_pooling_layer=False)
        self.bert.encoder.layer = self.bert.encoder.layer[:layers]
        width = self.bert.config.hidden_size
        self.below = nn.ModuleList(nn.Embedding(count, width) for count in (SHAPE_COUNT, QUOTE_STATES, NAME_KINDS, 2))
        self.above = nn.ModuleList(nn.Embedding(count, LOOKS) for count in (SHAPE_COUNT, QUOTE_STATES, NAME_KINDS, 2))
        for part in self.below:
            nn.init.normal_(part.weight, std=0.02)
        if adapted is not None:
            self.begin_with(load(adapted))
        self.drop = nn.Dropout(0.2)
        self.far = nn.LSTM(width + LOOKS, HIDDEN, bidirectional=True, batch_first=True)
        self.out = nn.Linear(2 * HIDDEN, TAG_COUNT)

    def begin_with(self, adapted: Tagger) -> None:
        """Take the layers and shapes of an adapted encoder."""
        parts = self.bert.embeddings
        with torch.no_grad():
            parts.word_embeddings.weight.copy_(adapted.words.weight)
            parts.position_embeddings.weight.copy_(adapted.positions.weight)
            parts.token_type_embeddings.weight.zero_()
            self.below[0].weight.copy_(adapted.shapes.weight)
        parts.LayerNorm.load_state_dict(adapted.norm.state_dict())
        for layer, source in zip(self.bert.encoder.layer, adapted.lower, strict=False):
            own = layer.attention
            for number, part in enumerate((own.self.query, own.self.key, own.self.value)):
                rows = slice(number * ENCODER_WIDTH, (number + 1) * ENCODER_WIDTH)
                part.load_state_dict({"weight": source.qkv.weight[rows], "bias": source.qkv.bias[rows]})
            own.output.dense.load_state_dict(source.out.state_dict())
            own.output.LayerNorm.load_state_dict(source.attention_norm.state_dict())
            layer.intermediate.dense.load_state_dict(source.up.state_dict())
            layer.output.dense.load_state_dict(source.down.state_dict())
            layer.output.LayerNorm.load_state_dict(source.norm.state_dict())

    def forward(self, inputs: dict[str, torch.Tensor]) -> torch.Tensor:
        """Scores (passages, words, tags)."""
        looks = [inputs[name] for name in ("shapes", "states", "names", "begins")]
        mask = mask_of(inputs)
        is_split = mask & (inputs["first_pieces"] != inputs["last_pieces"])
        sizes = mask.long() + is_split.long()
        ends = sizes.cumsum(1)
        at = ends - sizes
        count, length = len(mask), int(ends.max())
        rows = torch.arange(count)[:, None].expand_as(at)
        pieces = torch.zeros(count, length, dtype=torch.long)
        word = torch.zeros(count, length, dtype=torch.long)
        pieces[rows[mask], at[mask]] = inputs["first_pieces"][mask]
        word[rows[mask], at[mask]] = torch.arange(mask.shape[1]).expand_as(at)[mask]
        pieces[rows[is_split], at[is_split] + 1] = inputs["last_pieces"][is_split]
        word[rows[is_split], at[is_split] + 1] = torch.arange(mask.shape[1]).expand_as(at)[is_split]
        is_token = torch.arange(length)[None] < ends[:, -1:]
        below = sum(part(look) for part, look in zip(self.below, looks, strict=True))
        embedded = self.bert.embeddings.word_embeddings(self.ids[pieces])
        embedded = embedded + below.gather(1, word[:, :, None].expand(-1, -1, below.shape[2]))
        states = self.bert(inputs_embeds=embedded, attention_mask=is_token.long()).last_hidden_state
        of_words = states.gather(1, at.clamp(max=length - 1)[:, :, None].expand(-1, -1, states.shape[2]))
        above = sum(part(look) for part, look in zip(self.above, looks, strict=True))
        joined = torch.cat([self.drop(of_words), above], dim=2) * mask[:, :, None]
        return self.out(self.drop(self.far(joined)[0]))


def train(asked: argparse.Namespace) -> None:
    """Train and store a teacher, and measure it on the outlets left out."""
    data = Passages(asked.data, words_per_batch=WORDS_PER_STEP)
    left_out = np.isin(data.outlets, asked.without.split(","))
    chosen, held = np.flatnonzero(~left_out), np.flatnonzero(left_out)
    teacher, chain = Teacher(asked.encoder, asked.layers, asked.adapted), Chain()
    low = [p for n, p in teacher.named_parameters() if n.startswith("bert.")]
    high = [p for n, p in teacher.named_parameters() if not n.startswith("bert.")]
    rates = (ENCODER_RATE, HEAD_RATE, HEAD_RATE)
    groups = [{"params": part, "weight_decay": 0.01} for part in (low, high)]
    optimiser = torch.optim.AdamW([*groups, {"params": chain.parameters(), "weight_decay": 0.0}], lr=HEAD_RATE)
    rng = np.random.default_rng(asked.seed)
    total = int(len(data.batches(chosen)) * asked.epochs)
    step, losses, begun = 0, [], time.process_time()
    while step < total:
        for group in data.batches(chosen, rng)[: total - step]:
            level = min(1.0, (step + 1) / WARM_STEPS) * max(LEAST_LEVEL, 1 - step / total)
            for part, rate in zip(optimiser.param_groups, rates, strict=True):
                part["lr"] = rate * level
            batch = blurred(data.batch(group), UNKNOWN_SHARE)
            mask = mask_of(batch)
            scores = teacher(batch)
            loss = chain.loss(scores, batch["tags"], mask)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
            optimiser.step()
            losses.append(loss.item())
            step += 1
            if step % 50 == 0:
                print(
                    f"step {step} of {total} loss {np.mean(losses[-50:]):.4f} {time.process_time() - begun:.0f} s",
                    flush=True,
                )
        torch.save(
            {"teacher": teacher.state_dict(), "chain": chain.state_dict(), "layers": asked.layers},
            asked.out,
        )
        if len(held):
            print(measured(teacher, chain, data, held), flush=True)


def mark(asked: argparse.Namespace) -> None:
    """Store what teachers say of the passages of a set on average."""
    data = Passages(asked.data, words_per_batch=WORDS_PER_STEP)
    words, begins = int(data.lengths.sum()), np.cumsum(data.lengths) - data.lengths
    chances = np.zeros((words, TAG_COUNT), np.float32)
    steps = np.zeros((len(data.lengths), TAG_COUNT, TAG_COUNT), np.float32)
    for path in asked.start:
        stored = torch.load(path, weights_only=True)
        teacher, chain = Teacher(asked.encoder, stored["layers"]), Chain()
        teacher.load_state_dict(stored["teacher"])
        chain.load_state_dict(stored["chain"])
        teacher.eval()
        for group in data.batches(np.arange(len(data.lengths))):
            batch = data.batch(group)
            with torch.no_grad():
                scores = teacher(batch)
            of_words, of_steps = chain.expected(scores, mask_of(batch))
            for row, number in enumerate(group):
                length = data.lengths[number]
                chances[begins[number] : begins[number] + length] += of_words[row, :length].numpy() / len(asked.start)
                steps[number] += of_steps[row].numpy() / len(asked.start)
    np.savez_compressed(asked.out, chances=chances.astype(np.float16), steps=steps)
    print(f"{len(steps)} passages, {words} words marked by {len(asked.start)}")


def main() -> None:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=("train", "mark"))
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--start", type=Path, nargs="+", default=[])
    parser.add_argument("--without", default="")
    parser.add_argument("--epochs", type=float, default=2.5)
    parser.add_argument(
        "--layers",
        type=int,
        default=5,
        help="the sixth is the most bent to the meaning of whole sentences, unless the encoder was adapted",
    )
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--adapted", type=Path, help="what `training/entities/adapt.py` made of the encoder")
    asked = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(asked.seed)
    {"train": train, "mark": mark}[asked.what](asked)


if __name__ == "__main__":
    main()
