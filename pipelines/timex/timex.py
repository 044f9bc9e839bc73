"""What a time expression says, before and after it is tied to a calendar day."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


@dataclass(slots=True)
class Timex:
    """One time expression as read, not yet tied to a calendar.

    Attributes:
        start: First character.
        end: One past the last character.
        form: What sort of expression it is: `day`, `weekday`, `month`, `year`, `decade`, `century`, `quarter`, `half`,
            `season`, `holiday`, `weekend`, `unit` (this, last, next year), `shift` (two days ago), `deictic` (today),
            `clock`, `duration`, `set`, `nth` (the first Monday in June), `years` (2014-2019) or `ref` (now, recently).
        year: Explicit year.
        month: Explicit month.
        day: Explicit day of the month.
        weekday: ISO weekday.
        unit: Unit of a shift, a unit or a duration (`D`, `W`, `MO`, `Y`, ...).
        count: Number of units, signed for shifts; None when vague.
        shift: -1 for last, 0 for this, 1 for next; None when nothing says.
        base: `dct` when counted from the day of publication, `text` when counted from a day the text spoke of.
        part: Part of the day as TIMEX3 writes it, such as `MO`, or a clock time.
        modifier: `START`, `MID` or `END` of the period.
        label: Season, quarter, half or holiday, or the ready value of a set or reference.
        last: Last day of the month, or last year, where the expression is a run of them ('June 24-26', '2014-2019').
        opens_sentence: True when it stands at the head of its sentence.
        is_swappable: True for digits such as 03/04/2024, of which nothing in them tells the day from the month.
    """

    start: int
    end: int
    form: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    unit: str = ""
    count: int | None = None
    shift: int | None = None
    base: str = "dct"
    part: str = ""
    modifier: str = ""
    label: str = ""
    last: int | None = None
    opens_sentence: bool = False
    is_swappable: bool = False


class Resolved(NamedTuple):
    """A time expression in TIMEX3 terms, with the days it covers where it can be tied to the calendar."""

    timex_type: str
    value: str
    earliest: date | None = None
    latest: date | None = None


@dataclass(slots=True)
class Anchor:
    """What expressions are tied to.

    Attributes:
        published: Day of publication; None when unknown.
        spoken: The day that the text spoke of last, for 'two days later'.
        period: First day of the day, month or year that it spoke of last, for 'later that year'.
        quarter: True when the text spoke of quarters, so that 'a year earlier' means the same quarter.
    """

    published: date | None
    spoken: date | None = None
    period: date | None = None
    quarter: str = ""

    def base(self, timex: Timex) -> date | None:
        """The day an expression counts from."""
        if timex.base != "text":
            return self.published
        coarse = self.period if timex.unit in {"MO", "Y", "DE"} or timex.form in {"month", "season"} else None
        return coarse or self.spoken or self.published
