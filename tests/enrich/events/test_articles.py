"""What the readings of events and of claims share of a batch."""

from pipelines.enrich.events.articles import articles_of
from pipelines.enrich.events.lexicon import load_lexicon
from pipelines.enrich.events.phrases import load_actors

from .conftest import tables_of

TEXT = "Russian troops shelled Popasna. Officials in Kyiv said 12 people were killed."
NAMES = [("Russian", "NORP"), ("Popasna", "GPE"), ("Kyiv", "GPE")]


def of(batch):
    return articles_of(batch, load_actors(), load_lexicon())


def test_the_second_who_asks_for_the_same_tables_gets_what_the_first_got_and_the_third_does_not():
    batch = tables_of(TEXT, names=NAMES)
    first, second, third = of(dict(batch)), of(dict(batch)), of(dict(batch))
    assert second is first
    assert third is not first
    assert [item.cut for item in third[0].sentences] == [item.cut for item in first[0].sentences]


def test_equal_tables_that_are_not_the_same_are_read_for_themselves():
    first = of(tables_of(TEXT, names=NAMES))
    other = of(tables_of(TEXT, names=NAMES[:1]))
    assert [len(item.names) for item in first[0].sentences] == [2, 1]
    assert [len(item.names) for item in other[0].sentences] == [1, 0]


def test_claims_are_the_same_behind_the_reading_of_events_and_without_it(event_reader, claim_reader):
    batch = tables_of(TEXT, names=NAMES)
    event_reader.predict(batch)
    behind = claim_reader.predict(batch)
    assert behind.num_rows == 1
    assert claim_reader.predict(tables_of(TEXT, names=NAMES)).equals(behind)
