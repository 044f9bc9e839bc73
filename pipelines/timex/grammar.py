"""Phrases of time as patterns over strings of token classes (see `lexicon`), each with the reader of its meaning."""

import re
from collections.abc import Callable, Iterator

from pipelines.timex import clocks, durations, nth, readers, relative
from pipelines.timex.timex import Timex
from pipelines.timex.tokens import Tokens

_ONE_COUNT = r"(?:a(?:NI?|oB)?|N(?:-?N)*(?:It?)?|[dny]N?)"
_COUNT = rf"(?:{_ONE_COUNT}q)?{_ONE_COUNT}"
_APPROX = "(?:gg|ig|g)?"
_MODIFIER = r"(?:tEIt?|EIt?|E-?)?"
_YEAR_TAIL = r"(?:,?I?t?f?(?:y|[LXT]U))"
_DATE = rf"(?:Y|(?:W,?t?)?[do]I?M(?:,?y|,?I?[LXT]U)?|(?:W,?)?Mt?[do](?:,?y)?)"  # noqa: F541 reads with its siblings
_DAY = rf"(?:{_DATE}|E?[LXT]?W|D|L(?=P))"

_RULES: tuple[tuple[str, str, Callable[[Tokens, int, int], Timex | None]], ...] = (
    ("clock", rf"(?:g|t)?(?:Cm?|[dc]m|d(?=itP)|P)z?,?(?:(?:it|T)?P)?(?:,?i?{_DAY}P?)?", relative.clock),
    ("told", r"a?[BQ][Lq][dN]", clocks.told),
    ("day_range", r"(?:Mt?[do]-[do]|t?[do]-[do]I?M)(?:,?y)?", nth.day_range),
    ("date", rf"E?{_DATE}(?:P|,?C)?", readers.calendar_date),
    ("hours_of", rf"t?EV(?:I{_DAY})?", clocks.hours_of),
    ("nth", r"(?:t?[oL][WZ]|(?:t?o|tL)U)[Ii]t?(?:M(?:,?I?y)?|[LXT]U)", nth.nth),
    ("day_of_month", r"t?oIt?[LXT]U", nth.day_of_month),
    ("quarter_code", r"f?u(?:,?I?f?(?:y|t?[LXT]U))?|yf?u", nth.quarter_code),
    ("year_run", r"v", nth.year_run),
    ("month_year", rf"{_MODIFIER}M(?:,?I?y|,?I?t?[LXT]U)", readers.month),
    (
        "quarter",
        rf"{_MODIFIER}t?(?:(?:[LXT]U|y)s?)?f?(?:o-?f?-?Q(?:{_YEAR_TAIL})?|[LXTr]f?Q|(?<=t)Q)",
        readers.quarter,
    ),
    ("year_period", r"ty[JQ]", readers.year_period),
    ("half", rf"t?(?:(?:[LXT]U|y)s?)?o-?B(?:{_YEAR_TAIL})?", readers.half),
    ("century", r"(?:tE(?:It?)?|EIt?|t?E-?|t)?o-?U", readers.century),
    ("decade", r"(?:tE(?:It?)?|EIt?|t?E-?|t)?K", readers.decade),
    ("year_before", r"a?(?:t(?=U-[Ab]-?[QJ]))?U-[Ab](?:-?[QJ])?", readers.year_before),
    ("ago", rf"{_APPROX}(?:{_COUNT}-?[UVZ](?:iaB)?|V)A", readers.ago),
    ("apart", rf"{_APPROX}{_COUNT}-?[UV]b", readers.ago),
    ("each", r"e(?:[Nd]?[UV]|[ox]?U|W|P|Z|S|M)", readers.each),
    ("times_a", r"(?:N?O|F)a[U]", readers.times_a),
    ("often", r"[Fw]", readers.often),
    ("span", rf"t?(?:[LXT]g?|o){_COUNT}[-]?[UV]", durations.counted_span),
    ("recent", r"t?[LXrT]V|r[UQ]", durations.recent),
    ("unit", rf"(?:b|{_MODIFIER})t?[LXT]{{1,2}}(?:U|Z|S|J|P)", relative.unit),
    ("end_of", r"t?EItU|UE|UsE|t?l[UQJ]|tT?fU|tTfU", relative.end_of),
    ("weekday", rf"{_MODIFIER}t?[LXT]?W(?:P)?", relative.weekday),
    ("season", rf"{_MODIFIER}t?[LXT]?S(?:{_YEAR_TAIL})?", relative.season),
    ("holiday", r"t?[LXT]?H(?:,?y)?", relative.holiday),
    ("deictic", r"E?DP?", relative.deictic),
    ("next_day", r"tX[DP]", relative.unit),
    ("and_half", rf"{_APPROX}{_COUNT}qaB[UV]", durations.and_half),
    ("duration", rf"{_APPROX}(?:t?{_COUNT}[UV]|[ta]?{_COUNT}-[UV](?:-x)?)|aB-?U|B-?aU", durations.duration),
    ("fiscal", r"t?fU?y?|tUy", relative.fiscal),
    ("weekend", r"t?Z", relative.weekend),
    ("month", rf"{_MODIFIER}[LXT]?M", readers.month),
    ("year", rf"{_MODIFIER}y", readers.year),
    ("vague", r"V", durations.vague_duration),
    ("the_unit", r"t(?:U|J)", durations.the_unit),
    ("past", r"tL(?![A-Z])|tp", durations.past),
    ("reference", r"G?R|tkp", durations.reference),
)
_IDLE = r"[x.,()/'|—-]"
"""Classes that begin no expression: most tokens, passed over before any rule is tried."""
_MASTER = re.compile(f"(?!{_IDLE})(?:" + "|".join(f"(?P<{name}>{pattern})" for name, pattern, _ in _RULES) + ")")
_READERS = {name: reader for name, _, reader in _RULES}


def expressions(tokens: Tokens) -> Iterator[Timex]:
    """The time expressions of a run of tokens, ascending and without overlap.

    Where a pattern fits but its reader refuses (30 February, a number that is no year), the search goes on one token
    later, so the work stays linear in the number of tokens.
    """
    classes = tokens.classes
    position = 0
    while match := _MASTER.search(classes, position):
        low, high = match.span()
        timex = _READERS[match.lastgroup or ""](tokens, low, high) if high > low else None
        if timex is None:
            position = low + 1
        else:
            yield timex
            position = high
