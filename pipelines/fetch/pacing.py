"""One request at a time to a host, and a pause after each."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock


class Paces:
    """Holds requests to each host apart, across threads.

    Args:
        delay_s: Pause after a request, where the host asks for none.
        clock: Seconds that only grow.
        sleep: Waits so many seconds.
    """

    def __init__(
        self,
        delay_s: float,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._delay_s = delay_s
        self._clock = clock
        self._sleep = sleep
        self._locks: defaultdict[str, Lock] = defaultdict(Lock)
        self._guard = Lock()
        self._next: dict[str, float] = {}
        self._delays: dict[str, float] = {}

    def slow_down(self, host: str, delay_s: float) -> None:
        """Pause for at least so long after requests to a host."""
        self._delays[host] = max(delay_s, self._delay_s)

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Wait until the host may be asked; nobody else asks it meanwhile."""
        with self._guard:
            lock = self._locks[host]
        with lock:
            wait = self._next.get(host, 0.0) - self._clock()
            if wait > 0:
                self._sleep(wait)
            try:
                yield
            finally:
                self._next[host] = self._clock() + self._delays.get(host, self._delay_s)
