"""The audit of whole tables: a broken check shows its rows and fails the run, a warning only shows them."""

from datetime import UTC, datetime

import dagster as dg
import pytest

from pipelines.contracts import CONTRACTS
from pipelines.defs.describing import asset_key
from pipelines.settings import load_settings
from pipelines.warehouse import open_warehouse
from pipelines.work.run import publish_now


def document(number, day):
    return {
        "document_id": f"d{number}", "source_code": "a", "uri": "a.txt", "media_type": "text/plain", "is_dump": False,
        "content_sha256": "x", "byte_count": 0, "char_count": 0, "collected_at": datetime(2026, 3, day, tzinfo=UTC), "batch_id": "b",
    }  # fmt: skip


@pytest.fixture
def audited():
    """Run the audit on a warehouse with these rows; gives success and the checks that failed, with their severity."""

    def audit(**tables):
        warehouse = open_warehouse(load_settings())
        with warehouse.writer() as session:
            for name, rows in tables.items():
                table = name.replace("__", ".")
                session.append(table, CONTRACTS[table].from_rows(rows))
        publish_now(warehouse)
        from pipelines.definitions import defs

        with dg.DagsterInstance.ephemeral() as instance:
            job = defs.resolve_job_def("audit")
            result = job.execute_in_process(instance=instance, raise_on_error=False)
            evaluations = result.get_asset_check_evaluations()
            return result.success, {e.check_name: e for e in evaluations if not e.passed}

    return audit


def test_a_broken_check_fails_the_run_and_shows_its_rows(audited):
    refusal = {
        "batch_id": "b",
        "uri": "x",
        "position": "",
        "reason_code": "empty",
        "detail": "",
        "rejected_at": datetime.now(UTC),
    }
    file = {"uri": "x", "byte_count": 1, "modified_ns": 1, "reading_key": "k", "state": "read", "batch_id": "b"}
    counts = {"seen_count": 2, "accepted_count": 2, "rejected_count": 1}
    is_success, failed = audited(ops__files=[file | counts], ops__rejected_records=[refusal])
    assert not is_success
    check = failed["all_nothing_is_lost"]
    assert check.asset_key == asset_key("raw.documents")
    assert check.severity is dg.AssetCheckSeverity.ERROR
    assert "x" in str(check.metadata["sample"].value)


def test_a_warning_is_shown_and_the_run_goes_well(audited):
    many = [document(f"{day}-{number}", day) for day in range(1, 11) for number in range(9 if day < 10 else 1)]
    texts = [{"document_id": row["document_id"], "part_index": 0, "start_char": 0, "text": ""} for row in many]
    is_success, failed = audited(raw__documents=many, raw__document_texts=texts)
    assert failed["all_volume_as_before"].severity is dg.AssetCheckSeverity.WARN
    assert set(failed) == {"all_volume_as_before"}
    assert is_success
