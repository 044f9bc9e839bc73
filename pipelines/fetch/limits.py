"""How much, how long and how often is fetched: a server that misbehaves fills neither memory, disk nor time."""

from dataclasses import dataclass

from pipelines.sources.limits import MAX_PAGE_BYTES

MAX_LIST_BYTES = 50 * 2**20
"""A sitemap or feed, unpacked: the sitemap protocol's own limit."""

MAX_ROBOTS_BYTES = 500 * 2**10
"""So much of a robots.txt is read at least and at most (RFC 9309, 2.5)."""

MAX_REDIRECTS = 5
"""Redirects of one address (RFC 9309 asks for five on robots.txt; pages need two or three)."""

MAX_LIST_DEPTH = 3
"""Lists that name lists: a sitemap index, its sitemaps, and one more."""

MAX_UNREACHED = 3
"""Addresses of one host in a row that cannot be reached, after which its other ones are left for the next time."""

MAX_WAIT_S = 60.0
"""Longest wait that a server can ask for (`Retry-After`, `Crawl-delay`) before it is left for the next time."""

FIRST_BACKOFF_S = 1.0
"""Wait before the second try; it doubles, with chance, up to `MAX_WAIT_S`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchLimits:
    """The limits of one fetch.

    Attributes:
        max_page_bytes: A page as received, and unpacked.
        max_list_bytes: A feed or sitemap, unpacked.
        max_pages: Pages that one fetch asks for; the others are left for the next.
        host_delay_s: Between the end of one request to a host and the next.
        connect_timeout_s: For a connection, and for each silence of the server.
        total_timeout_s: For one answer, however it trickles in.
        tries: Of one address, first one included.
        hosts_at_once: Hosts that are asked at the same time; each one answers one request at a time.
        allow_private: Addresses inside a network are fetched too: for servers of one's own.
    """

    max_page_bytes: int = MAX_PAGE_BYTES
    max_list_bytes: int = MAX_LIST_BYTES
    max_pages: int = 1_000
    host_delay_s: float = 1.0
    connect_timeout_s: float = 15.0
    total_timeout_s: float = 60.0
    tries: int = 3
    hosts_at_once: int = 8
    allow_private: bool = False


DEFAULT_FETCH_LIMITS = FetchLimits()
