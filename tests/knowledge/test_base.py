"""A base at run time: what is found by name, and what is known of it."""

from datetime import date

import numpy as np
import pyarrow as pa
import pytest

from pipelines.knowledge.base import MOST_PER_KEY, KnowledgeBase
from pipelines.knowledge.compiling.builder import Held, Name, Thing
from pipelines.knowledge.manifest import PackError
from pipelines.knowledge.names import full_keys, lone_keys, thing_keys

MINISTER = Thing(
    number=17,
    kind="person",
    names=[Name("Ilona Vasko"), Name("Ілона Васько", "uk")],
    popularity=0.62,
    country="UA",
    born=date(1970, 5, 1),
    offices=[
        Held("Minister of Health", 9, "UA", date(2019, 8, 29), date(2020, 3, 4)),
        Held("member of parliament", 8, "UA", date(2014, 1, 1), None),
    ],
)
COUNTRY = Thing(number=3, kind="country", names=[Name("Freedonia")], country="FD", geonames_id=555)


def test_an_entry_is_read_as_it_was_written(make_pack):
    base = KnowledgeBase(make_pack([MINISTER, COUNTRY]))
    (row,) = base.rows(full_keys("Ilona Vasko"))
    entry = base.entry(row)
    assert (entry.wikidata_id, entry.kind, entry.names) == ("Q17", "person", ("Ilona Vasko", "Ілона Васько"))
    assert (entry.country, entry.popularity, entry.born, entry.died) == ("UA", 0.62, date(1970, 5, 1), None)
    assert [(office.label, office.first_day, office.last_day, office.number) for office in entry.offices] == [
        ("member of parliament", date(2014, 1, 1), None, 8),
        ("Minister of Health", date(2019, 8, 29), date(2020, 3, 4), 9),
    ]
    assert [entry.number for entry in base.entries()] == [3, 17]
    assert set(base.wikidata_ids()) == {"Q3", "Q17"}


def test_many_entries_are_read_as_each_would_be_alone(make_pack):
    base = KnowledgeBase(make_pack([MINISTER, COUNTRY]))
    country, minister = base.entries()
    assert KnowledgeBase(base.folder).entries_of([1, 0, 1]) == [minister, country, minister]
    assert base.names_of([1, 0]) == [minister.names, country.names]
    assert (base.kinds([0, 1]), base.ranks([1, 0])) == (["country", "person"], [(-620, 17), (0, 3)])


def test_many_names_are_looked_up_as_each_would_be_alone(make_pack):
    base = KnowledgeBase(make_pack([MINISTER, COUNTRY]))
    asked = [lone_keys("Vasko"), frozenset(), thing_keys("Freedonia") | full_keys("Ilona Vasko"), lone_keys("Basko")]
    owners, rows = base.rows_under(asked)
    assert list(zip(owners.tolist(), rows.tolist(), strict=True)) == [(0, 1), (2, 0), (2, 1)]
    assert base.counts_under([asked[3], asked[0], asked[1]]) == [0, 1, 0]
    assert base.has_place([555, 556]).tolist() == [True, False]


def test_things_are_found_by_name_by_script_and_by_place(make_pack):
    base = KnowledgeBase(make_pack([MINISTER, COUNTRY]))
    assert base.rows(full_keys("Ілона Васько")) == base.rows(full_keys("Ilona Vasko")) == [1]
    assert base.rows(lone_keys("Vasko")) == [1]
    assert base.rows(thing_keys("FREEDONIA")) == base.rows_of_place(555) == [0]
    assert base.rows(full_keys("Ilona Basko")) == base.rows_of_place(556) == []


def test_a_pack_of_before_the_narrow_keys_is_asked_by_initials(make_pack):
    from pipelines.knowledge.compiling.builder import write_manifest
    from pipelines.knowledge.manifest import read_manifest
    from pipelines.knowledge.names import initial_keys
    from pipelines.knowledge.tables import write_table

    folder = make_pack([Thing(number=17, kind="person", names=[Name("Oksana Vasko")])])
    keys = sorted(initial_keys("Oksana Vasko") | lone_keys("Vasko"))
    older = pa.table({"key": pa.array(keys, pa.uint32()), "entity": pa.array([0] * len(keys), pa.uint32())})
    write_table(folder / "keys.arrow", older, is_compressed=True)
    write_manifest(folder, read_manifest(folder), 1)
    base = KnowledgeBase(folder)
    assert base.rows(base.full_keys("Oksana Vasko")) == [0]
    newer = KnowledgeBase(make_pack([Thing(number=17, kind="person", names=[Name("Oksana Vasko")])]))
    assert newer.rows(newer.full_keys("Olena Vasko")) == []
    assert newer.rows(newer.full_keys("Oksana Vasko")) == [0]


def test_many_keys_are_asked_at_once(make_pack):
    base = KnowledgeBase(make_pack([MINISTER, COUNTRY]))
    known, unknown = sorted(lone_keys("Vasko")), sorted(lone_keys("Basko"))
    assert base.has(np.array([*unknown, *known, 0, 2**32 - 1], np.uint32)).tolist() == [False, True, False, False]
    assert base.has(np.array([], np.uint32)).tolist() == []


def test_an_item_is_found_by_its_id(make_pack):
    base = KnowledgeBase(make_pack([MINISTER, COUNTRY]))
    assert base.find("Q17").names[0] == "Ilona Vasko"
    unknown = ["Q1", "Q18", f"Q{2**32 + 17}", f"Q{2**70}"]
    assert base.find_all([*unknown, "Q17", "Q3"]) == [*[None] * 4, base.find("Q17"), base.find("Q3")]
    assert KnowledgeBase(make_pack([])).find("Q17") is None


def test_the_most_popular_of_many_are_looked_at(make_pack):
    things = [
        Thing(number=n, kind="person", names=[Name(f"Ann Wang{n}"), Name("Ann Wang")], popularity=n / 10_000)
        for n in range(1, MOST_PER_KEY + 51)
    ]
    base = KnowledgeBase(make_pack(things))
    rows = base.rows(full_keys("Ann Wang"))
    assert len(rows) == MOST_PER_KEY
    assert base.counts_under([full_keys("Ann Wang")])[0] >= MOST_PER_KEY + 50
    assert max(entry.number for entry in map(base.entry, rows)) == MOST_PER_KEY + 50


def test_a_file_with_other_columns_is_refused(make_pack):
    import json

    from pipelines.worker import file_digest

    folder = make_pack([MINISTER])
    (folder / "keys.arrow").write_bytes((folder / "positions.arrow").read_bytes())
    manifest = json.loads((folder / "pack.json").read_text())
    manifest["files"]["keys.arrow"] = file_digest(folder / "keys.arrow")
    (folder / "pack.json").write_text(json.dumps(manifest))
    with pytest.raises(PackError, match="columns are not those"):
        KnowledgeBase(folder)
    (folder / "keys.arrow").write_bytes(b"none")
    manifest["files"]["keys.arrow"] = file_digest(folder / "keys.arrow")
    (folder / "pack.json").write_text(json.dumps(manifest))
    with pytest.raises(PackError, match="not an Arrow file"):
        KnowledgeBase(folder)
