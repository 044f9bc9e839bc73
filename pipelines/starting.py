"""What is done before the servers start, in a process that ends, so that they keep no model in memory.

It notes what makes every table, and lets sensors look again whose last look lies in the future: a clock that was set back
would keep them waiting until it has caught up.
"""

import sys
import time
from typing import TYPE_CHECKING

from pipelines.home import HomeError, home_in_words
from pipelines.settings import load_settings
from pipelines.work.lineages import known_lineages

if TYPE_CHECKING:
    import dagster as dg

SLACK_S = 60.0
"""A look that is so little ahead is another process's, or waited for."""


def forget_later_looks(instance: "dg.DagsterInstance", now_s: float) -> list[str]:
    """Let sensors look whose last look lies after `now_s`; return their names. What they remember stays."""
    from dagster._core.scheduler.instigation import SensorInstigatorData

    mended = []
    for state in instance.all_instigator_state():
        data = state.instigator_data
        if not isinstance(data, SensorInstigatorData):
            continue
        if max(data.last_tick_timestamp or 0.0, data.last_tick_start_timestamp or 0.0) <= now_s + SLACK_S:
            continue
        earlier = data._replace(last_tick_timestamp=now_s, last_tick_start_timestamp=now_s)
        instance.update_instigator_state(state.with_data(earlier))
        mended.append(state.name)
    return mended


def main() -> None:
    """Do it for the home that the environment names."""
    settings = load_settings()
    known_lineages(settings)
    import dagster as dg

    try:
        with home_in_words(settings.home), dg.DagsterInstance.get() as instance:
            mended = forget_later_looks(instance, time.time())
    except HomeError as error:
        sys.stderr.write(f"dateline: {error}\n")
        return
    if mended:
        sys.stderr.write(f"dateline: the clock was set back; {', '.join(sorted(mended))} look again from now on\n")


if __name__ == "__main__":
    main()
