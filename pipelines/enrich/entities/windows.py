"""Texts cut into the stretches that the recogniser reads at once: about a sentence, never more than a bound."""

import re
from collections.abc import Iterator

MAX_WINDOW_CHARS = 400
"""About 100 tokens of news prose; the network was tuned on sentences of at most 128."""

_CLOSERS = "\"'”’)\\]"
_END = re.compile(rf"(?<![.!?…])[.!?…]++[{_CLOSERS}]{{0,3}}+(?=\s++[\"'“‘(\[]?[A-Z0-9])|\n++")
_ABBREVIATED = re.compile(
    r"(?:^|[\s(\"'“])(?:[A-Z]|(?:[A-Za-z]\.){1,4}[A-Za-z]|Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Maj|Capt|Sgt|Cpl|Adm|Sen|Rep|Gov|Rev|Hon|St|Mt"
    r"|Jr|Sr|ST|MT|FT|DR|MR|MRS|SEN|REP|GOV|GEN|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|No|vs|v|etc|Inc|Ltd|Co|Corp|Ft|Brig|Cmdr|Supt|Pres|Pvt)$"
)
_LOOK_BEHIND_CHARS = 24

_OPENERS = frozenset(
    """a about according after all also although an and another any are as asked at because before both but by
    despite during each earlier even every few first following for from had has have he her here his how however
    i if in instead into is it its just last later like many meanwhile more most much my no nobody nor not
    nothing now of officials on once one only or other others our over people police she since so some still
    such than that the their them then there these they this those though through thus to today tomorrow two
    under until up very was we were what when where whether which while who why will with without would
    yesterday yet you your""".split()  # noqa: SIM905 a word list reads better as prose
)


def windows(text: str) -> Iterator[tuple[int, int]]:
    """Spans of `text` that cover all of it but white space, each at most `MAX_WINDOW_CHARS` long.

    Cuts fall at line ends and sentence ends; a longer sentence is cut at a space, and a longer word anywhere. Time is
    linear in the text.
    """
    begin = 0
    for match in _END.finditer(text):
        cut = match.end()
        if text[match.start()] == "." and _ABBREVIATED.search(
            text[max(begin, match.start() - _LOOK_BEHIND_CHARS) : match.start()]
        ):
            continue
        yield from _bounded(text, begin, cut)
        begin = cut
    yield from _bounded(text, begin, len(text))


def _bounded(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    while begin < end:
        while begin < end and text[begin].isspace():
            begin += 1
        stop = end
        if end - begin > MAX_WINDOW_CHARS:
            stop = text.rfind(" ", begin + MAX_WINDOW_CHARS // 2, begin + MAX_WINDOW_CHARS)
            stop = begin + MAX_WINDOW_CHARS if stop < 0 else stop
        trimmed = stop
        while trimmed > begin and text[trimmed - 1].isspace():
            trimmed -= 1
        if trimmed > begin:
            yield begin, trimmed
        begin = stop


def may_hold_name(text: str) -> bool:
    """False where a name cannot be: no capital but that of a common opening word, and no letter of a script without case.

    Newswire in lower case throughout is not read; that is the price of not guessing.
    """
    if text == text.lower():
        return False
    opening = text.split(maxsplit=1)[0].strip("\"'“”‘’(,")
    if opening.lower() not in _OPENERS:
        return True
    rest = text[text.index(opening) + len(opening) :] if opening else text
    return rest != rest.lower()
