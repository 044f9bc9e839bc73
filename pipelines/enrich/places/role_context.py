"""Token vectors of the shared encoder around a mention, for the roles that the words alone leave open."""

import hashlib
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pipelines.encoder import load_model
from pipelines.encoder.batching import model_inputs
from pipelines.encoder.tokens import TokenEncoder

Floats = npt.NDArray[np.float32]

ENCODER_FOLDER = Path(__file__).resolve().parents[2] / "models" / "entities"
ENCODER_FILE = ENCODER_FOLDER / "recogniser.onnx"
TOKENISER_FILE = ENCODER_FOLDER / "tokeniser.json"
OUTPUT = "token_vectors"
WINDOW_CHARS = 140
"""Characters read on either side of a mention: the sentence, mostly."""
MAX_TOKENS = 160


def encoder_digest() -> str:
    """Identity of the encoder's weights; a head fitted on others must not be used."""
    return hashlib.blake2b(ENCODER_FILE.read_bytes(), digest_size=8).hexdigest()


class ContextEncoder:
    """Vectors of a mention, the word after it and the word before it, side by side.

    One window a call, so that the vectors of a mention never depend on what else is read.
    """

    def __init__(self) -> None:
        self._model = load_model(ENCODER_FILE, 1)
        self._tokens = TokenEncoder(TOKENISER_FILE, max_tokens=MAX_TOKENS)

    def vector(self, text: str, start: int, end: int) -> Floats | None:
        """The vector of one mention, or None where the window holds no word."""
        first = _word_edge(text, max(0, start - WINDOW_CHARS), start)
        window = text[first : end + WINDOW_CHARS]
        (tokens,) = self._tokens.encode([window])
        if not len(tokens.first_tokens):
            return None
        vectors = self._model.run(model_inputs([tokens]), [OUTPUT])[OUTPUT][0].astype(np.float32)[tokens.first_tokens]
        last_word = len(vectors) - 1
        opening = min(last_word, max(0, int(np.searchsorted(tokens.starts, start - first, side="right")) - 1))
        closing = min(last_word, max(opening, int(np.searchsorted(tokens.starts, end - first, side="left")) - 1))
        named = vectors[opening : closing + 1].mean(axis=0)
        return np.concatenate((named, vectors[min(last_word, closing + 1)], vectors[max(0, opening - 1)]))


def _word_edge(text: str, first: int, start: int) -> int:
    """Where the window may begin without cutting a word or reaching into the line before."""
    line = text.rfind("\n", first, start)
    if line >= 0:
        return line + 1
    space = text.find(" ", first, start) if first else -1
    return space + 1 if space >= 0 else first
