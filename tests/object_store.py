"""Object storage of the tests' own: what S3 answers to DuckDB for files of one part, in this process; slow, busy or refusing on demand."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from urllib.parse import unquote, urlsplit

CLOSED = 0
"""Instead of a status: the connection is closed without an answer."""
Trouble = Callable[[int, str], int | None]


class ObjectStore(ThreadingHTTPServer):
    """A server on a port of its own; it takes any key, and keeps objects in memory.

    Attributes:
        objects: Bytes of each object, by bucket and key.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.objects: dict[str, bytes] = {}
        self._asked = 0
        self._lock = Lock()
        self._trouble: Trouble = _none
        Thread(target=self.serve_forever, daemon=True, kwargs={"poll_interval": 0.05}).start()

    @property
    def endpoint(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    @contextmanager
    def in_trouble(self, trouble: Trouble) -> Iterator[None]:
        """Let it answer otherwise meanwhile.

        Args:
            trouble: Of a request, its number since the trouble began and its method, returns the status that is answered instead of
                what was asked for, or None. It may wait.
        """
        self._asked, self._trouble = 0, trouble
        try:
            yield
        finally:
            self._trouble = _none

    def stop(self) -> None:
        """End the server."""
        self.shutdown()
        self.server_close()

    def instead(self, method: str) -> int | None:
        """Count a request; return what is answered instead."""
        with self._lock:
            self._asked += 1
            number = self._asked
        return self._trouble(number, method)


def _none(_number: int, _method: str) -> None:
    return None


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: ObjectStore

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self._is_asked():
            self.server.objects[self._name] = body
            self._answer(200, ETag='"1"')

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        if not self._is_asked():
            return
        data = self.server.objects.get(self._name)
        if data is None:
            self._answer(404)
            return
        headers = {"ETag": '"1"', "Last-Modified": "Thu, 01 Jan 2026 00:00:00 GMT", "Accept-Ranges": "bytes"}
        wanted = self.headers.get("Range")
        if wanted is None:
            self._answer(200, data, **headers)
            return
        first, last = (int(end) for end in wanted.removeprefix("bytes=").split("-"))
        part = data[first : last + 1]
        headers["Content-Range"] = f"bytes {first}-{first + len(part) - 1}/{len(data)}"
        self._answer(206, part, **headers)

    def do_DELETE(self) -> None:
        if self._is_asked():
            self.server.objects.pop(self._name, None)
            self._answer(204)

    @property
    def _name(self) -> str:
        return unquote(urlsplit(self.path).path).lstrip("/")

    def _is_asked(self) -> bool:
        """False when something else was answered."""
        instead = self.server.instead(self.command)
        if instead == CLOSED:
            self.close_connection = True
        elif instead is not None:
            self._answer(instead, b"<Error><Code>Trouble</Code></Error>")
        return instead is None

    def _answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
