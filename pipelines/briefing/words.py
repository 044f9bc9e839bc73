"""Days and counts as a page says them."""

from datetime import date

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_READ = {"text": "day read from the text", "dateline": "day read from the dateline"}


def day_words(day: date, basis: str = "metadata") -> str:
    """Return a day such as `17 March 2026`, with where it is from unless the source states it."""
    words = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    return f"{words} ({_READ[basis]})" if basis in _READ else words


def span_words(since: date, until: date) -> str:
    """Return days such as `16 to 22 March 2026`, saying month and year once where they are the same."""
    if since == until:
        return day_words(since)
    if (since.year, since.month) == (until.year, until.month):
        return f"{since.day} to {day_words(until)}"
    if since.year == until.year:
        return f"{since.day} {MONTHS[since.month - 1]} to {day_words(until)}"
    return f"{day_words(since)} to {day_words(until)}"


def counted(number: int, one: str, many: str = "") -> str:
    """Return a count with its noun, such as `1 source` and `1,200 sources`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def share(part: int, whole: int) -> str:
    """Return a part as a percentage; none of nothing is a dash. Never 0 % for some, nor 100 % for not all."""
    if not whole:
        return "–"
    percent = 100 * part / whole
    if 0 < percent < 1:
        return "under 1 %"
    return "over 99 %" if 99 < percent < 100 else f"{percent:.0f} %"
