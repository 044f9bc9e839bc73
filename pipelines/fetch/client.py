"""One address, one answer: redirects, robots, pauses, retries and limits kept on the way."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from types import TracebackType
from typing import Self

import httpcore2
import httpx2
from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt, wait_random_exponential

from pipelines.fetch.answers import PAGE_TYPES, media_type_of, retry_after, transient_status
from pipelines.fetch.bodies import body_of
from pipelines.fetch.limits import FIRST_BACKOFF_S, MAX_REDIRECTS, MAX_WAIT_S, FetchLimits
from pipelines.fetch.network import GuardedNetwork
from pipelines.fetch.outcome import RefusedError, TransientError
from pipelines.fetch.pacing import Paces

AGENT = "dateline"
"""The name under which robots.txt may speak of us."""
_ACCEPT = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.5"
)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
Allowed = Callable[[httpx2.URL], None]
"""Raises `RefusedError` for an address that may not be fetched."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered in the end.

    Attributes:
        url: The address that answered, after redirects.
        status: 200, or 304 for what has not changed.
        headers: As they came, names in small letters.
        body: Unpacked; empty for 304.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        """The media type that the server names, without parameters, small letters; empty when it names none."""
        return media_type_of(self.headers)


class Client:
    """Fetches addresses, one after the other; for one thread.

    Args:
        limits: How much and how long.
        paces: Holds requests to one host apart; shared by the clients of one fetch.
        network: Connects; None for one that follows `limits`.
        sleep: Waits so many seconds before another try.
        clock: Seconds that only grow.
    """

    def __init__(
        self,
        limits: FetchLimits,
        paces: Paces,
        *,
        network: GuardedNetwork | None = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._limits = limits
        self._paces = paces
        self._sleep = sleep
        self._clock = clock
        self._network = network or GuardedNetwork(allow_private=limits.allow_private, clock=clock)
        transport = httpx2.HTTPTransport(trust_env=False)
        # The transport has no argument for the network that its connections go through.
        transport._pool = httpcore2.ConnectionPool(  # noqa: SLF001
            ssl_context=httpx2.create_ssl_context(trust_env=False),
            max_connections=1,
            network_backend=self._network,
        )
        agent = f"{AGENT}/{version('dateline')} (news archive reader; obeys robots.txt as {AGENT!r})"
        self._client = httpx2.Client(
            transport=transport,
            trust_env=False,  # a proxy would connect in our place, to wherever it likes
            headers={"User-Agent": agent, "Accept": _ACCEPT, "Accept-Encoding": "gzip"},
            timeout=limits.connect_timeout_s,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def get(
        self, url: str, *, allowed: Allowed, headers: Mapping[str, str] | None = None, most: int, is_cut: bool = False
    ) -> Answer:
        """Fetch an address; try again after failures that may pass.

        Args:
            url: An http or https address.
            allowed: Asked for the address and for each one that it leads on to.
            headers: Further request headers, such as `If-None-Match`.
            most: Bytes of the body, as received and unpacked.
            is_cut: What is over the limit is left out, not refused.

        Raises:
            RefusedError: If there is no good answer; `TransientError` where another time may bring one.
        """
        retrying = Retrying(
            stop=stop_after_attempt(self._limits.tries),
            wait=_wait,
            retry=retry_if_exception(_is_worth_a_try),
            sleep=self._sleep,
            reraise=True,
        )
        return retrying(self._followed, url, allowed, dict(headers or {}), most, is_cut)

    def _followed(self, given: str, allowed: Allowed, headers: dict[str, str], most: int, is_cut: bool) -> Answer:  # noqa: FBT001 - as `get` has it
        self._client.cookies.clear()
        url = checked(given)
        for _ in range(MAX_REDIRECTS + 1):
            allowed(url)
            with self._paces.turn(url.netloc.decode("ascii")):
                self._network.deadline = self._clock() + self._limits.total_timeout_s
                answer = self._asked(url, headers, most, is_cut)
            if isinstance(answer, Answer):
                return answer
            url = checked(answer)
        detail = f"more than {MAX_REDIRECTS} redirects, the last one to {str(url)[:200]}; check the address"
        raise RefusedError("too_many_redirects", detail)

    def _asked(self, url: httpx2.URL, headers: dict[str, str], most: int, is_cut: bool) -> Answer | str:  # noqa: FBT001 - as `get` has it
        """The answer, or the address that it leads on to."""
        try:
            with self._client.stream("GET", url, headers=headers, follow_redirects=False) as response:
                named = {name.lower(): value for name, value in response.headers.items()}
                status = response.status_code
                if status in _REDIRECTS and "location" in named:
                    return str(url.join(named["location"]))
                if status == httpx2.codes.NOT_MODIFIED:
                    return Answer(str(url), status, named, b"")
                if status != httpx2.codes.OK:
                    raise _refused_status(status, named)
                if media_type_of(named) in PAGE_TYPES:
                    most = min(most, self._limits.max_page_bytes)
                encoding = named.get("content-encoding", "")
                body = body_of(response.iter_raw(), encoding, most, is_cut=is_cut)
                return Answer(str(url), status, named, body)
        except httpx2.TimeoutException as error:
            limit = f"{self._limits.connect_timeout_s:g} s of silence or {self._limits.total_timeout_s:g} s in all"
            raise TransientError("timed_out", f"no whole answer within {limit}; try again later") from error
        except httpx2.ConnectError as error:
            raise TransientError("unreachable", f"{_words(error)}; check the address, or try again later") from error
        except (httpx2.RemoteProtocolError, httpx2.NetworkError) as error:
            code = "cut_off" if _is_cut(error) else "bad_answer"
            raise TransientError(code, f"the answer is no sound HTTP: {_words(error)}; try again later") from error
        except (httpx2.HTTPError, httpx2.InvalidURL, UnicodeError) as error:
            raise RefusedError("bad_answer", f"{_words(error)}; check the address") from error


def checked(given: str) -> httpx2.URL:
    """An address as it is asked for: http or https, without fragment, name and password.

    Raises:
        RefusedError: `bad_address`.
    """
    try:
        url = httpx2.URL(given.strip()).copy_with(fragment=None, userinfo=b"")
        url.netloc.decode("ascii")
    except (httpx2.InvalidURL, UnicodeError, ValueError, TypeError) as error:
        raise RefusedError("bad_address", f"{given[:200]!r} is no address ({_words(error)})") from error
    if url.scheme not in {"http", "https"} or not url.host:
        raise RefusedError("bad_address", f"{given[:200]!r} is no http or https address")
    return url


def _refused_status(status: int, headers: Mapping[str, str]) -> RefusedError:
    if transient_status(status):
        error = TransientError(f"http_{status}", f"the server answers {status}; try again later")
        error.wait_s = retry_after(headers)
        return error
    words = {401: "it wants a login", 403: "it is not given out", 404: "there is none", 410: "it is gone"}
    return RefusedError(f"http_{status}", f"the server answers {status}: {words.get(status, 'no page')}")


def _is_worth_a_try(error: BaseException) -> bool:
    return isinstance(error, TransientError) and error.wait_s <= MAX_WAIT_S


def _wait(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    asked = error.wait_s if isinstance(error, TransientError) else 0.0
    return max(asked, wait_random_exponential(multiplier=FIRST_BACKOFF_S, min=FIRST_BACKOFF_S, max=MAX_WAIT_S)(state))


def _is_cut(error: Exception) -> bool:
    """True when the server went away before its answer was whole."""
    return isinstance(error, httpx2.ReadError) or "closed" in str(error) or "disconnected" in str(error)


def _words(error: Exception) -> str:
    return (str(error).splitlines() or [""])[0][:200] or type(error).__name__
