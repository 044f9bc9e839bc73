"""The words of time, each with a one-letter class and a value, so that phrases can be matched on strings of classes.

Classes: `W` weekday, `w` weekdays as a plural, `M` month, `d` number that can be a day of the month, `y` number that
can be a year, `n` other number, `N` number word or vague count, `o` ordinal, `K` decade, `U` unit, `V` unit in the
plural, `P` part of the day, `S` season, `Q` quarter, `B` half, `L` last, `X` next, `T` this, `t` the, `a` a/an,
`A` ago, `b` earlier/later, `E` early/mid/late/end, `D` today and the like, `R` vague reference, `e` every, `F` daily
and the like, `f` fiscal, `H` holiday, `C` clock time, `m` am/pm, `z` time zone, `r` recent, `I` of, `i` other
preposition, `g` about/nearly, `s` possessive, `j` year-ago and the like, `Z` weekend, `J` period, `u` quarter or half as
`Q3`, `v` run of years, `x` anything else.
"""

from collections.abc import Iterable

from pipelines.timex.calendar import HOLIDAYS

OTHER = "x"

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY_SHORT = {
    "mon": 1, "tue": 2, "tues": 2, "wed": 3, "weds": 3, "thu": 4, "thur": 4, "thurs": 4, "fri": 5, "sat": 6, "sun": 7,
}  # fmt: skip
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTH_SHORT = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_UNITS = {
    "second": "S", "minute": "M", "hour": "H", "day": "D", "night": "D", "week": "W", "fortnight": "F", "month": "MO",
    "quarter": "Q", "year": "Y", "decade": "DE", "century": "CE", "millennium": "ME",
}  # fmt: skip
_CARDINALS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    "hundred": 100, "dozen": 12,
}  # fmt: skip
_VAGUE_COUNTS = (
    "few", "several", "many", "some", "dozens", "hundreds", "thousands", "numerous", "multiple", "handful",
)  # fmt: skip
_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
]

Entry = tuple[str, int | str]
LEXICON: dict[str, Entry] = {}
CAPITALISED: frozenset[str] = frozenset({"may", "march", "august", *_WEEKDAY_SHORT, *_MONTH_SHORT})
"""Words that are dates only with a capital: 'may', 'march' and abbreviations such as 'sat' are common words."""


def _enter(code: str, words: Iterable[str], value: int | str = "") -> None:
    for word in words:
        LEXICON[word] = (code, value)


for _index, _word in enumerate(_WEEKDAYS, start=1):
    LEXICON[_word] = ("W", _index)
    LEXICON[_word + "s"] = ("w", _index)
for _index, _word in enumerate(_MONTHS, start=1):
    LEXICON[_word] = ("M", _index)
LEXICON.update({word: ("W", value) for word, value in _WEEKDAY_SHORT.items()})
LEXICON.update({word: ("M", value) for word, value in _MONTH_SHORT.items()})
for _word, _unit in _UNITS.items():
    LEXICON[_word] = ("U", _unit)
    LEXICON["centuries" if _word == "century" else _word + "s"] = ("V", _unit)
LEXICON.update({word: ("N", value) for value, word in enumerate(_CARDINALS)})
LEXICON.update({word: ("N", value) for word, value in _TENS.items()})
LEXICON["couple"] = ("N", 2)
_enter("N", _VAGUE_COUNTS, "X")
LEXICON.update({word: ("o", value) for value, word in enumerate(_ORDINALS, start=1)})
LEXICON["second"] = ("o", 2)
LEXICON["half"] = ("B", 0)
LEXICON["quarter"] = ("Q", "Q")
LEXICON["quarters"] = ("V", "Q")
LEXICON["weekend"] = ("Z", "")
LEXICON["weekends"] = ("F", "XXXX-WXX-WE")
for _word, _part in (
    ("morning", "MO"), ("afternoon", "AF"), ("evening", "EV"), ("night", "NI"), ("noon", "T12:00"),
    ("midday", "MI"), ("lunchtime", "MI"), ("midnight", "T24:00"), ("dawn", "MO"), ("dusk", "EV"),
    ("daybreak", "MO"), ("sunrise", "MO"), ("sunset", "EV"), ("nightfall", "NI"),
):  # fmt: skip
    LEXICON[_word] = ("P", _part)
for _word, _season in (
    ("spring", "SP"), ("summer", "SU"), ("autumn", "FA"), ("fall", "FA"), ("winter", "WI"),
):  # fmt: skip
    LEXICON[_word] = ("S", _season)
for _word, _shift in (("today", 0), ("yesterday", -1), ("tomorrow", 1), ("tonight", 0), ("overnight", 0)):
    LEXICON[_word] = ("D", _shift)
_enter("L", ("last", "past", "previous", "preceding", "prior"), -1)
_enter("X", ("next", "coming", "following", "upcoming"), 1)
_enter("T", ("this", "current", "that", "same"), 0)
_enter("t", ("the",))
_enter("a", ("a", "an"), 1)
_enter("A", ("ago",))
_enter("b", ("earlier", "before"), -1)
_enter("b", ("later", "hence"), 1)
_enter("q", ("to", "or", "and"))
LEXICON["early"] = ("E", "START")
LEXICON["mid"] = ("E", "MID")
LEXICON["middle"] = ("E", "MID")
LEXICON["late"] = ("E", "END")
LEXICON["later"] = ("b", 1)
LEXICON["end"] = ("E", "END")
LEXICON["beginning"] = ("E", "START")
LEXICON["start"] = ("E", "START")
_enter("R", ("now", "currently", "presently", "nowadays"), "PRESENT_REF")
_enter("R", ("recently", "lately"), "PAST_REF")
_enter("R", ("soon", "shortly"), "FUTURE_REF")
_enter("r", ("recent",), "PAST_REF")
_enter("l", ("latest", "full"))
_enter("T", ("these",), 0)
_enter("k", ("near",))
_enter("G", ("right", "just"))
_enter("e", ("every", "each", "per"))
_enter("F", ("daily", "nightly"), "P1D")
_enter("F", ("hourly",), "PT1H")
_enter("F", ("weekly",), "P1W")
_enter("F", ("monthly",), "P1M")
_enter("F", ("yearly",), "P1Y")
_enter("f", ("fiscal",))
_enter("I", ("of",))
_enter("i", ("in", "on", "at", "by", "since", "until", "till", "during", "from", "for", "after", "before", "through", "between", "within", "around", "throughout"))  # fmt: skip
_enter("g", ("nearly", "least", "than", "more", "less"))  # fmt: skip
_enter("z", ("est", "edt", "et", "gmt", "utc", "bst", "cet", "cest", "pst", "pdt", "pt", "ct", "cst", "cdt", "ist", "msk"))  # fmt: skip
_enter("s", ("'s", "’s"))
_enter("J", ("period",))
_enter("p", ("future",), "FUTURE_REF")
_enter("O", ("once", "twice", "times", "time"))
for _name, _key in HOLIDAYS.items():
    if " " not in _name:
        LEXICON[_name] = ("H", _key)

_ALWAYS = {"W", "w", "M", "U", "V", "P", "S", "Q", "D", "R", "F", "K", "H", "Z", "J", "r", "p"}
TRIGGERS: frozenset[str] = frozenset(
    {word for word, (code, _) in LEXICON.items() if code in _ALWAYS} | {"past"},
)
