"""Whether a column writes the day or the month first, decided by its other dates."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from pipelines.sources.date_forms import DateOrder, numeric_parts

MIN_UNIFORM_SHARE = 0.9
"""Share of a column's dates that must have the form `03/04/2026`: a column of many forms was written by many hands."""

MIN_RUN_DAYS = 5
"""Different days that must share one month before they show which number is the month."""


@dataclass(slots=True)
class DateColumn:
    """What the dates of one column say of their order, counted as they come; a few hundred bytes at most."""

    stated: int = 0
    numeric: int = 0
    day_first: int = 0
    month_first: int = 0
    firsts: set[int] = field(default_factory=set)
    others: set[int] = field(default_factory=set)

    def add(self, value: object) -> None:
        """Count one value of the column."""
        if value is None or value == "":
            return
        self.stated += 1
        parts = numeric_parts(value) if isinstance(value, str) else None
        if parts is None:
            return
        first, other = parts
        self.numeric += 1
        self.day_first += first > 12 >= other >= 1
        self.month_first += other > 12 >= first >= 1
        if 1 <= first <= 12 and 1 <= other <= 12:
            self.firsts.add(first)
            self.others.add(other)

    def order(self) -> DateOrder:
        """What stands first; empty when the dates do not say, or contradict each other.

        A date such as `13/04/2026` decides. Without one, five days or more of one month do, unless that number is 1:
        the first of each month is as likely.
        """
        if not self.stated or self.numeric < MIN_UNIFORM_SHARE * self.stated or (self.day_first and self.month_first):
            return ""
        if self.day_first or self.month_first:
            return "day" if self.day_first else "month"
        if len(self.firsts) >= MIN_RUN_DAYS and len(self.others) == 1 and 1 not in self.others:
            return "day"
        if len(self.others) >= MIN_RUN_DAYS and len(self.firsts) == 1 and 1 not in self.firsts:
            return "month"
        return ""


class DateOrders:
    """The order of each date column of one file; the file is read for it once, when the first ambiguous date is met.

    Args:
        scan: Reads the file's dates, by column.
    """

    def __init__(self, scan: Callable[[], Mapping[str, DateColumn]]) -> None:
        self._scan = scan
        self._orders: dict[str, DateOrder] | None = None

    def of(self, column: str) -> DateOrder:
        """The order of a column's dates."""
        if self._orders is None:
            self._orders = {name: dates.order() for name, dates in self._scan().items()}
        return self._orders.get(column, "")
