"""Connections that lead nowhere but out: the address that is connected to is the address that was checked.

A name is looked up once, by us; all its addresses are checked, and one of them is connected to by number. So neither a
redirect nor a name server that changes its mind between the check and the connection leads inside a network.
"""

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterable
from typing import Any

import httpcore2

from pipelines.fetch.outcome import RefusedError

NAT64 = ipaddress.ip_network("64:ff9b::/96")
"""IPv6 addresses that a translator turns into the IPv4 address in their last 32 bits (RFC 6052)."""
_IPV4_MASK = (1 << 32) - 1
Resolve = Callable[..., list[tuple[Any, ...]]]


def is_public(address: str) -> bool:
    """True for an address that belongs to the public internet, whatever it is wrapped in.

    False for loopback, private, link-local (where clouds keep their secrets), shared, multicast, reserved and
    unspecified addresses, also as IPv6 forms of IPv4 (mapped, 6to4, Teredo, NAT64).
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if found in NAT64:
            inner = ipaddress.IPv4Address(int(found) & _IPV4_MASK)
        if inner is not None:
            return is_public(str(inner))
    return found.is_global and not found.is_multicast and not found.is_reserved


class GuardedNetwork(httpcore2.NetworkBackend):
    """Connects to public addresses only, and ends whatever outlasts its deadline.

    Args:
        allow_private: Connect to any address.
        resolve: Looks up a name, as `socket.getaddrinfo` does.
        clock: Seconds that only grow.
    """

    def __init__(
        self,
        *,
        allow_private: bool = False,
        resolve: Resolve = socket.getaddrinfo,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.deadline = float("inf")
        self._allow_private = allow_private
        self._resolve = resolve
        self._clock = clock
        self._inner = httpcore2.SyncBackend()

    def remaining(self, timeout: float | None) -> float:
        """Seconds that the next step may take.

        Raises:
            httpcore2.ReadTimeout: If the deadline has passed.
        """
        left = self.deadline - self._clock()
        if left <= 0:
            raise httpcore2.ReadTimeout("the answer took too long as a whole")
        return left if timeout is None else min(timeout, left)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connect to the first address of a host that answers.

        Raises:
            RefusedError: `private_address`, if any address of the host is none of the public internet.
            httpcore2.ConnectError: If the name is unknown, or no address answers.
        """
        addresses = self._addresses(host, port)
        failure: Exception = httpcore2.ConnectError(f"{host} has no address")
        for address in addresses:
            try:
                stream = self._inner.connect_tcp(
                    address, port, self.remaining(timeout), local_address, list(socket_options or ())
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
                continue
            return _TimedStream(stream, self)
        raise failure

    def _addresses(self, host: str, port: int) -> list[str]:
        try:
            found = self._resolve(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore2.ConnectError(f"{host} cannot be looked up: {error}") from error
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        inside = [address for address in addresses if not is_public(address)]
        if inside and not self._allow_private:
            detail = f"{host} stands inside a network ({inside[0]}); --allow-private fetches from servers of your own"
            raise RefusedError("private_address", detail)
        return addresses


class _TimedStream(httpcore2.NetworkStream):
    """A stream whose every step is held to the network's deadline: a byte now and then does not keep it alive."""

    def __init__(self, inner: httpcore2.NetworkStream, network: GuardedNetwork) -> None:
        self._inner = inner
        self._network = network

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """At most `max_bytes` bytes."""
        return self._inner.read(max_bytes, self._network.remaining(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send bytes."""
        self._inner.write(buffer, self._network.remaining(timeout))

    def close(self) -> None:
        """Close the connection."""
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        """The stream, encrypted; the certificate must be the named host's, not that of a number."""
        stream = self._inner.start_tls(ssl_context, server_hostname, self._network.remaining(timeout))
        return _TimedStream(stream, self._network)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - the base's signature
        """What the stream below knows."""
        return self._inner.get_extra_info(info)
