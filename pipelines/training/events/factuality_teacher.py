"""A teacher of what is a fact: the adapted encoder reads a sentence and says the factuality of some of its words.

    python -m pipelines.training.events.factuality_teacher ADAPTED.pt uw_meantime.jsonl --unseen sentences.txt --parsed parsed.jsonl --out taught.jsonl

Far too slow to ship, it lets a network of word features (`factuality.py`) learn from more sentences than people have judged. `ADAPTED.pt` is of
`training/entities/adapt.py`, `uw_meantime.jsonl` and `sentences.txt` are what `factuality.py` reads, `parsed.jsonl` what
`roles.py` reads. A line of `taught.jsonl` has the words of a sentence, which of them is meant, and its factuality.
"""

import argparse
import json
import random
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import nn

from pipelines.encoder import batching
from pipelines.encoder.tokenised import TokenisedText
from pipelines.encoder.tokens import TokenEncoder
from pipelines.evaluation.event_facts import PRINTED_AS
from pipelines.training.entities.network import MASKED, WIDTH, Tagger, load
from pipelines.training.entities.train import ENCODER, batches, fit

MAX_TOKENS = 160
TOKENS_A_BATCH = 1024
BODY_RATE, HEAD_RATE = 1e-4, 1e-3
EPOCHS, SEED = 3, 1
ASKED = 90_000
"""Words that the teacher is asked about."""
SENTENCE_WORDS = range(6, 61)
"""Lengths of the sentences that are asked about."""
MOST_OF_A_SENTENCE = 4
NOMINAL_SHARE = 0.6
"""Share of the nouns and adjectives asked about that people judged as events elsewhere; verbs are all asked about."""


class Asked(NamedTuple):
    """A word of a sentence, and what is told of it, 0 where nothing is."""

    words: tuple[str, ...]
    index: int
    value: float


class Sentence(NamedTuple):
    """A sentence as the encoder reads it, the token of each word asked about, and what is told of it."""

    text: TokenisedText
    tokens: list[int]
    values: list[float]
    numbers: list[int]


class WordReader(nn.Module):
    """A number for some words of sentences."""

    def __init__(self, encoder: Tagger) -> None:
        super().__init__()
        self.encoder = encoder
        self.drop = nn.Dropout(0.2)
        self.head = nn.Linear(WIDTH, 1)

    def forward(self, sentences: Sequence[Sentence]) -> torch.Tensor:
        """Numbers (words asked about), sentence by sentence."""
        inputs = {name: torch.as_tensor(a) for name, a in batching.model_inputs([s.text for s in sentences]).items()}
        bias = (1.0 - inputs["attention_mask"][:, None, None, :].float()) * MASKED
        x = self.encoder.states(inputs["input_ids"], inputs["token_type_ids"], bias)
        rows = np.repeat(np.arange(len(sentences)), [len(s.tokens) for s in sentences])
        columns = np.concatenate([s.tokens for s in sentences])
        answers: torch.Tensor = self.head(self.drop(x[torch.as_tensor(rows), torch.as_tensor(columns)]))[:, 0]
        return answers


def sentences_of(asked: Sequence[Asked]) -> list[Sentence]:
    """The sentences of what is asked, neighbours of one sentence together; words beyond the longest length are left out."""
    encoder = TokenEncoder(ENCODER / "tokenizer.json", max_tokens=MAX_TOKENS)
    groups = [list(group) for _, group in groupby(enumerate(asked), key=lambda pair: pair[1].words)]
    read = encoder.encode([" ".join(group[0][1].words) for group in groups])
    made = []
    for group, text in zip(groups, read, strict=True):
        starts = np.concatenate([[0], np.cumsum([len(word) + 1 for word in group[0][1].words])])
        tokens, values, numbers = [], [], []
        for number, one in group:
            word = int(np.searchsorted(text.starts, starts[one.index], side="right")) - 1
            if word >= 0 and text.ends[word] > starts[one.index]:
                tokens.append(int(text.first_tokens[word]))
                values.append(one.value)
                numbers.append(number)
        if tokens:
            made.append(Sentence(text, tokens, values, numbers))
    return made


def grouped(items: Sequence[Sentence], rng: random.Random) -> list[list[Sentence]]:
    """Sentences of like length together, the groups in random order."""
    return [[items[i] for i in group] for group in batches([s.text for s in items], rng, TOKENS_A_BATCH)]


def taught(adapted: Path, told: Sequence[Asked]) -> WordReader:
    """Train a teacher."""
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    model = WordReader(load(adapted))
    model.encoder.words.weight.requires_grad_(False)  # noqa: FBT003 torch's own signature
    body = [p for n, p in model.named_parameters() if p.requires_grad and not n.startswith("head")]
    groups = [{"params": body, "lr": BODY_RATE}, {"params": model.head.parameters(), "lr": HEAD_RATE}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    items = sentences_of(told)

    def loss_of(batch: list[Sentence]) -> torch.Tensor:
        values = torch.tensor([value for s in batch for value in s.values])
        return nn.functional.smooth_l1_loss(model(batch), values)

    plans = [(batch,) for _ in range(EPOCHS) for batch in grouped(items, rng)]
    fit(model, optimiser, plans, loss_of, averaged_share=1.0)
    return model


def marked(model: WordReader, asked: Sequence[Asked]) -> np.ndarray:
    """The teacher's number for each word asked about; not a number where it was beyond the longest length."""
    found = np.full(len(asked), np.nan)
    with torch.inference_mode():
        for batch in grouped(sentences_of(asked), random.Random(0)):
            found[[number for s in batch for number in s.numbers]] = model(batch).numpy()
    return found


def judged(gold: Path, unseen: set[str]) -> list[Asked]:
    """The event words that people judged, but for those of sentences that are kept for the figures."""
    rows = (json.loads(line) for line in gold.read_text(encoding="utf-8").split("\n") if line)
    return [
        Asked(
            tuple(PRINTED_AS.get(word, word) for word in row["text"].split(" ")),
            target["span"][0],
            float(target["factuality"]),
        )
        for row in rows
        if row["id"] not in unseen
        for target in row["targets"]
    ]


def to_ask(parsed: Path, told: Sequence[Asked]) -> list[Asked]:
    """Words of parsed sentences to ask about: verbs, and nouns and adjectives that people judged elsewhere."""
    known = {one.words[one.index].lower() for one in told}
    rng = random.Random(SEED)
    rows = [json.loads(line) for line in parsed.read_text(encoding="utf-8").split("\n") if line]
    rng.shuffle(rows)
    found: list[Asked] = []
    for row in rows:
        words = tuple(row["w"])
        if len(words) not in SENTENCE_WORDS:
            continue
        chosen = [
            index
            for index, (word, part) in enumerate(zip(words, row["pos"], strict=True))
            if part == "VERB"
            or (part in {"NOUN", "ADJ", "AUX"} and word.lower() in known and rng.random() < NOMINAL_SHARE)
        ]
        rng.shuffle(chosen)
        found += [Asked(words, index, 0.0) for index in sorted(chosen[:MOST_OF_A_SENTENCE])]
    return found[:ASKED]


def main() -> None:
    """Train on what people judged, and store what the teacher says of other sentences."""
    parser = argparse.ArgumentParser()
    parser.add_argument("adapted", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--unseen", type=Path, required=True)
    parser.add_argument("--parsed", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    torch.set_num_threads(1)
    told = judged(given.gold, set(given.unseen.read_text("utf-8").split()))
    asked = to_ask(given.parsed, told)
    values = marked(taught(given.adapted, told), asked)
    with given.out.open("w", encoding="utf-8") as file:
        for one, value in zip(asked, values.tolist(), strict=True):
            if not np.isnan(value):
                file.write(json.dumps({"words": one.words, "index": one.index, "value": round(value, 4)}) + "\n")


if __name__ == "__main__":
    main()
