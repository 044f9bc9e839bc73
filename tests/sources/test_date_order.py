"""Day or month first is decided by a column's other dates, or left open."""

import pytest

from pipelines.sources import SourceDocument
from pipelines.sources.date_order import DateColumn, DateOrders

from .conftest import Read


@pytest.mark.parametrize(
    ("dates", "order"),
    [
        pytest.param(["03/04/2024", "13/04/2024"], "day", id="one row shows"),
        pytest.param(["03/04/2024", "04/13/2024"], "month", id="one row shows the other way"),
        pytest.param(["03-04-2024 10:00", "04-13-2024 11:00"], "month", id="with dashes and times"),
        pytest.param(["13/04/2024", "04/13/2024"], "", id="rows contradict each other"),
        pytest.param(["03/04/2024", "05/06/2024"], "", id="nothing shows"),
        pytest.param([f"{day:02}/03/2024" for day in range(1, 13)], "day", id="a run of days"),
        pytest.param([f"03/{day:02}/2024" for day in range(1, 13)], "month", id="a run of days the other way"),
        pytest.param([f"01/{month:02}/2024" for month in range(1, 13)], "", id="the first of each month, or January"),
        pytest.param(["03/04/2024", "17/04/2024", "April 4, 2024", "2024"], "", id="a column of many hands"),
        pytest.param([None, "", "13/04/2024"], "day", id="empty values do not count"),
        pytest.param([1713342600, "13/04/2024"], "", id="numbers are another form"),
        pytest.param([], "", id="no dates"),
    ],
)
def test_order_of_a_column(dates: list[object], order: str) -> None:
    column = DateColumn()
    for value in dates:
        column.add(value)
    assert column.order() == order


def test_a_file_is_looked_through_once() -> None:
    scans = 0

    def scan() -> dict[str, DateColumn]:
        nonlocal scans
        scans += 1
        return {"date": DateColumn(stated=1, numeric=1, day_first=1)}

    orders = DateOrders(scan)
    assert (orders.of("date"), orders.of("other"), scans) == ("day", "", 1)


def days(readings: list[object]) -> list[str | None]:
    return [str(r.published_on) if r.published_on else None for r in readings if isinstance(r, SourceDocument)]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "id,text,date\n1,one,03/04/2024\n2,two,25/04/2024\n"),
        ("a.jsonl", '{"text": "one", "date": "03/04/2024"}\n{"text": "two", "date": "25/04/2024"}\n'),
        ("a.json", '{"articles": [{"text": "one", "date": "03/04/2024"}, {"text": "two", "date": "25/04/2024"}]}'),
    ],
)
def test_later_rows_decide_how_earlier_ones_are_read(read_text: Read, name: str, content: str) -> None:
    assert days(read_text(name, content)) == ["2024-04-03", "2024-04-25"]


def test_each_column_is_decided_by_itself(read_text: Read) -> None:
    content = "text,date,pubdate\none,03/04/2024,\ntwo,25/04/2024,\nthree,,03/04/2024\nfour,,04/25/2024\n"
    assert days(read_text("a.csv", content)) == ["2024-04-03", "2024-04-25", "2024-03-04", "2024-04-25"]


def test_what_stays_open_keeps_its_words(read_text: Read) -> None:
    [document] = read_text("a.csv", "text,date\none,03/04/2024\n")
    assert isinstance(document, SourceDocument)
    assert (document.published_at, document.published_on, document.published_stated) == (None, None, "03/04/2024")
