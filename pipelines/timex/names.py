"""Words of time inside other names: 'The Sunday Times', 'June Okoro', 'Bloody Sunday', and 'the Sept. 11 attacks'."""

from pipelines.timex.phrases import word_at
from pipelines.timex.tokens import Tokens

_PAPERS = frozenset({
    "times", "telegraph", "mail", "mirror", "express", "herald", "independent", "tribune", "star", "sun", "post", "world",
    "journal", "people", "sport", "vision", "monitor", "gazette", "standard", "nation", "age", "observer",
})  # fmt: skip
"""What newspapers that are called after a day of the week call themselves."""
_ON_PAPERS = frozenset({"mail", "scotland", "independent", "wales", "ireland", "sunday"})
"""Papers of the form 'The Mail on Sunday'."""
_SHOWS = {"night": frozenset({"live", "football", "lights", "fever"}), "morning": frozenset({"football"})}
"""Programmes that carry a weekday and a part of the day: 'Saturday Night Live', 'Monday Night Football'."""
_WORKS = frozenset({
    "series", "show", "drama", "sitcom", "film", "movie", "novel", "musical", "album", "band", "play", "podcast", "thriller",
})  # fmt: skip
_DAY_LEADS = frozenset({"on", "by", "until", "till", "from", "since", "before", "after", "through", "for", "to"})
"""Words before a weekday that is a day."""
_APPOSITION_WORDS = 4
"""Words between the article and the noun of 'Wednesday, the hit Netflix series'."""
_BEFORE_NAMES = frozenset({"bloody", "ruby", "freaky", "girl"})
GIVEN_NAMES = frozenset({"april", "may", "june", "august", "january", "sunday", "wednesday", "friday"})
"""Months and weekdays that are people's given names."""
_LEADS = frozenset("iITLXtaEebrsqdoyM,")
"""Classes that lead a date, never a name: prepositions, articles, 'last', 'early', possessives."""

LANDMARKS = {(9, 11): 2001, (1, 6): 2021, (10, 7): 2023, (7, 7): 2005}
"""Days that name an event long after it, with its year."""
_LANDMARK_WORDS = {
    (9, 11): {"attack", "attacks", "terror", "terrorist", "terrorists", "hijackers", "hijacker", "hijackings", "commission", "victims", "plot", "mastermind", "memorial", "families", "conspirators"},
    (1, 6): {"riot", "riots", "insurrection", "attack", "committee", "rioter", "rioters", "hearings", "hearing", "panel", "defendants", "siege"},
    (10, 7): {"attack", "attacks", "massacre", "assault", "hostages"},
    (7, 7): {"bombings", "bombing", "bombers", "attacks"},
}  # fmt: skip


def is_paper_or_show(tokens: Tokens, low: int, at: int, high: int) -> bool:
    """True when a weekday is part of the name of a newspaper, a programme, a work or an event of history.

    Args:
        tokens: The run.
        low: First token of the expression.
        at: The weekday.
        high: One past the last token of the expression.
    """
    after, before = word_at(tokens, at + 1), word_at(tokens, at - 1)
    if after in _PAPERS and _is_capital(tokens, at + 1) and _is_capital(tokens, at):
        return True
    if before == "on" and word_at(tokens, at - 2) in _ON_PAPERS and _is_capital(tokens, at - 2):
        return True
    if before in _BEFORE_NAMES and _is_capital(tokens, at - 1):
        return True
    if low == at and high == at + 1 and after == "," and word_at(tokens, at + 2) in {"the", "a", "an"}:
        words = [word_at(tokens, at + 3 + step) for step in range(_APPOSITION_WORDS)]
        return before not in _DAY_LEADS and "day" not in words and not _WORKS.isdisjoint(words)
    return word_at(tokens, high) in _SHOWS.get(after, ()) and _is_capital(tokens, high) and high > at + 1 > low


def is_person(tokens: Tokens, low: int, at: int) -> bool:
    """True when a bare month or weekday is the given name of a capitalised surname: nothing that leads a date stands before."""
    if tokens.words[at] not in GIVEN_NAMES or low != at or not _is_capital(tokens, at):
        return False
    if not _is_capital(tokens, at + 1) or tokens.classes[at + 1] != "x":
        return False
    before = tokens.classes[at - 1 : at]
    if tokens.words[at].endswith("day") and before not in {"", ".", "|"}:
        return False
    return before not in _LEADS or before == ""


def landmark_year(tokens: Tokens, high: int, month: int, number: int) -> int | None:
    """The year of 'the Sept. 11 attacks', 'the Jan. 6 committee': a day that a word after it makes the name of an event."""
    words = _LANDMARK_WORDS.get((month, number))
    return LANDMARKS[month, number] if words and word_at(tokens, high) in words else None


def _is_capital(tokens: Tokens, at: int) -> bool:
    return 0 <= at < len(tokens.capitals) and tokens.capitals[at] == "A"
