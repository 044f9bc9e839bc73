"""Figures for whoever charts them, by OpenTelemetry: `opentelemetry-api` is the extra `metrics`; without it nothing is done.

What belongs here: what is measured, under which name and unit. Keep out: exporters; `DATELINE_METRICS` names a function of the
user's that returns a meter provider, and without one the provider of the process is used, as OpenTelemetry has it.
"""

import logging
from collections.abc import Mapping
from functools import lru_cache
from multiprocessing.util import Finalize
from typing import TYPE_CHECKING, Any

from pipelines.operations.settings import load_operations
from pipelines.operations.users import UserFunctionError, user_function

if TYPE_CHECKING:
    from opentelemetry.metrics import MeterProvider

LOGGER = logging.getLogger("dateline.metrics")
FLUSH_PRIORITY = 10
"""Before what a process of Dagster ends for itself: a run's process is gone before the next periodic export."""
COUNTERS: Mapping[str, tuple[str, str]] = {
    "dateline.documents": ("{document}", "Documents and records stored"),
    "dateline.refusals": ("{record}", "Records and files refused, by reason"),
    "dateline.articles": ("{article}", "Articles made from documents"),
    "dateline.rows": ("{row}", "Rows written, by table"),
    "dateline.words": ("{word}", "Words read, by table"),
    "dateline.failures": ("{step}", "Steps of runs that failed, by step and kind of error"),
    "dateline.failed_runs": ("{run}", "Runs that failed, those whose process was killed among them, by job"),
}
"""Name, unit and description of what only grows."""
HISTOGRAMS: Mapping[str, tuple[str, str]] = {
    "dateline.step.duration": ("s", "How long a step of a run took, by step"),
    "dateline.run.duration": ("s", "From the start of a run to its publication"),
    "dateline.reading.speed": ("{word}/s", "Words per second of a pass of readings"),
}
"""The same of what is spread."""


def note(name: str, value: float, **attributes: str) -> None:
    """Add to a counter, or a value to a histogram; nothing where OpenTelemetry is not installed.

    Args:
        name: One of `COUNTERS` or `HISTOGRAMS`.
        value: How many, or how much.
        attributes: What it is of, such as `table`; names of tables, steps and reasons, never of articles or people.
    """
    instrument = _instruments().get(name)
    if instrument is None:
        return
    if name in COUNTERS:
        instrument.add(value, attributes)
    else:
        instrument.record(value, attributes)


@lru_cache(maxsize=1)
def _instruments() -> Mapping[str, Any]:
    provider = _provider()
    if provider is None:
        return {}
    meter = provider.get_meter("dateline")
    counters = {name: meter.create_counter(name, unit, doc) for name, (unit, doc) in COUNTERS.items()}
    return counters | {name: meter.create_histogram(name, unit, doc) for name, (unit, doc) in HISTOGRAMS.items()}


def _provider() -> "MeterProvider | None":
    try:
        from opentelemetry import metrics
    except ImportError:
        return None
    asked = load_operations().metrics
    try:
        provider: MeterProvider = user_function(asked)() if asked else metrics.get_meter_provider()
    except UserFunctionError as error:
        LOGGER.warning("DATELINE_METRICS: %s; nothing is measured", error)
        return None
    flush = getattr(provider, "force_flush", None)
    if flush:
        Finalize(None, flush, exitpriority=FLUSH_PRIORITY)
    return provider
