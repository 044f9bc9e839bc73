"""Text in capitals, as old wires and some databases print it, in the case that the model has learnt from."""

import re
from collections.abc import Sequence

MIN_SHARE = 0.7  # of the lines with letters, in capitals from end to end, that make a text one of capitals
READ_CHARS = 400
_SENTENCE_START = re.compile(r"(?:^|(?<=[.!?] )|(?<=[.!?][\"'”’] ))([“\"'‘(\[«]*)([^\W\d_])")


def is_in_capitals(texts: Sequence[str]) -> bool:
    """True when most lines that hold letters are written in capitals alone."""
    lettered = [text[:READ_CHARS] for text in texts if any(map(str.isalpha, text[:READ_CHARS]))]
    return bool(lettered) and sum(map(str.isupper, lettered)) >= MIN_SHARE * len(lettered)


def recased(text: str) -> str:
    """The text in small letters, sentences opening with a capital; what had small letters stays as it is."""
    return _SENTENCE_START.sub(lambda m: m[1] + m[2].upper(), text.lower()) if text.isupper() else text
