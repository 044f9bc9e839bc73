"""A step whose trouble can pass is asked for again, later and later; other trouble ends it, and so does any for a person who waits."""

import dagster as dg
import pytest

from pipelines.defs.retrying import MOST_RETRIES, tried_again
from pipelines.run_processes import own_process_tags
from pipelines.warehouse import AuditError, WarehouseError, WarehouseLockedError, may_pass


@pytest.mark.parametrize(
    ("error", "passes"),
    [
        (WarehouseLockedError("another process has it open"), True),
        (WarehouseError("w.duckdb: the disk is full (No space left on device)"), True),
        (OSError(28, "No space left on device"), True),
        (WarehouseError("w.duckdb: not a DuckDB file"), False),
        (AuditError("rows break a check"), False),
        (ValueError("No space left"), False),
    ],
)
def test_what_can_pass(error, passes):
    assert may_pass(error) is passes


def events_of(error, tags=None, failures=1):
    """Names of the events of a run whose asset fails so often."""
    tries = []

    @dg.asset
    def table(context: dg.AssetExecutionContext):
        with tried_again(context):
            tries.append(1)
            if len(tries) <= failures:
                raise error

    result = dg.materialize([table], tags=tags, raise_on_error=False)
    return result.success, len(tries)


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch):
    monkeypatch.setattr("pipelines.defs.retrying.FIRST_WAIT_S", 0.0)


def test_a_lock_that_is_freed_costs_a_retry():
    assert events_of(WarehouseLockedError("held"), failures=2) == (True, 3)


def test_a_lock_that_stays_ends_the_run():
    assert events_of(WarehouseLockedError("held"), failures=99) == (False, MOST_RETRIES + 1)


def test_rows_that_break_a_check_are_not_tried_again():
    assert events_of(AuditError("rows"), failures=1) == (False, 1)


def test_a_person_who_waits_is_told_at_once():
    assert events_of(WarehouseLockedError("held"), tags=own_process_tags()) == (False, 1)
