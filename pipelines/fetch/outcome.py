"""What became of each address."""

from dataclasses import dataclass, field


class RefusedError(Exception):
    """An address that is not fetched.

    Args:
        reason_code: Short stable code, such as `private_address`.
        detail: What was expected, what was found, and what to do.
        is_for_now: Another time may bring an answer.
    """

    is_for_now = False
    """True where another time may bring an answer."""

    def __init__(self, reason_code: str, detail: str, *, is_for_now: bool | None = None) -> None:
        super().__init__(detail)
        if is_for_now is not None:
            self.is_for_now = is_for_now
        self.reason_code = reason_code
        self.detail = detail


class TransientError(RefusedError):
    """A failure that may be gone at the next try, in seconds.

    Attributes:
        wait_s: How long the server asks to be left alone; 0 where it does not say.
    """

    is_for_now = True
    wait_s = 0.0


@dataclass(frozen=True, slots=True)
class Refused:
    """An address that was not fetched, and why."""

    url: str
    reason_code: str
    detail: str


@dataclass(slots=True)
class FetchOutcome:
    """What one fetch did.

    Attributes:
        fetched: Addresses whose page is new in the folder, or has changed.
        unchanged: Addresses that were asked for and have not changed.
        known: Addresses of lists that were fetched before and state no change; nobody was asked.
        listed: Feeds and sitemaps that were read.
        left: Addresses beyond the limit of pages, for the next time.
        refused: The others, with their reasons.
        paths: Files that were written.
    """

    fetched: int = 0
    unchanged: int = 0
    known: int = 0
    listed: int = 0
    left: int = 0
    refused: list[Refused] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
