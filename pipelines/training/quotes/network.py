"""The quote network: vectors of a word's pieces and marks, two convolutions, a bidirectional recurrent layer, a score per tag.

Piece vectors are a learned projection of the frozen input vectors of all-MiniLM-L6-v2, so that words which the training texts lack stand near
those of like meaning; the projection is multiplied out when the network is exported.
"""

import json
from pathlib import Path

import torch
from torch import nn

from pipelines.encoder.shapes import SHAPE_COUNT
from pipelines.enrich.quotes.features import NAME_KINDS, QUOTE_STATES
from pipelines.enrich.quotes.reader import TOKENISER_FILE
from pipelines.enrich.quotes.tags import KINDS, TAG_COUNT, inside, opening
from pipelines.worker import MODELS

WIDTH = 96
HIDDEN = 96
REACHES = (1, 2)
"""Words between those that each convolution reads beside a word."""
FORBIDDEN = -1e4
UNKNOWN = 1
"""Id of the piece that stands for every other one."""


def piece_vectors(encoder: Path) -> torch.Tensor:
    """The encoder's input vector of each piece of the shipped tokeniser.

    Args:
        encoder: Folder of all-MiniLM-L6-v2 (`model.safetensors`, `vocab.txt`).
    """
    from safetensors.torch import load_file

    weights = load_file(str(encoder / "model.safetensors"))
    table = next(value for name, value in weights.items() if name.endswith("word_embeddings.weight"))
    rows = {word: row for row, word in enumerate((encoder / "vocab.txt").read_text(encoding="utf-8").split("\n"))}
    vocabulary: dict[str, int] = json.loads((MODELS / TOKENISER_FILE).read_text(encoding="utf-8"))["model"]["vocab"]
    vectors = torch.zeros(max(vocabulary.values()) + 1, table.shape[1])
    for piece, number in vocabulary.items():
        if piece in rows:
            vectors[number] = table[rows[piece]].float()
    vectors = vectors - vectors.mean(0)
    return vectors / vectors.norm(dim=1).mean()


class QuoteNetwork(nn.Module):
    """Tag scores of words; a word's vector is the sum of what its parts are.

    Args:
        vectors: The frozen vector of each piece.
        frequent: Pieces that have a correction of their own; rarer ones would only learn the training texts by heart.
        width: Numbers of a word's vector.
        hidden: Numbers of the recurrent state in each direction.
        drop: Share of numbers that are left out in training.
    """

    def __init__(
        self,
        vectors: torch.Tensor,
        frequent: torch.Tensor,
        *,
        width: int,
        hidden: int,
        drop: float = 0.0,
    ) -> None:
        super().__init__()
        self.register_buffer("vectors", vectors)
        places = torch.zeros(len(vectors), dtype=torch.long)
        places[frequent] = torch.arange(1, len(frequent) + 1)
        self.register_buffer("places", places)
        self.first = nn.Linear(vectors.shape[1], width, bias=False)
        self.own = nn.Embedding(len(frequent) + 1, width, padding_idx=0)
        nn.init.zeros_(self.own.weight)
        nn.init.normal_(self.first.weight, std=1.0 / vectors.shape[1] ** 0.5 * 4)
        self.last = nn.Parameter(torch.full((width,), 0.5))
        self.shape, self.state = nn.Embedding(SHAPE_COUNT, width), nn.Embedding(QUOTE_STATES, width)
        self.name, self.begin = nn.Embedding(NAME_KINDS, width), nn.Embedding(2, width)
        for part in (self.shape, self.state, self.name, self.begin):
            nn.init.normal_(part.weight, std=0.3)
        self.drop = nn.Dropout(drop)
        self.near = nn.ModuleList(nn.Linear(3 * width, width) for _ in REACHES)
        self.far = nn.LSTM(width, hidden, bidirectional=True, batch_first=True)
        self.out = nn.Linear(2 * hidden, TAG_COUNT)

    def table(self) -> torch.Tensor:
        """The vector of every piece."""
        return self.first(self.vectors) + self.own(self.places)

    def embedded(self, inputs: dict[str, torch.Tensor]) -> torch.Tensor:
        """The vector of each word."""
        firsts, lasts = inputs["first_pieces"], inputs["last_pieces"]
        pieces, back = torch.unique(torch.cat([firsts.flatten(), lasts.flatten()]), return_inverse=True)
        table = self.first(self.vectors[pieces]) + self.own(self.places[pieces])
        first, last = table[back].view(2, *firsts.shape, -1)
        marks = (
            self.shape(inputs["shapes"])
            + self.state(inputs["states"])
            + self.name(inputs["names"])
            + self.begin(inputs["begins"])
        )
        return first + self.last * last + marks

    def forward(self, inputs: dict[str, torch.Tensor]) -> torch.Tensor:
        """Scores (passages, words, tags); passages of a batch are of like length, so that padding is short."""
        states = self.drop(self.embedded(inputs))
        for layer, reach in zip(self.near, REACHES, strict=True):
            padded = nn.functional.pad(states, (0, 0, reach, reach))
            beside = torch.cat([padded[:, : -2 * reach], states, padded[:, 2 * reach :]], dim=2)
            states = states + torch.relu(layer(beside))
        return self.out(self.drop(self.far(self.drop(states))[0]))


class Chain(nn.Module):
    """A linear chain over tags: which may follow which, and how likely that is."""

    def __init__(self) -> None:
        super().__init__()
        self.steps = nn.Parameter(torch.zeros(TAG_COUNT, TAG_COUNT))
        forbidden = torch.zeros(TAG_COUNT, TAG_COUNT)
        for kind in range(len(KINDS)):
            forbidden[:, inside(kind)] = FORBIDDEN
            forbidden[[opening(kind), inside(kind)], inside(kind)] = 0
        self.register_buffer("forbidden", forbidden)

    def transitions(self) -> torch.Tensor:
        """Scores (before, after)."""
        return self.steps + self.forbidden

    def loss(self, scores: torch.Tensor, tags: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Negative log likelihood per word."""
        steps = self.transitions()
        gold = (scores.gather(2, tags[:, :, None])[:, :, 0] * mask).sum()
        gold = gold + (steps[tags[:, :-1], tags[:, 1:]] * mask[:, 1:]).sum()
        return (self.log_sum(scores, steps, mask).sum() - gold) / mask.sum()

    def soft_loss(
        self, scores: torch.Tensor, chances: torch.Tensor, counts: torch.Tensor, mask: torch.Tensor
    ) -> torch.Tensor:
        """What `loss` is on average over the paths of a teacher, who gives the chances of tags and the expected steps of each passage."""
        steps = self.transitions()
        said = (scores * chances * mask[:, :, None]).sum() + (self.steps * counts.sum(0)).sum()
        return (self.log_sum(scores, steps, mask).sum() - said) / mask.sum()

    def expected(self, scores: torch.Tensor, mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """The chance of each word's tags, and how often each step is expected in each passage: the slopes of the log of the sum."""
        scores = scores.detach().requires_grad_()
        steps = self.transitions().detach().expand(len(scores), -1, -1).clone().requires_grad_()
        slopes = torch.autograd.grad(self.log_sum(scores, steps, mask).sum(), [scores, steps])
        return slopes[0].detach(), slopes[1].detach()

    def log_sum(self, scores: torch.Tensor, steps: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """The logarithm of the sum over all paths, of each passage; `steps` are (before, after), or such for each passage."""
        first = torch.zeros(TAG_COUNT)
        first[[inside(kind) for kind in range(len(KINDS))]] = FORBIDDEN
        total = scores[:, 0] + first
        for word in range(1, scores.shape[1]):
            following = torch.logsumexp(total[:, :, None] + steps, dim=1) + scores[:, word]
            total = torch.where(mask[:, word, None], following, total)
        return torch.logsumexp(total, dim=1)
