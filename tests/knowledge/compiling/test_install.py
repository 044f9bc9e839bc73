"""Full bases from dumps: what is read, what is refused, and that an interrupted try goes on."""

import gzip
from datetime import date

import pytest

from pipelines.knowledge.base import KnowledgeBase
from pipelines.knowledge.compiling import install as installing
from pipelines.knowledge.compiling.install import install_dump
from pipelines.knowledge.manifest import PackError
from pipelines.knowledge.names import full_keys, thing_keys
from pipelines.knowledge.shelf import packs_folder

from .written_dumps import ITEMS, item, json_dump, truthy_dump

MANY = [item(1000 + n, "person", f"Ann{n % 17} Author{n}", country=30, sitelinks=n % 50) for n in range(400)]


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


def written(path, text):
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return path


def installed(home, name="wikidata"):
    return KnowledgeBase(packs_folder(home) / name)


@pytest.mark.parametrize(
    ("file", "make"),
    [("latest-all.json.gz", json_dump), ("latest-all.json", json_dump), ("latest-truthy.nt.gz", truthy_dump)],
)
@pytest.mark.parametrize("part_things", [2, 100])
def test_a_dump_becomes_a_base(tmp_path, home, file, make, part_things):
    manifest = install_dump(written(tmp_path / file, make(ITEMS)), home, part_things=part_things)
    assert (manifest.date, manifest.entity_count, manifest.popularity_basis) == (date(2026, 2, 3), 6, "sitelinks")
    base = installed(home)
    entries = {entry.number: entry for entry in base.entries()}
    assert {n: entry.kind for n, entry in entries.items()} == {
        30: "country", 31: "other", 42: "person", 43: "organisation", 44: "place", 45: "person",
    }  # fmt: skip
    rosa = entries[42]
    assert (rosa.names, rosa.country, rosa.born) == (("Rosa Lindqvist", "R. Lindqvist"), "FD", date(1970, 5, 1))
    days = (date(2014, 1, 1), date(2018, 12, 31)) if make is json_dump else (None, None)
    assert [(o.label, o.number, o.country, o.first_day, o.last_day) for o in rosa.offices] == [
        ("Minister of Weights", 31, "FD", *days)
    ]
    assert entries[45].country is None
    assert entries[30].geonames_id == 555
    assert entries[30].popularity > entries[42].popularity > entries[45].popularity == 0
    assert [base.entry(row).number for row in base.rows(full_keys("Rosa Lindqvist"))] == [42]
    assert [base.entry(row).number for row in base.rows(thing_keys("fredenburg"))] == [44]


def test_parts_of_any_size_make_the_same_answers(tmp_path, home):
    dump = written(tmp_path / "latest-all.json", json_dump([*ITEMS, *MANY]))
    found = []
    for size in (7, 1000):
        install_dump(dump, home, name=f"by-{size}", part_things=size)
        found.append(
            [(e.number, e.names, e.country, e.popularity, e.offices) for e in installed(home, f"by-{size}").entries()]
        )
    assert found[0] == found[1]
    assert len(found[0]) == 406


@pytest.mark.parametrize(
    ("file", "cut"),
    [
        pytest.param("a.json.gz", lambda data: data[: len(data) // 2], id="half a gz"),
        pytest.param("a.json", lambda data: data[:-3], id="JSON without its end"),
        pytest.param("a.json", lambda data: data[: len(data) // 2], id="JSON in the middle of an item"),
        pytest.param("a.nt", lambda data: data[: len(data) // 2], id="half a truthy dump"),
        pytest.param("a.nt", lambda data: data[:-4], id="truthy dump without its last full stop"),
    ],
)
def test_a_dump_that_is_cut_short_is_said_and_nothing_is_installed(tmp_path, home, file, cut):
    path = written(tmp_path / file, truthy_dump(MANY) if ".nt" in file else json_dump(MANY))
    path.write_bytes(cut(path.read_bytes()))
    with pytest.raises(PackError, match="get it again"):
        install_dump(path, home, part_things=50)
    assert not (packs_folder(home) / "wikidata").exists()


def test_a_try_that_was_interrupted_goes_on_where_it_was(tmp_path, home, monkeypatch):
    dump = written(tmp_path / "latest-all.json", json_dump([*ITEMS, *MANY]))
    made = []
    write_part = installing.write_part

    def failing(folder, number, things):
        if len(made) == 3:
            raise KeyboardInterrupt
        made.append(number)
        return write_part(folder, number, things)

    monkeypatch.setattr(installing, "write_part", failing)
    with pytest.raises(KeyboardInterrupt):
        install_dump(dump, home, part_things=50)
    assert not (packs_folder(home) / "wikidata").exists()
    again = []
    monkeypatch.setattr(installing, "write_part", lambda *a: (again.append(a[1]), write_part(*a)))
    install_dump(dump, home, part_things=50)
    assert made == [0, 1, 2]
    assert again == [3, 4, 5, 6, 7, 8]
    assert {entry.number for entry in installed(home).entries()} == {record["number"] for record in (*ITEMS, *MANY)}
    assert next(e for e in installed(home).entries() if e.number == 1000).country == "FD"


def test_another_dump_of_the_name_begins_again(tmp_path, home):
    dump = written(tmp_path / "latest-all.json", json_dump(ITEMS)[:-10])
    with pytest.raises(PackError):
        install_dump(dump, home, part_things=2)
    install_dump(written(dump, json_dump(MANY[:3])), home, part_things=2)
    assert len(installed(home)) == 3


def test_a_dump_without_days_needs_one(tmp_path, home):
    dump = written(tmp_path / "x.json", json_dump(ITEMS).replace("2026-02-03T04:05:06Z", ""))
    with pytest.raises(PackError, match="--version"):
        install_dump(dump, home)
    assert install_dump(dump, home, version="2026-11-02").version == "2026-11-02"


@pytest.mark.parametrize("text", ["", "[\n]\n"])
def test_an_empty_dump_is_refused(tmp_path, home, text):
    with pytest.raises(PackError):
        install_dump(written(tmp_path / "x.json", text), home, version="2026-11-02")


TABLES = {
    "labels.tsv": "id\tlanguage\tlabel\nQ1\ten\tRosa Lindqvist\nQ2\ten\tFredenburg\nQ1\tuk\tРоза Ліндквіст\n",
    "aliases.tsv": "id\tlanguage\talias\nQ1\ten\tRosie Lindqvist\n",
    "sitelinks.tsv": "id\tcount\nQ1\t40\n",
    "items.tsv": "id\tkind\tcountry\tgeonames_id\tborn\tdied\nQ1\tperson\tFD\t\t1970-05-01\t\nQ2\tplace\tFD\t77\t\t\n",
}


def test_tables_become_a_base(tmp_path, home):
    folder = tmp_path / "tables"
    folder.mkdir()
    for name, text in TABLES.items():
        (folder / name).write_text(text)
    install_dump(folder, home, version="2026-11-02", part_things=1)
    entries = {entry.number: entry for entry in installed(home).entries()}
    assert entries[1].names == ("Rosa Lindqvist", "Роза Ліндквіст", "Rosie Lindqvist")
    assert (entries[1].kind, entries[1].country, entries[1].born) == ("person", "FD", date(1970, 5, 1))
    assert (entries[2].kind, entries[2].geonames_id) == ("place", 77)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        pytest.param("labels.tsv", "id\tlabel\n", "line 1: expected the columns", id="other columns"),
        pytest.param("labels.tsv", "id\tlanguage\tlabel\nQ1\ten\n", "line 2", id="half a row"),
        pytest.param("aliases.tsv", "id\tlanguage\talias\nP1\ten\tx\n", "line 2", id="no item"),
        pytest.param("labels.tsv", None, r"no labels.tsv", id="no labels"),
    ],
)
def test_bad_tables_are_named_with_their_line(tmp_path, home, name, text, message):
    folder = tmp_path / "tables"
    folder.mkdir()
    for other, content in (TABLES | {name: text}).items():
        if content is not None:
            (folder / other).write_text(content)
    with pytest.raises(PackError, match=message):
        install_dump(folder, home, version="2026-11-02")
