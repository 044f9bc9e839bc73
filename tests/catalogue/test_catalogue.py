"""The catalogue: one maker a table, nothing read before it is made, identities that follow every byte."""

import os
import shutil
from dataclasses import replace

import pytest

from pipelines import worker as worker_module
from pipelines.catalogue import CATALOGUE, Annotated, Catalogue, lineage_of, workers
from pipelines.catalogue.entries import UnitKind
from pipelines.contracts import CONTRACTS
from pipelines.settings import Settings
from pipelines.worker import MODELS, Worker

ANNOTATED = [entry for entry in CATALOGUE.entries if isinstance(entry, Annotated)]


def test_a_table_has_one_maker():
    entry = CATALOGUE["core.sentences"]
    with pytest.raises(ValueError, match=r"core.sentences is written by core.sentences and by core.sentences"):
        Catalogue((*CATALOGUE.entries, replace(entry, reads=())))


def test_nothing_is_read_before_it_is_made():
    with pytest.raises(ValueError, match=r"core.sentences reads \['core.articles'\]"):
        Catalogue((CATALOGUE["core.sentences"],))


def test_what_waits_for_a_table_does_not_stand_before_it():
    upstream = CATALOGUE.entries[: CATALOGUE.entries.index(CATALOGUE["core.duplicates"])]
    names = CATALOGUE["ops.article_names"]
    Catalogue((*(entry for entry in upstream if entry is not names), CATALOGUE["core.duplicates"]))
    with pytest.raises(ValueError, match=r"ops.article_names writes ops.article_names for which"):
        Catalogue((*(entry for entry in upstream if entry is not names), CATALOGUE["core.duplicates"], names))


def test_a_wrong_name_gets_the_list_of_the_right_ones():
    with pytest.raises(KeyError, match="core.sentences"):
        CATALOGUE["core.sentense"]


def test_what_follows_from_a_table_is_in_the_order_of_making():
    names = [entry.name for entry in CATALOGUE.after(["core.place_mentions"])]
    assert names[0] == "core.place_mentions"
    assert names.index("core.article_places") < names.index("marts.daily_places") < names.index("marts.trending_places")
    assert "core.sentences" not in names
    assert names[-1] == "ops.publications"


@pytest.mark.parametrize("entry", ANNOTATED, ids=lambda entry: entry.name)
def test_a_worker_says_who_it_is_and_makes_the_tables_of_its_entry(entry):
    worker = entry.worker(Settings())
    assert isinstance(worker, Worker)
    assert worker.tables == entry.tables
    assert worker.annotator_id.startswith(f"{worker.name}@{worker.version}+")
    assert entry.worker(Settings()) is worker
    unit = entry.units.value
    assert all(unit in CONTRACTS[name].column_names for name in entry.tables)


def test_a_reading_of_articles_is_stale_when_one_that_it_rests_on_changes(monkeypatch):
    before = {entry.name: lineage_of(CATALOGUE, entry, Settings()) for entry in CATALOGUE.annotated(UnitKind.ARTICLE)}
    reader = workers.entity_reader(Settings())
    monkeypatch.setitem(reader.__dict__, "annotator_id", "entities@other")
    after = {entry.name: lineage_of(CATALOGUE, entry, Settings()) for entry in CATALOGUE.annotated(UnitKind.ARTICLE)}
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {
        *("core.entity_mentions", "core.quotes", "core.place_mentions", "core.article_places"),
        *("core.event_mentions", "core.claims"),
    }


READS = {
    "segment/boundaries_first.onnx": {"core.article_occurrences"},
    "dating/dating.json": {"core.articles"},
    "entities/recogniser.onnx": {
        *("core.entity_mentions", "core.quotes", "core.place_mentions", "core.article_places"),
        *("core.event_mentions", "core.claims"),
    },
    "quotes/near.onnx": {"core.quotes", "core.event_mentions", "core.claims"},
    "quotes/far.onnx": {"core.quotes", "core.event_mentions", "core.claims"},
    "places/toponyms.json": {"core.place_mentions", "core.article_places", "core.event_mentions", "core.claims"},
    "events/types.npz": {"core.event_mentions"},
    "topics/mediatopics.tsv": {"core.article_topics"},
}
"""File of a model to the tables that are made with it, or from what it makes."""


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """A folder for all cases of a test, with a copy of the weights that ship in `models`."""
    folder = tmp_path_factory.mktemp("shared")
    shutil.copytree(MODELS, folder / "models")
    return folder


def lineages(folder, **options):
    """Lineage by table; the workers are built once per folder and options, as these are all that the settings hold."""
    settings = Settings(warehouse=folder / "w.duckdb", home=folder / "home", landing=folder / "landing", **options)
    return {entry.name: lineage_of(CATALOGUE, entry, settings) for entry in ANNOTATED}


@pytest.mark.parametrize("name", READS)
def test_one_byte_of_a_model_makes_stale_exactly_what_rests_on_it(shared, tmp_path, monkeypatch, name):
    before = lineages(shared, models=shared / "models")
    assert before == lineages(shared)
    real = worker_module.file_digest
    monkeypatch.setattr(
        worker_module, "file_digest", lambda path: real(path) + "1" * (path == changed / name)
    )  # as if one byte were another: a network with a wrong byte need not load
    changed = tmp_path / "changed"
    changed.symlink_to(shared / "models")
    after = lineages(shared, models=changed)
    assert {table for table in before if before[table] != after[table]} == READS[name]


def test_the_digest_of_a_file_follows_every_byte(tmp_path):
    path = tmp_path / "weights"
    path.write_bytes(b"abc")
    first = worker_module.file_digest(path)
    path.write_bytes(b"abd")
    os.utime(path, ns=(1, 1))
    assert worker_module.file_digest(path) != first
