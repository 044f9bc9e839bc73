"""A server on this machine that answers each path as a test says, down to the byte."""

import gzip
import socket
from collections import Counter
from collections.abc import Callable, Iterator
from threading import Thread

import pytest

PAGE = """<!doctype html><html lang="en"><head><title>{title}</title></head><body><article><h1>{title}</h1>
<p>The ferry port of Karlshamn reopened on Tuesday after two days of storms, the harbour master told reporters.</p>
<p>Ships to Klaipeda sailed again in the afternoon, and the first lorries were on the road before the evening.</p>
</article></body></html>"""


def answer(body: str | bytes, status: str = "200 OK", **headers: str) -> bytes:
    """The bytes of an answer; names of headers with underscores for hyphens."""
    data = body.encode() if isinstance(body, str) else body
    named = {"content-length": str(len(data)), "connection": "close"} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in named.items())]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + data


def page(title: str = "Port reopens", **headers: str) -> bytes:
    """An answer with a page."""
    return answer(PAGE.format(title=title), content_type="text/html; charset=utf-8", **headers)


def bomb(layers: int = 1) -> bytes:
    """64 MiB of zeros, packed so often."""
    data = bytes(64 * 2**20)
    for _ in range(layers):
        data = gzip.compress(data, compresslevel=1)
    return data


Route = bytes | Callable[["Request"], bytes | Iterator[bytes]]


class Request:
    """What was asked: path, and headers with names in small letters."""

    def __init__(self, raw: bytes) -> None:
        first, *rest = raw.decode("latin-1").split("\r\n")
        self.path = first.split(" ")[1]
        self.headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in rest)}


class Server:
    """Answers one request per connection; counts what was asked."""

    def __init__(self) -> None:
        self.routes: dict[str, Route] = {"/robots.txt": answer("", "404 Not Found")}
        self.asked: Counter[str] = Counter()
        self.requests: list[Request] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self.root = f"http://127.0.0.1:{self.port}"
        Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with connection:
            raw = b""
            while b"\r\n\r\n" not in raw:
                block = connection.recv(65_536)
                if not block:
                    return
                raw += block
            request = Request(raw)
            self.asked[request.path] += 1
            self.requests.append(request)
            route = self.routes.get(request.path, answer("", "404 Not Found"))
            given = route(request) if callable(route) else route
            try:
                for block in [given] if isinstance(given, bytes) else given:
                    connection.sendall(block)
                connection.shutdown(socket.SHUT_WR)
            except OSError:
                return

    def close(self) -> None:
        """Stop listening."""
        self._socket.close()


@pytest.fixture
def server(socket_enabled) -> Iterator[Server]:
    server = Server()
    yield server
    server.close()
