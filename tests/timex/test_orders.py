"""Which of day and month comes first in numeric dates."""

import pytest

from pipelines.timex.orders import DAY_FIRST, MONTH_FIRST, date_order

CASES = {
    "one date of one order": (["Sent 25/04/2020."], DAY_FIRST),
    "another article of the dump": (["Sent 03/04/2020.", "Sent 04-25-2020."], MONTH_FIRST),
    "both orders": (["Sent 25/04/2020 and 04/25/2020."], None),
    "no telling date": (["Sent 03/04/2020."], None),
    "no text": ([], None),
    "digits that are no date": (["Ratio 25/40/2020, 25/4 and 1/25/04/2020."], None),
}


@pytest.mark.parametrize(("texts", "order"), CASES.values(), ids=CASES)
def test_order(texts: list[str], order: str | None) -> None:
    assert date_order(texts) == order
