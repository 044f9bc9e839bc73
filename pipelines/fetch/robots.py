"""What a host allows (robots.txt, RFC 9309), asked once per fetch."""

from collections import defaultdict
from threading import Lock

import httpx2
from protego import Protego

from pipelines.fetch.client import AGENT, Client
from pipelines.fetch.limits import MAX_ROBOTS_BYTES, MAX_WAIT_S
from pipelines.fetch.outcome import RefusedError, TransientError
from pipelines.fetch.pacing import Paces


class Robots:
    """Knows what each host allows; shared by the threads of one fetch."""

    def __init__(self, paces: Paces) -> None:
        self._paces = paces
        self._rules: dict[str, Protego | RefusedError] = {}
        self._guard = Lock()
        self._locks: defaultdict[str, Lock] = defaultdict(Lock)

    def require_allowed(self, url: httpx2.URL, client: Client) -> None:
        """Refuse an address that its host does not allow.

        A host without a robots.txt allows everything; one whose robots.txt cannot be had, for a failure of its own,
        nothing for now.

        Raises:
            RefusedError: `forbidden_by_robots`; or why the robots.txt could not be had.
        """
        origin = f"{url.scheme}://{url.netloc.decode('ascii')}"
        with self._guard:
            lock = self._locks[origin]
        with lock:
            if origin not in self._rules:
                self._rules[origin] = self._asked(origin, url.netloc.decode("ascii"), client)
            rules = self._rules[origin]
        if isinstance(rules, RefusedError):
            raise RefusedError(rules.reason_code, rules.detail, is_for_now=rules.is_for_now)
        if not rules.can_fetch(str(url), AGENT):
            raise RefusedError("forbidden_by_robots", f"{origin}/robots.txt does not allow it for {AGENT!r}")

    def _asked(self, origin: str, host: str, client: Client) -> Protego | RefusedError:
        try:
            answer = client.get(f"{origin}/robots.txt", allowed=_any, most=MAX_ROBOTS_BYTES, is_cut=True)
        except TransientError as error:
            return RefusedError(error.reason_code, f"{origin}/robots.txt: {error.detail}", is_for_now=True)
        except RefusedError as error:
            if error.reason_code in {"private_address", "bad_address"}:
                return error
            return Protego.parse("")  # none there, or none to be had at all: RFC 9309, 2.3.1.3
        rules = Protego.parse(answer.body.decode("utf-8", "replace"))
        delay = rules.crawl_delay(AGENT)
        if delay:
            self._paces.slow_down(host, min(float(delay), MAX_WAIT_S))
        return rules


def _any(url: httpx2.URL) -> None:
    """Allow every address: robots.txt itself is not asked about."""
