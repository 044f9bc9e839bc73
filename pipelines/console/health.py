"""Whether webserver, daemon and code location are well, asked of the webserver itself; what is switched off, and how to switch it on."""

import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

START_S = 120.0
"""Webserver, daemon and code location are there within so long on a busy machine, or something is wrong."""
POLL_S = 1.0
TIMEOUT_S = 10.0
QUERY = """{
  workspaceOrError { ... on Workspace { locationEntries { name loadStatus
    locationOrLoadError { __typename ... on PythonError { message } } } } }
  instance { daemonHealth { allDaemonStatuses { daemonType required healthy lastHeartbeatErrors { message } } } }
  repositoriesOrError { ... on RepositoryConnection { nodes {
    sensors { name sensorState { status } } schedules { name scheduleState { status } } } } }
}"""


@dataclass(frozen=True, slots=True)
class Health:
    """What the webserver says.

    Attributes:
        problems: What is not well, one line each.
        is_on: Sensors and schedules by name, and whether each runs.
    """

    problems: tuple[str, ...]
    is_on: Mapping[str, bool]


def report_health(
    address: str, say: Callable[[str], object], *, has_daemon: bool = True, within_s: float = START_S
) -> Health:
    """Wait until everything is well, or for so long, and say what is.

    Args:
        address: Where the webserver listens.
        say: Writes lines for the person who started it.
        has_daemon: Whether a daemon belongs to it.
        within_s: How long to wait.
    """
    deadline = time.monotonic() + within_s
    health = Health(("the webserver does not answer",), {})
    while time.monotonic() < deadline:
        health = ask(address, has_daemon=has_daemon)
        if not health.problems:
            break
        time.sleep(POLL_S)
    for line in lines(health):
        say(f"dateline: {line}\n")
    return health


def ask(address: str, *, has_daemon: bool = True) -> Health:
    """Ask a webserver how it is."""
    request = urllib.request.Request(  # noqa: S310 our own webserver
        f"{address}/graphql", json.dumps({"query": QUERY}).encode(), {"Content-Type": "application/json"}
    )
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_S) as response:  # noqa: S310
            answer = json.load(response)["data"]
        return Health(tuple(_problems(answer, has_daemon=has_daemon)), _switches(answer))
    except (OSError, ValueError, KeyError, TypeError) as error:
        return Health((f"the webserver does not answer ({type(error).__name__})",), {})


def lines(health: Health) -> Iterator[str]:
    """Return what a person is told: healthy or why not, and what is off with the way to switch it on."""
    if health.problems:
        yield f"not healthy: {'; '.join(health.problems)}"
    else:
        on = sum(health.is_on.values())
        yield f"healthy: webserver, daemon and code location; {on} of {len(health.is_on)} sensors and schedules are on"
    off = sorted(name for name, is_on in health.is_on.items() if not is_on)
    if off:
        yield f"off: {', '.join(off)}; switch them on under Automation in the UI, or start with `dateline up`"


def _problems(answer: Mapping[str, Any], *, has_daemon: bool) -> Iterator[str]:
    for entry in answer["workspaceOrError"]["locationEntries"]:
        problem = entry["locationOrLoadError"] or {}
        if problem.get("message"):
            yield f"code location {entry['name']}: {problem['message'].strip().splitlines()[-1]}"
        elif entry["loadStatus"] != "LOADED":
            yield f"code location {entry['name']} is still loading"
    for daemon in answer["instance"]["daemonHealth"]["allDaemonStatuses"] if has_daemon else ():
        if daemon["required"] and not daemon["healthy"]:
            said = "; ".join(error["message"].strip().splitlines()[0] for error in daemon["lastHeartbeatErrors"] or ())
            yield f"daemon {daemon['daemonType']}: {said or 'no heartbeat'}"


def _switches(answer: Mapping[str, Any]) -> dict[str, bool]:
    found: dict[str, bool] = {}
    for repository in answer["repositoriesOrError"].get("nodes", ()):
        for kind, state in (("sensors", "sensorState"), ("schedules", "scheduleState")):
            found |= {item["name"]: item[state]["status"] == "RUNNING" for item in repository[kind]}
    return found
