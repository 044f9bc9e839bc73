"""Days, kinds and popularity of items."""

from datetime import date

import pytest

from pipelines.knowledge.compiling.items import Item, kind_of, popularity, thing_of, wikidata_day


@pytest.mark.parametrize(
    ("text", "is_end", "day"),
    [
        ("+2014-03-05T00:00:00Z", False, date(2014, 3, 5)),
        ("+2014-00-00T00:00:00Z", False, date(2014, 1, 1)),
        ("+2014-00-00T00:00:00Z", True, date(2014, 12, 31)),
        ("+2014-02-00T00:00:00Z", True, date(2014, 2, 28)),
        ("+2014-12-00T00:00:00Z", True, date(2014, 12, 31)),
        ("-0044-03-15T00:00:00Z", False, None),
        ("+13798000000-00-00T00:00:00Z", False, None),
        ("+2014-02-31T00:00:00Z", False, None),
        ("", False, None),
    ],
)
def test_days_are_read_as_far_as_they_are_stated(text, is_end, day):
    assert wikidata_day(text, is_end=is_end) == day


def test_kinds_follow_what_is_stated():
    assert kind_of(Item(1, classes={5})) == "person"
    assert kind_of(Item(1, classes={3624078}, has_place=True)) == "country"
    assert kind_of(Item(1, has_seat=True, has_place=True)) == "organisation"
    assert kind_of(Item(1, geonames_id=5)) == "place"
    assert kind_of(Item(1)) == "other"


def test_popularity_grows_with_pages_and_stays_within_1():
    assert popularity(0) == 0
    assert popularity(3) < popularity(40) < popularity(400) == 1.0


def test_an_item_without_a_name_is_none():
    assert thing_of(Item(1)) is None
