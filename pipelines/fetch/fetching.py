"""Addresses in, files in a folder out: lists first, then the pages that they name; several hosts at once."""

import hashlib
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from urllib.parse import urlsplit

from pipelines.fetch.client import Answer, Client
from pipelines.fetch.kinds import DOCUMENT, kept_as, listed_addresses
from pipelines.fetch.limits import DEFAULT_FETCH_LIMITS, MAX_LIST_DEPTH, MAX_UNREACHED, FetchLimits
from pipelines.fetch.network import GuardedNetwork
from pipelines.fetch.outcome import FetchOutcome, Refused, RefusedError
from pipelines.fetch.pacing import Paces
from pipelines.fetch.robots import Robots
from pipelines.fetch.state import Seen, State
from pipelines.fetch.storing import archive, path_of, write_whole
from pipelines.sources.addresses import Address

PAGE_SUFFIX, DOCUMENT_SUFFIX = ".warc.gz", ".pdf"
_NOT_MODIFIED = 304
_NOT_REACHED = frozenset({"unreachable", "timed_out"})
Report = Callable[[int, int], None]
"""Called after each address with (addresses done, addresses known so far)."""


def utc_now() -> datetime:
    """Return the time, for the archives' own records."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """How to fetch.

    Attributes:
        limits: How much, how long, how often.
        is_asked_again: Addresses of lists that were fetched before are asked for again, though their list states no change.
        now: Clock of the archives' own records.
        sleep: Waits so many seconds.
        clock: Seconds that only grow.
        network: Makes the network of one thread; None for one that follows `limits`.
    """

    limits: FetchLimits = DEFAULT_FETCH_LIMITS
    is_asked_again: bool = False
    now: Callable[[], datetime] = utc_now
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    network: Callable[[], GuardedNetwork] | None = None


def fetch(
    addresses: Iterable[Address], folder: Path, options: Fetch | None = None, report: Report | None = None
) -> FetchOutcome:
    """Fetch pages, and the pages that feeds and sitemaps name, into a folder; one web archive per page.

    What was fetched before is asked for with the server's own words for its version, and written only when it is
    another. A fetch that was killed is carried on by the next.

    Args:
        addresses: Of pages, feeds and sitemaps.
        folder: Made where it is missing; holds a small state file too.
        options: How.
        report: Told how far it is.

    Raises:
        BusyError: If another fetch into the folder is under way.
        OSError: If the folder cannot be written.
    """
    with State.of(folder) as state:
        work = _Work(folder, state, options or Fetch(), report)
        work.run(list(addresses))
        return work.outcome


class _Work:
    def __init__(self, folder: Path, state: State, options: Fetch, report: Report | None) -> None:
        self._folder, self._state, self._options, self._report = folder, state, options, report
        self._paces = Paces(options.limits.host_delay_s, clock=options.clock, sleep=options.sleep)
        self._robots = Robots(self._paces)
        self._guard = Lock()
        self._met: set[str] = set()
        self._lists: dict[str, Seen] = {}
        self._is_all_done = True
        self._is_stopped = False
        self._done = 0
        self.outcome = FetchOutcome()

    def run(self, given: Sequence[Address]) -> None:
        """Fetch what is given; then, round by round, what the lists among it name."""
        pages = self._round(given, depth=0)
        lists = [address for address in pages if address.is_list]
        for depth in range(1, MAX_LIST_DEPTH):
            if not lists:
                break
            further = self._round(lists, depth=depth)
            lists = [address for address in further if address.is_list]
            pages += further
        for address in lists:
            detail = f"a list within {MAX_LIST_DEPTH} lists; give it itself"
            self._refuse(address.url, RefusedError("nested_too_deep", detail))
        self._round(self._wanted([page for page in pages if not page.is_list]), depth=MAX_LIST_DEPTH)
        if self._is_all_done and not self.outcome.left:
            for url, seen in self._lists.items():
                self._state.note(url, seen)

    def _wanted(self, pages: Sequence[Address]) -> list[Address]:
        """The pages of lists that are new, or that their lists call changed; no more than the limit."""
        wanted = []
        for page in dict.fromkeys(pages):
            seen = self._state.seen(page.url)
            if page.url in self._met:
                continue
            if seen and seen.version == page.version and not self._options.is_asked_again:
                self._met.add(page.url)
                self.outcome.known += 1
            else:
                wanted.append(page)
        most = self._options.limits.max_pages
        self.outcome.left += len(wanted[most:])
        return wanted[:most]

    def _round(self, addresses: Sequence[Address], *, depth: int) -> list[Address]:
        """Fetch addresses, each host's one after the other; return what the lists among them name."""
        by_host: defaultdict[str, list[Address]] = defaultdict(list)
        for address in addresses:
            if address.url not in self._met:
                self._met.add(address.url)
                by_host[urlsplit(address.url).netloc].append(address)
        found: list[Address] = []
        with ThreadPoolExecutor(max_workers=self._options.limits.hosts_at_once) as threads:
            jobs = [threads.submit(self._host, part, depth) for part in by_host.values()]
            try:
                for job in jobs:
                    found += job.result()
            except BaseException:
                self._is_stopped = True
                threads.shutdown(wait=False, cancel_futures=True)
                raise
        return found

    def _host(self, addresses: Sequence[Address], depth: int) -> list[Address]:
        options = self._options
        network = options.network() if options.network else None
        found: list[Address] = []
        unreached = 0
        with Client(options.limits, self._paces, network=network, sleep=options.sleep, clock=options.clock) as client:
            for address in addresses:
                if self._is_stopped:
                    break
                if unreached >= MAX_UNREACHED:
                    detail = f"its host failed {unreached} times in a row and was left alone; try again later"
                    self._refuse(address.url, RefusedError("unreachable", detail, is_for_now=True))
                    continue
                try:
                    found += self._one(address, client, depth)
                    unreached = 0
                except RefusedError as error:
                    unreached += error.reason_code in _NOT_REACHED
                    self._refuse(address.url, error)
                self._tell()
        return found

    def _one(self, address: Address, client: Client, depth: int) -> list[Address]:
        """Fetch one address and keep its page; return what it names if it is a list."""
        seen = self._state.seen(address.url)
        conditions = seen.conditions() if seen and self._is_kept(seen) else {}
        answer = client.get(
            address.url,
            allowed=lambda url: self._robots.require_allowed(url, client),
            headers=conditions,
            most=self._options.limits.max_list_bytes,
        )
        if answer.status == _NOT_MODIFIED:
            if not seen:
                raise RefusedError("bad_answer", "not modified, it says, though nothing was known of it")
            self._note(address, seen)
            self._count("unchanged")
            return []
        named = listed_addresses(answer, self._options.limits) if depth < MAX_LIST_DEPTH else None
        if named is not None:
            if not named:
                raise RefusedError("empty_list", "a list without an address; nothing to fetch")
            self._count("listed")
            if not any(further.is_list for further in named):
                headers = answer.headers
                self._lists[address.url] = Seen(headers.get("etag", ""), headers.get("last-modified", ""))
            return named
        self._keep(address, answer, seen)
        return []

    def _is_kept(self, seen: Seen) -> bool:
        """True for a list, and for a page whose file is still there: then the server may say that nothing has changed."""
        return not seen.path or (self._folder / seen.path).is_file()

    def _keep(self, address: Address, answer: Answer, seen: Seen | None) -> None:
        if len(answer.body) > self._options.limits.max_page_bytes:
            detail = f"{len(answer.body)} bytes, at most {self._options.limits.max_page_bytes} are a page"
            raise RefusedError("too_large", f"{detail}; is it one?")
        is_document = kept_as(answer) == DOCUMENT
        path = path_of(address.url, DOCUMENT_SUFFIX if is_document else PAGE_SUFFIX)
        sha256 = hashlib.sha256(answer.body).hexdigest()
        headers = answer.headers
        fresh = Seen(headers.get("etag", ""), headers.get("last-modified", ""), sha256, path=path.as_posix())
        if seen and seen.sha256 == sha256 and seen.path and self._is_kept(seen):
            self._note(address, fresh)
            self._count("unchanged")
            return
        write_whole(self._folder, path, answer.body if is_document else archive(answer, address, self._options.now()))
        self._note(address, fresh)
        self._count("fetched")
        self.outcome.paths.append(str(self._folder / path))

    def _note(self, address: Address, seen: Seen) -> None:
        self._state.note(
            address.url, Seen(seen.etag, seen.last_modified, seen.sha256, address.version or seen.version, seen.path)
        )

    def _refuse(self, url: str, error: RefusedError) -> None:
        with self._guard:
            self._is_all_done = self._is_all_done and not error.is_for_now
            self.outcome.refused.append(Refused(url, error.reason_code, error.detail))

    def _count(self, name: str) -> None:
        with self._guard:
            setattr(self.outcome, name, getattr(self.outcome, name) + 1)

    def _tell(self) -> None:
        with self._guard:
            self._done += 1
            if self._report:
                self._report(self._done, len(self._met))
