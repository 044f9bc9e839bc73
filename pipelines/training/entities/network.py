"""The network: every token is read by the lower layers, and only tokens that may belong to a name by the upper ones.

Kept tokens of all texts stand in one row without padding, so that the large matrix products read nothing in vain; only
attention sees them text by text. A teacher is the same network with lower layers only.
"""

import math
from pathlib import Path

import torch
from torch import nn
from transformers import BertModel
from transformers.models.bert.modeling_bert import BertLayer

from pipelines.encoder.shapes import SHAPE_COUNT
from pipelines.training.entities.labels import TAGS

WIDTH = 384
HEADS = 12
POSITIONS = 512
NORM_EPSILON = 1e-12
MASKED = -60.0
"""Added to the attention of padding: nothing beside other tokens in float, and no denormal number, which takes a processor a
hundred times as long (at -10,000 softmax took a fifth of the time, and a third of it at this)."""


class Layer(nn.Module):
    """A transformer layer with one matrix for queries, keys and values."""

    def __init__(self, inner: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.attention_norm = nn.LayerNorm(WIDTH, eps=NORM_EPSILON)
        self.up = nn.Linear(WIDTH, inner)
        self.down = nn.Linear(inner, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=NORM_EPSILON)
        self.gelu = nn.GELU()
        self.dropout = nn.Dropout(dropout)

    def attention(
        self, query: torch.Tensor, key: torch.Tensor, value: torch.Tensor, bias: torch.Tensor
    ) -> torch.Tensor:
        """Attention within each text: from queries (texts, some tokens, width) to keys and values (texts, tokens, width)."""
        texts, tokens, _ = query.shape
        query, key, value = (x.reshape(texts, -1, HEADS, WIDTH // HEADS) for x in (query, key, value))
        weights = query.transpose(1, 2) @ key.permute(0, 2, 3, 1) / math.sqrt(WIDTH // HEADS) + bias
        mixed = self.dropout(torch.softmax(weights, -1)) @ value.transpose(1, 2)
        return mixed.transpose(1, 2).reshape(texts, tokens, WIDTH)

    def finish(self, x: torch.Tensor, mixed: torch.Tensor) -> torch.Tensor:
        """What follows attention."""
        x = self.attention_norm(x + self.dropout(self.out(mixed)))
        return self.norm(x + self.dropout(self.down(self.gelu(self.up(x)))))

    def forward(self, x: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        """All tokens of (texts, tokens, width)."""
        return self.finish(x, self.attention(*self.qkv(x).split(WIDTH, -1), bias))

    def kept(self, x: torch.Tensor, bias: torch.Tensor, slots: torch.Tensor, back: torch.Tensor) -> torch.Tensor:
        """Kept tokens of all texts as (tokens, width); `slots` (texts, most kept) says where each stands, `back` the way home."""
        qkv = torch.index_select(self.qkv(x), 0, slots.reshape(-1)).reshape(*slots.shape, 3 * WIDTH)
        mixed = self.attention(*qkv.split(WIDTH, -1), bias).reshape(-1, WIDTH)
        return self.finish(x, torch.index_select(mixed, 0, back))

    def narrow(
        self, x: torch.Tensor, bias: torch.Tensor, kept: torch.Tensor, slots: torch.Tensor, back: torch.Tensor
    ) -> torch.Tensor:
        """Kept tokens, which attend to all tokens of (texts, tokens, width): what other tokens would become is not computed."""
        own = torch.index_select(x.reshape(-1, WIDTH), 0, kept)
        query = nn.functional.linear(own, self.qkv.weight[:WIDTH], self.qkv.bias[:WIDTH])
        query = torch.index_select(query, 0, slots.reshape(-1)).reshape(*slots.shape, WIDTH)
        key, value = nn.functional.linear(x, self.qkv.weight[WIDTH:], self.qkv.bias[WIDTH:]).split(WIDTH, -1)
        mixed = self.attention(query, key, value, bias).reshape(-1, WIDTH)
        return self.finish(own, torch.index_select(mixed, 0, back))


class Tagger(nn.Module):
    """Tag logits and vectors of the kept tokens.

    Args:
        vocabulary: Word pieces.
        lower: Inner widths of the layers that read every token.
        upper: Inner widths of the layers that read kept tokens.
    """

    def __init__(self, vocabulary: int, lower: list[int], upper: list[int]) -> None:
        super().__init__()
        self.form = {"lower": lower, "upper": upper}
        self.words = nn.Embedding(vocabulary, WIDTH, padding_idx=0)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.shapes = nn.Embedding(SHAPE_COUNT, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=NORM_EPSILON)
        self.dropout = nn.Dropout(0.1)
        self.lower = nn.ModuleList(Layer(inner) for inner in lower)
        self.upper = nn.ModuleList(Layer(inner) for inner in upper)
        self.head = nn.Linear(WIDTH, len(TAGS))

    def forward(  # noqa: PLR0917 the inputs of the graph, in their order
        self,
        ids: torch.Tensor,
        mask: torch.Tensor,
        shapes: torch.Tensor,
        kept: torch.Tensor,
        slots: torch.Tensor,
        slot_mask: torch.Tensor,
        back: torch.Tensor,
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Logits (kept tokens, tags) and vectors (kept tokens, width).

        Args:
            ids: Word pieces (texts, tokens).
            mask: 1 where there is a token.
            shapes: Word shapes, as `ids`.
            kept: Index into the tokens of all texts, row by row, of each kept token.
            slots: Index into `kept` of each text's kept tokens (texts, most kept); 0 where there is none.
            slot_mask: 1 where there is one.
            back: Index into `slots`, row by row, of each kept token.
        """
        x = self._embedded(ids, shapes)
        bias = (1.0 - mask[:, None, None, :].float()) * MASKED
        for layer in self.lower[:-1]:
            x = layer(x, bias)
        x = self.lower[-1].narrow(x, bias, kept, slots, back)
        bias = (1.0 - slot_mask[:, None, None, :].float()) * MASKED
        for layer in self.upper:
            x = layer.kept(x, bias, slots, back)
        return self.head(self.dropout(x)), x

    def states(self, ids: torch.Tensor, shapes: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        """Vectors (texts, tokens, width) of every token, as the layers that read every token give them."""
        x = self._embedded(ids, shapes)
        for layer in self.lower:
            x = layer(x, bias)
        return x

    def _embedded(self, ids: torch.Tensor, shapes: torch.Tensor) -> torch.Tensor:
        x = self.words(ids) + self.shapes(shapes) + self.positions.weight[: ids.shape[1]]
        return self.dropout(self.norm(x))


def from_sentence_encoder(folder: Path) -> Tagger:
    """A tagger of all layers of a sentence encoder; every shape starts as the encoder's first token type."""
    base = BertModel.from_pretrained(str(folder), add_pooling_layer=False)
    model = Tagger(base.config.vocab_size, [base.config.intermediate_size] * base.config.num_hidden_layers, [])
    embeddings = base.embeddings
    model.words.weight.data = embeddings.word_embeddings.weight.data.clone()
    model.positions.weight.data = embeddings.position_embeddings.weight.data.clone()
    old = embeddings.token_type_embeddings.weight.data
    model.shapes.weight.data = old[:1].repeat(SHAPE_COUNT, 1) + torch.randn(SHAPE_COUNT, WIDTH) * 0.02
    model.norm.load_state_dict(embeddings.LayerNorm.state_dict())
    for layer, source in zip(model.lower, base.encoder.layer, strict=True):
        _converted(source, layer)
    return model


def _converted(source: BertLayer, layer: Layer) -> None:
    attention = source.attention
    parts = (attention.self.query, attention.self.key, attention.self.value)
    layer.qkv.weight.data = torch.cat([p.weight.data for p in parts])
    layer.qkv.bias.data = torch.cat([p.bias.data for p in parts])
    layer.out.load_state_dict(attention.output.dense.state_dict())
    layer.attention_norm.load_state_dict(attention.output.LayerNorm.state_dict())
    layer.up.load_state_dict(source.intermediate.dense.state_dict())
    layer.down.load_state_dict(source.output.dense.state_dict())
    layer.norm.load_state_dict(source.output.LayerNorm.state_dict())


def shrunk(teacher: Tagger, lower: list[tuple[int, int]], upper: list[tuple[int, int]]) -> Tagger:
    """A student that begins as some layers of a teacher, (layer, inner width) pairs, with the teacher's heaviest inner units."""
    student = Tagger(teacher.words.num_embeddings, [w for _, w in lower], [w for _, w in upper])
    for name in ("words", "positions", "shapes", "norm", "head"):
        getattr(student, name).load_state_dict(getattr(teacher, name).state_dict())
    for layer, (index, inner) in zip([*student.lower, *student.upper], [*lower, *upper], strict=True):
        source = teacher.lower[index]
        state = source.state_dict()
        worth = source.up.weight.data.norm(dim=1) * source.down.weight.data.norm(dim=0)
        units = worth.topk(inner).indices.sort().values
        state["up.weight"], state["up.bias"] = state["up.weight"][units], state["up.bias"][units]
        state["down.weight"] = state["down.weight"][:, units]
        layer.load_state_dict(state)
    return student


def save(model: Tagger, path: Path) -> None:
    """Weights and form; read back by `load`."""
    torch.save({"form": model.form, "vocabulary": model.words.num_embeddings, "state": model.state_dict()}, path)


def load(path: Path) -> Tagger:
    """A tagger that `save` wrote."""
    stored = torch.load(path, weights_only=True)
    model = Tagger(stored["vocabulary"], **stored["form"])
    model.load_state_dict(stored["state"])
    return model
