"""Which articles name what: whatever is written in whatever order, the last word on each article counts."""

import sqlite3
from contextlib import closing

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from pipelines.search.index import make_tables
from pipelines.search.postings import Subject, mask_of, read_named_keys, write_named

LISTS = pa.schema([("kind", pa.string()), ("id", pa.string()), ("numbers", pa.list_(pa.int64()))])
SUBJECTS = [Subject(kind, name) for kind in ("entity", "place") for name in ("a", "b")]
LAST = 4


def file_of(*steps):
    """A side file of articles 1 to 4, of which it was written step by step what they name."""
    connection = sqlite3.connect(":memory:")
    make_tables(connection)
    connection.execute("insert into mark values ('last_number', ?)", (str(LAST),))
    connection.executemany("insert into articles values (?, ?, '', null)", [(n, f"a{n}") for n in range(1, LAST + 1)])
    for step in steps:
        rows = [
            {
                "kind": subject.kind,
                "id": subject.id,
                "numbers": sorted(n for n, named in step.items() if subject in named),
            }
            for subject in SUBJECTS
            if any(subject in named for named in step.values())
        ]
        lists = pa.Table.from_pylist(rows, schema=LISTS)
        write_named(connection, list(step), [str(sorted(named)) for named in step.values()], lists)
    return connection


def masks(connection):
    return {subject: mask_of(connection, [[subject]]) for subject in SUBJECTS}


@given(
    st.lists(
        st.dictionaries(st.integers(1, LAST), st.sets(st.sampled_from(SUBJECTS)), min_size=1), min_size=1, max_size=4
    )
)
def test_lists_are_those_of_the_last_word_on_each_article(steps):
    last = {number: named for step in steps for number, named in step.items()}
    with closing(file_of(*steps)) as connection:
        expected = {
            subject: bytes(subject in last.get(number, ()) for number in range(LAST + 1)) for subject in SUBJECTS
        }
        assert masks(connection) == expected
        keys = read_named_keys(connection)
        assert dict(zip(keys["article_id"], keys["named_key"], strict=True)) == {
            f"a{number}": str(sorted(named)) for number, named in last.items()
        }


def test_an_article_has_to_name_one_subject_of_each_narrowing():
    person, place = SUBJECTS[0], SUBJECTS[3]
    with closing(file_of({1: {person}, 2: {person, place}, 3: {place}})) as connection:
        assert mask_of(connection, [[person], [place]]) == bytes([0, 0, 1, 0, 0])
        assert mask_of(connection, [[person, place]]) == bytes([0, 1, 1, 1, 0])
        assert mask_of(connection, [[Subject("entity", "nobody")]]) == bytes(LAST + 1)
        assert mask_of(connection, []) == bytes([1] * (LAST + 1))
