"""`dateline run` from files to marts: what it loads, what it says, what it does with bad input."""

import json
import os

import dagster as dg
import pytest

from pipelines.contracts import CONTRACTS
from pipelines.warehouse import Warehouse

from .conftest import dateline, rows_of

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3_000)]


@pytest.fixture
def warehouse_path(tmp_path):
    return tmp_path / "news.duckdb"


def test_a_run_loads_every_table_twice_changes_nothing_and_the_instance_knows_it(inputs, warehouse_path, tmp_path):
    first = dateline("run", inputs, "--warehouse", warehouse_path)
    assert first.returncode == 0, first.stderr
    assert "3 seen, 3 accepted (0 known before), 0 refused" in first.stdout
    rows = rows_of(warehouse_path)
    empty = {name for name, table in rows.items() if not table}
    assert empty <= {
        *("raw.cut_corrections", "ops.rejected_records", "ops.set_aside_blocks", "ops.entity_merges"),
        *("marts.entity_pair_counts", "marts.trending_entities", "marts.trending_places", "ops.failed_units"),
        *("core.entity_offices", "core.claims", "ops.event_links", "ops.event_merges"),
        *("marts.bursts", "marts.trending_topics", "ops.story_tangles", "ops.event_tangles"),
        *("core.duplicates", "ops.copy_pairs", "ops.story_links", "ops.story_merges", "ops.doubtful_merges"),
    }
    assert len(rows["core.articles"]) == 5
    surfaces = {row["surface"] for row in rows["core.place_mentions"]}
    assert {"Kupyansk", "Kharkov Region", "Valparaiso"} <= surfaces

    again = dateline("run", inputs, "--warehouse", warehouse_path)
    assert again.returncode == 0, again.stderr
    assert rows_of(warehouse_path) == rows

    os.environ["DAGSTER_HOME"] = str(tmp_path / "home")
    with dg.DagsterInstance.get() as instance:
        runs = instance.get_runs()
        assert [run.status for run in runs] == [dg.DagsterRunStatus.SUCCESS] * 2
        for name in CONTRACTS.in_schema("core"):
            event = instance.get_latest_materialization_event(dg.AssetKey(["core", name.name]))
            counted = event.asset_materialization.metadata["dagster/row_count"].value
            # what dated articles tell of undated ones is found by a later step of the same run
            assert counted == sum(row.get("kind") != "told" for row in rows[name.qualified_name]), name.name


def facts(row):
    """A row without the entity's id, which may become another entity's as names arrive."""
    return {name: value for name, value in row.items() if name != "entity_id"}


def test_a_superset_adds_only_what_is_new(inputs, warehouse_path):
    dateline("run", inputs / "wire.jsonl", "--warehouse", warehouse_path)
    before = rows_of(warehouse_path)
    dateline("run", inputs, "--warehouse", warehouse_path)
    after = rows_of(warehouse_path)
    for name in ("core.articles", "core.entity_mentions", "core.place_mentions", "core.article_topics"):
        assert not [row for row in map(facts, before[name]) if row not in list(map(facts, after[name]))], name
        assert len(after[name]) > len(before[name])
    ids = {row["entity_id"]: row["canonical_name"] for row in after["core.entities"]}
    assert {row["entity_id"] for row in before["core.entities"]} <= set(ids)


def test_every_kind_of_bad_input_is_named_and_the_rest_is_loaded(inputs, warehouse_path):
    (inputs / "empty.txt").write_text("")
    (inputs / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (inputs / "broken.jsonl").write_text('{"text": "Fine one."}\n{"text": \n{"title": "nothing else"}\n')
    (inputs / "ragged.csv").write_text("id,text\n1,Fine two.\n2,Too,many,cells\n3,Fine three.\n")
    (inputs / "bytes.jsonl").write_bytes(
        '{"text": "Fine four."}\n{"text": "Łódź, Kyjiw, Žilina."}\n'.encode() + b'{"text": "caf\xff\xfe"}\n'
    )
    with (inputs / "line.jsonl").open("w") as file:
        file.write('{"text": "' + "x" * 50_000_000 + '"}\n{"text": "Fine five."}\n')
    done = dateline("run", inputs, inputs / "missing.txt", "--warehouse", warehouse_path)
    assert done.returncode == 3, done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    for name, place in (
        ("empty.txt", ""), ("binary.txt", ""), ("broken.jsonl", "line 2"), ("broken.jsonl", "line 3"),
        ("ragged.csv", "line 3"), ("bytes.jsonl", "line 3"), ("line.jsonl", "line 1"), ("missing.txt", ""),
    ):  # fmt: skip
        assert any(name in line and place in line for line in done.stdout.splitlines() if "refused:" in line), (
            name,
            place,
        )
    rows = rows_of(warehouse_path)
    texts = {row["text"] for row in rows["core.articles"]}
    assert {f"Fine {n}." for n in ("one", "two", "three", "four", "five")} <= texts
    [batch] = rows["ops.batches"]
    assert batch["seen_count"] == batch["accepted_count"] + len(rows["ops.rejected_records"])
    again = dateline("run", inputs, inputs / "missing.txt", "--warehouse", warehouse_path)
    assert again.returncode == 3
    assert rows_of(warehouse_path)["core.articles"] == rows["core.articles"]


def test_queries_answer_as_table_csv_and_json(inputs, warehouse_path):
    dateline("run", inputs, "--warehouse", warehouse_path)
    table = dateline("sql", "articles_mentioning_place", "-p", "place=Kupyansk", "--warehouse", warehouse_path)
    assert "Border town counts the cost" in table.stdout, table.stderr
    counted = dateline("sql", "select count(*) as n from core.articles", "-f", "json", "--warehouse", warehouse_path)
    assert json.loads(counted.stdout) == [{"n": 5}]
    csv = dateline("sql", "select 1 as a, 'x' as b", "-f", "csv", "--warehouse", warehouse_path)
    assert csv.stdout.splitlines() == ['"a","b"', '1,"x"']
    refused = dateline("sql", "delete from core.articles", "--warehouse", warehouse_path)
    assert refused.returncode == 2
    assert "Traceback" not in refused.stderr
    soundness = dateline("doctor", "--warehouse", warehouse_path)
    assert soundness.returncode == 0, soundness.stdout
    with Warehouse(warehouse_path).reader() as session:
        assert session.count("core.articles") == 5
