"""Launches a Dagster run of the job from code, on the instance that `dateline ui` shows, and follows its progress."""

import os
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipelines import progress
from pipelines.home import home_in_words, prepare_home
from pipelines.loading import loading
from pipelines.settings import Settings
from pipelines.storage import close_engines, relax_sqlite

if TYPE_CHECKING:
    import dagster as dg
    from dagster_shared.error import SerializableErrorInfo

    from pipelines.work.ingest import IngestCounts, ReadOptions

JOB_NAME = "news_to_marts"
"""From inputs to marts: what the command, the schedule and the sensor of the landing folder run."""
LOCATION_NAME = "dateline"
"""The code location, as the UI, `dg` and runs of the command name it."""
REPOSITORY_NAME = "__repository__"
WAREHOUSE_TAG = "dateline/warehouse"
"""Runs with the same value wait for each other, and for no others: `dagster.yaml` says so."""
_QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}


@dataclass(frozen=True, slots=True)
class RunOutcome:
    """How a run ended.

    Attributes:
        run_id: The Dagster run.
        is_success: True when every asset was written and every blocking check passed.
        ingested: What the inputs hold, as the asset `raw/documents` reports it; empty when ingestion failed.
        errors: What failed, one line each.
    """

    run_id: str
    is_success: bool
    ingested: Mapping[str, Any]
    errors: tuple[str, ...]


def run_job(
    settings: Settings,
    inputs: Sequence[str],
    *,
    options: "ReadOptions | None" = None,
    listener: progress.Listener | None = None,
) -> RunOutcome:
    """Run the whole job in this process, as a run of the instance in `settings.home`; with nothing to do, a run of one step that says so.

    Args:
        settings: Where the warehouse and the state are.
        inputs: Files, folders and globs.
        options: How to read them.
        listener: Told how far each table is.

    Raises:
        HomeError: If Dagster's records cannot be kept.
    """
    from pipelines.work.between_steps import kept_between_steps

    prepare_home(settings.home)
    export_settings(settings)
    with home_in_words(settings.home), kept_between_steps():
        with loading():
            import dagster as dg

            relax_sqlite()
        with ExitStack() as stack:
            stack.callback(close_engines)
            instance = stack.enter_context(dg.DagsterInstance.get())
            _shown_in_the_ui(instance, JOB_NAME)
            close_dead_runs(instance)
            idle = _counts_if_idle(inputs, options)
            if idle:
                return RunOutcome(_idle_run(instance, settings, idle), is_success=True, ingested=idle.told, errors=())
            if listener:
                stack.enter_context(progress.listening(listener))
            return _whole_run(instance, settings, inputs, options)


def _counts_if_idle(inputs: Sequence[str], options: "ReadOptions | None") -> "IngestCounts | None":
    """What the inputs hold, if nothing of it is new and every table stands."""
    from pipelines.settings import load_settings
    from pipelines.warehouse import open_warehouse
    from pipelines.work.idle import counts_if_idle
    from pipelines.work.ingest import ReadOptions

    settings = load_settings()  # as the definitions have them
    return counts_if_idle(open_warehouse(settings), settings, inputs, options or ReadOptions())


def _idle_run(instance: "dg.DagsterInstance", settings: Settings, counts: "IngestCounts") -> str:
    """Note in the UI's list that a run found nothing to do; return its id. No table says that it was made again."""
    import dagster as dg

    @dg.op(name="nothing_new", description="Every input is known, every table stands, and all of it is published.")
    def nothing_new(context: dg.OpExecutionContext) -> None:
        context.log.info("nothing new: %d files, %d documents and records", counts.file_count, counts.seen_count)
        context.add_output_metadata(dict(counts.told))

    @dg.job(name=JOB_NAME, executor_def=dg.in_process_executor)
    def nothing() -> None:
        nothing_new()

    return nothing.execute_in_process(run_config=_QUIET, instance=instance, tags=_tags(settings)).run_id


def _whole_run(
    instance: "dg.DagsterInstance", settings: Settings, inputs: Sequence[str], options: "ReadOptions | None"
) -> RunOutcome:
    from pipelines.definitions import defs

    config: dict[str, object] = {"inputs": list(inputs)}
    if options:
        config |= {
            "mapping": dict(options.mapping),
            "records_path": options.records_path or "",
            "source_code": options.source_code or "",
        }
    result = defs.resolve_job_def(JOB_NAME).execute_in_process(
        run_config={
            "ops": {"raw__documents": {"config": config}},
            "resources": {"settings": {"config": {"warehouse": settings.warehouse_name}}},
            **_QUIET,
        },
        instance=instance,
        raise_on_error=False,
        tags=_tags(settings),
    )
    return RunOutcome(result.run_id, result.success, _ingested(result), tuple(_errors(result)))


def _tags(settings: Settings) -> dict[str, str]:
    from pipelines.run_processes import own_process_tags

    return {
        **own_process_tags(),
        WAREHOUSE_TAG: settings.warehouse_name,
        ".dagster/repository": f"{REPOSITORY_NAME}@{LOCATION_NAME}",
    }


def _shown_in_the_ui(instance: "dg.DagsterInstance", job_name: str) -> None:
    """Let runs that this process creates say which code location they are of: the timeline shows no others."""
    from functools import partial

    from dagster._core.remote_origin import RegisteredCodeLocationOrigin, RemoteJobOrigin, RemoteRepositoryOrigin

    repository = RemoteRepositoryOrigin(RegisteredCodeLocationOrigin(LOCATION_NAME), REPOSITORY_NAME)
    create = partial(instance.create_run_for_job, remote_job_origin=RemoteJobOrigin(repository, job_name))
    instance.create_run_for_job = create  # type: ignore[method-assign] # the call inside Dagster passes no origin


def export_settings(settings: Settings) -> None:
    """Put the warehouse and the folders of these settings into the environment, for Dagster processes that read them there.

    Python is also told not to look for modules in the working folder: a user's `gql.py` there is none of ours.
    """
    os.environ["PYTHONSAFEPATH"] = "1"
    for name in ("warehouse", "lake", "home", "landing"):
        os.environ[f"DATELINE_{name.upper()}"] = str(getattr(settings, name))


def close_dead_runs(instance: "dg.DagsterInstance") -> list[str]:
    """Mark runs of processes that are no more as failed and free what they held; return their ids."""
    import dagster as dg

    from pipelines.run_processes import is_dead

    started = dg.RunsFilter(statuses=[dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.STARTING])
    closed = []
    for run in instance.get_runs(filters=started):
        if not is_dead(instance, run):
            continue
        instance.report_run_failed(
            run, "The process of this run was killed. The next run carries on from its last commit."
        )
        instance.event_log_storage.free_concurrency_slots_for_run(run.run_id)
        closed.append(run.run_id)
    return closed


def _ingested(result: "dg.ExecuteInProcessResult") -> dict[str, Any]:
    for event in result.get_asset_materialization_events():
        metadata = event.step_materialization_data.materialization.metadata
        if "batch_id" in metadata:
            return {name: getattr(value, "value", None) for name, value in metadata.items()}
    return {}


def root_message(error: "SerializableErrorInfo") -> str:
    """Return what the first cause of an error says."""
    while error.cause:
        error = error.cause
    return error.message.strip()


def _errors(result: "dg.ExecuteInProcessResult") -> list[str]:
    errors = [
        f"{event.step_key}: {root_message(event.step_failure_data.error)}"
        for event in result.all_events
        if event.is_step_failure and event.step_failure_data.error
    ]
    for evaluation in result.get_asset_check_evaluations():
        if not evaluation.passed:
            sample = evaluation.metadata.get("sample")
            errors.append(
                f"check {evaluation.asset_key.to_user_string()}:{evaluation.check_name} failed: {sample.value if sample else ''}"
            )
    return errors
