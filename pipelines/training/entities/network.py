"""The network: a small BERT whose token types are word shapes, with one tag layer."""

from pathlib import Path

import torch
from torch import nn
from transformers import BertConfig, BertModel

from pipelines.encoder.shapes import SHAPE_COUNT
from pipelines.training.entities.labels import TAGS


class Tagger(nn.Module):
    """Token vectors and tag logits.

    Args:
        base: A BertModel with `SHAPE_COUNT` token types.
    """

    def __init__(self, base: BertModel, dropout: float = 0.1) -> None:
        super().__init__()
        self.base = base
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear(base.config.hidden_size, len(TAGS))

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, shapes: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Logits (batch, tokens, tags) and vectors (batch, tokens, width)."""
        vectors = self.base(input_ids=ids, attention_mask=mask, token_type_ids=shapes).last_hidden_state
        return self.head(self.dropout(vectors)), vectors


def from_sentence_encoder(folder: Path, layers: list[int]) -> Tagger:
    """A tagger on the stated layers of a sentence encoder; every shape starts as the encoder's first token type."""
    base = BertModel.from_pretrained(str(folder), add_pooling_layer=False, attn_implementation="sdpa")
    base.encoder.layer = nn.ModuleList([base.encoder.layer[i] for i in layers])
    base.config.num_hidden_layers = len(layers)
    old = base.embeddings.token_type_embeddings.weight.data
    new = nn.Embedding(SHAPE_COUNT, base.config.hidden_size)
    new.weight.data = old[:1].repeat(SHAPE_COUNT, 1) + torch.randn(SHAPE_COUNT, base.config.hidden_size) * 0.02
    base.embeddings.token_type_embeddings = new
    base.config.type_vocab_size = SHAPE_COUNT
    return Tagger(base)


def save(model: Tagger, path: Path) -> None:
    """Weights and configuration; read back by `load`."""
    torch.save({"config": model.base.config.to_dict(), "state": model.state_dict()}, path)


def load(path: Path) -> Tagger:
    """A tagger that `save` wrote."""
    stored = torch.load(path, weights_only=True)
    config = BertConfig.from_dict(stored["config"])
    config._attn_implementation = "sdpa"  # noqa: SLF001 transformers has no public setter
    model = Tagger(BertModel(config, add_pooling_layer=False))
    model.load_state_dict(stored["state"])
    return model
