"""Healthy, or what is not; what is off, and how to switch it on."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from pipelines.console.health import Health, ask, lines, report_health

pytestmark = pytest.mark.enable_socket


def answer(*, load="LOADED", error=None, healthy=True, sensor="RUNNING", schedule="STOPPED"):
    problem = {"__typename": "PythonError", "message": error} if error else {"__typename": "RepositoryLocation"}
    heartbeat = [{"message": "boom\nmore"}] if not healthy else []
    daemon = {"daemonType": "SENSOR", "required": True, "healthy": healthy, "lastHeartbeatErrors": heartbeat}
    optional = {"daemonType": "OTHER", "required": False, "healthy": False, "lastHeartbeatErrors": []}
    return {
        "workspaceOrError": {
            "locationEntries": [{"name": "dateline", "loadStatus": load, "locationOrLoadError": problem}]
        },
        "instance": {"daemonHealth": {"allDaemonStatuses": [daemon, optional]}},
        "repositoriesOrError": {
            "nodes": [
                {
                    "sensors": [{"name": "landing_folder", "sensorState": {"status": sensor}}],
                    "schedules": [{"name": "daily", "scheduleState": {"status": schedule}}],
                }
            ]
        },
    }


@pytest.fixture
def webserver():
    class Handler(BaseHTTPRequestHandler):
        answers = ()

        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            first, *rest = self.answers
            type(self).answers = rest or [first]
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps({"data": first}).encode())

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def start(*answers):
        Handler.answers = answers
        return f"http://127.0.0.1:{server.server_address[1]}"

    yield start
    server.shutdown()
    server.server_close()


def test_it_waits_until_all_is_well_and_says_what_is_off(webserver, monkeypatch):
    monkeypatch.setattr("pipelines.console.health.POLL_S", 0.01)
    said = []
    report_health(webserver(answer(load="LOADING"), answer()), said.append)
    assert "healthy: webserver, daemon and code location; 1 of 2" in said[0]
    assert "off: daily; " in said[1]
    assert "dateline up" in said[1]


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        (answer(error="Traceback\nImportError: no module mine"), "ImportError: no module mine"),
        (answer(load="LOADING"), "still loading"),
        (answer(healthy=False), "daemon SENSOR: boom"),
    ],
)
def test_it_says_why_something_is_not_well(webserver, given, problem):
    assert any(problem in line for line in lines(ask(webserver(given))))


def test_a_read_only_ui_needs_no_daemon(webserver):
    assert ask(webserver(answer(healthy=False)), has_daemon=False).problems == ()


def test_a_webserver_that_does_not_answer_is_said():
    said = []
    health = report_health("http://127.0.0.1:9", said.append, within_s=0.01)
    assert "not healthy: the webserver does not answer" in said[0]
    assert health.is_on == {}


def test_what_is_on_is_not_listed_as_off():
    assert list(lines(Health((), {"a": True}))) == [
        "healthy: webserver, daemon and code location; 1 of 1 sensors and schedules are on"
    ]
