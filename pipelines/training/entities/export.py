"""A checkpoint as the file that ships: vocabulary pruned, exported to ONNX, weights and activations in int8.

`python -m pipelines.training.entities.export MODEL.pt OUT_FOLDER KEEP_TEXT...` keeps the word pieces that the texts use, and
all single characters and their continuations, so that nothing becomes unreadable; of a tokeniser (`.json`) among the texts, it
keeps every piece. The scales of activations are measured on
a sample of the texts.
"""

import json
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import nn

from pipelines.enrich.entities.recogniser import MODEL_FILE, TOKENISER_FILE
from pipelines.training.entities.examples import read
from pipelines.training.entities.network import HEADS, WIDTH, Tagger, load
from pipelines.training.entities.quantise import quantised, run_time_tokens, sampled
from pipelines.training.entities.train import ENCODER

OUTPUTS = ("entity_logits", "token_vectors")
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")


def kept_ids(made: Tokenizer, texts: list[str]) -> list[int]:
    """Ids of the pieces to keep, ascending; [PAD] stays 0."""
    vocabulary = made.get_vocab()
    counts: Counter[int] = Counter()
    for begin in range(0, len(texts), 2000):
        for encoding in made.encode_batch(texts[begin : begin + 2000]):
            counts.update(encoding.ids)
    keep = {i for i, n in counts.items() if n}
    keep |= {vocabulary[name] for name in SPECIAL}
    keep |= {
        i for piece, i in vocabulary.items() if len(piece.removeprefix("##")) <= 2 and not piece.startswith("[unused")
    }
    return sorted(keep)


def pruned(model: Tagger, ids: list[int], source: Path, out: Path) -> None:
    """Cuts the embedding table to `ids` and writes the tokeniser that goes with it."""
    fresh = nn.Embedding(len(ids), model.words.embedding_dim, padding_idx=0)
    fresh.weight.data = model.words.weight.data[ids].clone()
    model.words = fresh
    stored = json.loads(source.read_text(encoding="utf-8"))
    place = {old: new for new, old in enumerate(ids)}
    stored["model"]["vocab"] = {
        piece: place[i] for piece, i in sorted(stored["model"]["vocab"].items(), key=lambda x: x[1]) if i in place
    }
    stored["added_tokens"] = [
        {**token, "id": place[token["id"]]} for token in stored["added_tokens"] if token["id"] in place
    ]
    for special in stored["post_processor"].get("special_tokens", {}).values():
        special["ids"] = [place[i] for i in special["ids"]]
    for key in ("cls", "sep"):
        if key in stored["post_processor"]:
            stored["post_processor"][key][1] = place[stored["post_processor"][key][1]]
    stored["truncation"] = stored["padding"] = None
    out.write_text(json.dumps(stored, ensure_ascii=False), encoding="utf-8")


def exported(model: Tagger, path: Path) -> None:
    """The network as ONNX with dynamic sizes, matrices and the embedding table in int8, scales found at run time."""
    texts, slots, kept = (torch.ones(shape, dtype=torch.int64) for shape in ((2, 8), (2, 4), (7,)))
    inputs = {"input_ids": texts, "attention_mask": texts, "token_type_ids": texts,
              "kept": kept, "slots": slots, "slot_mask": slots, "back": kept}  # fmt: skip
    axes = {name: {0: "texts", 1: "tokens"} for name in list(inputs)[:3]}
    axes |= {name: {0: "texts", 1: "most_kept"} for name in ("slots", "slot_mask")}
    axes |= {name: {0: "kept"} for name in ("kept", "back", *OUTPUTS)}
    raw = path.with_suffix(".fp32.onnx")
    torch.onnx.export(
        model, tuple(inputs.values()), str(raw), input_names=list(inputs), output_names=list(OUTPUTS), dynamic_axes=axes,
        opset_version=17, dynamo=False,
    )  # fmt: skip
    optimise(raw)
    quantize_dynamic(
        raw,
        path,
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=False,
        extra_options={"MatMulConstBOnly": True, "DefaultTensorType": onnx.TensorProto.FLOAT},
    )
    raw.unlink()
    onnx.checker.check_model(str(path))


def optimise(path: Path) -> None:
    """Fuses layer norm and GELU where onnxruntime knows how; sum and layer norm apart are the faster kernels."""
    from onnxruntime.transformers import optimizer
    from onnxruntime.transformers.fusion_options import FusionOptions

    fusions = FusionOptions("bert")
    fusions.enable_skip_layer_norm = fusions.enable_bias_skip_layer_norm = False
    fused = optimizer.optimize_model(
        str(path), model_type="bert", num_heads=HEADS, hidden_size=WIDTH, opt_level=0, optimization_options=fusions
    )
    fused.save_model_to_file(str(path))


def main() -> None:
    """Writes recogniser.onnx and tokeniser.json and says how big they are."""
    checkpoint, folder, *sources = map(Path, sys.argv[1:])
    texts = [path for path in sources if path.suffix != ".json"]
    model = load(checkpoint)
    model.eval()
    made = Tokenizer.from_file(str(ENCODER / "tokenizer.json"))
    made.no_truncation()
    made.no_padding()
    lines = [
        line
        for path in texts
        for line in (
            path.read_text(encoding="utf-8").splitlines() if path.suffix == ".txt" else [e.text for e in read(path)]
        )
    ]
    before = [Tokenizer.from_file(str(path)).get_vocab() for path in sources if path.suffix == ".json"]
    ids = sorted(
        {*kept_ids(made, lines), *(i for piece, i in made.get_vocab().items() if any(piece in v for v in before))}
    )
    pruned(model, ids, ENCODER / "tokenizer.json", folder / TOKENISER_FILE)
    dynamic = folder / "dynamic.onnx"
    exported(model, dynamic)
    quantised(dynamic, folder / MODEL_FILE, run_time_tokens(folder), sampled(lines))
    dynamic.unlink()
    sizes = {p.name: p.stat().st_size for p in folder.iterdir()}
    print(len(ids), "pieces", sizes, np.__version__)


if __name__ == "__main__":
    main()
