"""Which addresses are of the public internet."""

import httpcore2
import pytest

from pipelines.fetch.network import GuardedNetwork, is_public
from pipelines.fetch.outcome import RefusedError


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("127.0.0.1", False),
        ("127.8.8.8", False),
        ("0.0.0.0", False),  # noqa: S104 - asked about, not bound
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("172.32.0.1", True),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("240.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:93.184.215.14", True),
        ("2002:7f00:1::", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::a9fe:a9fe", False),
        ("not an address", False),
    ],
)
def test_public_addresses_are_told(address, expected):
    assert is_public(address) is expected


def test_a_name_with_one_address_inside_is_refused():
    network = GuardedNetwork(
        resolve=lambda host, port, **_: [(2, 1, 6, "", ("93.184.215.14", port)), (2, 1, 6, "", ("10.0.0.1", port))]
    )
    with pytest.raises(RefusedError, match=r"10\.0\.0\.1"):
        network.connect_tcp("rebound.example", 80)


def test_what_is_connected_to_is_what_was_checked():
    """A name server that changes its mind is asked once; the connection is made by number."""
    asked = []

    class Inner:
        def connect_tcp(self, host, port, *_):
            asked.append((host, port))
            raise httpcore2.ConnectError("no one there")

    network = GuardedNetwork(resolve=lambda host, port, **_: [(2, 1, 6, "", ("93.184.215.14", port))])
    network._inner = Inner()
    with pytest.raises(httpcore2.ConnectError):
        network.connect_tcp("news.example", 443)
    assert asked == [("93.184.215.14", 443)]


def test_an_unknown_name_cannot_be_reached():
    def unknown(*_, **__):
        raise OSError("no such name")

    with pytest.raises(httpcore2.ConnectError, match="looked up"):
        GuardedNetwork(resolve=unknown).connect_tcp("nowhere.example", 80)
