"""The words that govern a toponym: "sanctions on", "talks with", "troops to", "Kiev's policies", "Caracas has denounced".

Who spoke is told apart from where something happened by what the name depends on, and that is mostly one word beyond
the preposition or the possessive. These cues are the words themselves; how much each says is learnt.
"""

from collections.abc import Iterator, Sequence

GOVERNOR_REACH = 7
"""Words passed over between a name and its governor: articles, directions, other names of a list."""
WORDS_BEFORE, WORDS_AFTER = 4, 5
"""Single words read on either side, wherever they stand."""
WORD_TEMPLATES = (
    "governor word",
    "form,governor word",
    "governed noun",
    "governed noun,preposition",
    "next word",
    "next words",
    "word after",
    "word before",
    "last words",
    "form,possessive",
)
PASSED_OVER = frozenset(
    """the a an north south east west northern southern eastern western central downtown greater upper lower
    rural""".split()  # noqa: SIM905 a word list reads better as prose
)
_LINKS = frozenset([",", "and", "-", "or"])
_DETERMINERS = frozenset(["the", "its", "their", "his", "a", "an"])
_PREPOSITIONS = frozenset(
    """in at near around outside inside within across throughout through into onto toward towards between off beyond
    along via above below over under upon to from for against with by on about of among like""".split()  # noqa: SIM905
)
_CLAUSE_STARTS = frozenset([".", ";", ":", "!", "?", "\n"])
_CLAUSE_ENDS = frozenset([".", ";", ":", "\n"])

Key = str | tuple[str, str]


def word_cues(
    before: Sequence[str], after: Sequence[str], form: str, *, is_possessive: bool
) -> Iterator[tuple[int, Key]]:
    """Cues as (position in `WORD_TEMPLATES`, cue); a position may come more than once, or not at all.

    Args:
        before: Words and marks before the mention, the nearest last.
        after: Words and marks after it, a possessive ending left out.
        form: How the name names its place: `NameForm.form`.
        is_possessive: Whether a possessive ending follows the name.
    """
    clause = _clause(before)
    lower = [word.lower() for word in clause]
    at = _governor_at(clause, lower)
    if at >= 0:
        governor = lower[at]
        yield 0, governor
        yield 1, (form, governor)
        if governor in _PREPOSITIONS and at:
            noun = lower[_noun_at(lower, at)]
            yield 2, noun
            yield 3, (noun, governor)
    following = [word.lower() for word in after[:WORDS_AFTER]]
    mark = "'s" if is_possessive else ""
    if following:
        yield 4, (following[0], mark)
    if len(following) > 1:
        yield 5, (following[0], following[1])
    for word in following:
        if word in _CLAUSE_ENDS:
            break
        yield 6, word
    for word in lower[-WORDS_BEFORE:]:
        yield 7, word
    if len(lower) > 1:
        yield 8, (lower[-2], lower[-1])
    yield 9, (form, mark)


def _clause(before: Sequence[str]) -> Sequence[str]:
    """The words since the last full stop, colon or line break."""
    for at in range(len(before) - 1, -1, -1):
        if before[at] in _CLAUSE_STARTS:
            return before[at + 1 :]
    return before


def _governor_at(clause: Sequence[str], lower: Sequence[str]) -> int:
    """Position of the nearest word that is no article, direction, name or link of a list; the furthest one looked at else."""
    least = max(-1, len(lower) - GOVERNOR_REACH)
    at = len(lower) - 1
    while at > least and (lower[at] in PASSED_OVER or lower[at] in _LINKS or clause[at][0].isupper()):
        at -= 1
    return at


def _noun_at(lower: Sequence[str], preposition: int) -> int:
    """Position of the word that a preposition hangs on: "sanctions" of "sanctions on"."""
    at = preposition - 1
    while at > 0 and lower[at] in _DETERMINERS:
        at -= 1
    return at
