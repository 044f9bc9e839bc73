"""Telling of failures: each channel, a channel that is down, and nothing secret in what is said of it."""

import json
import logging
import socketserver
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from pipelines.operations.notifying import Notification, NotifyError, tell
from pipelines.operations.settings import load_operations

pytestmark = pytest.mark.enable_socket
TOLD = Notification("A run\nfailed", "raw.documents: the disk is full; make room.", "r1", "http://ui.example/runs/r1")
SECRET = "s3cr3t-token"  # noqa: S105


@pytest.fixture
def serve():
    servers = []

    def start(server):
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return server.server_address[1]

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


class Hook(BaseHTTPRequestHandler):
    status, got = 200, ()

    def do_POST(self):
        self.got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(self.status)
        self.end_headers()

    def log_message(self, *_):
        pass


class Mailbox(socketserver.StreamRequestHandler):
    """As much of SMTP as a message needs."""

    got = ()

    def handle(self):
        self.say(b"220 ready")
        in_data, lines = False, []
        while line := self.rfile.readline():
            if in_data:
                in_data = line != b".\r\n"
                lines.append(line.decode())
                if not in_data:
                    self.got.append("".join(lines))
                    self.say(b"250 kept")
            elif line.upper().startswith(b"DATA"):
                in_data = True
                self.say(b"354 go on")
            elif line.upper().startswith(b"QUIT"):
                self.say(b"221 bye")
                return
            else:
                self.say(b"250 fine")

    def say(self, line):
        self.wfile.write(line + b"\r\n")


def test_the_log_is_told(caplog):
    with caplog.at_level(logging.ERROR):
        tell("log", TOLD, load_operations())
    assert "make room" in caplog.text


def test_a_webhook_gets_json(serve, monkeypatch):
    monkeypatch.setattr(Hook, "got", [])
    monkeypatch.setenv("DATELINE_WEBHOOK_URL", f"http://127.0.0.1:{serve(HTTPServer(('127.0.0.1', 0), Hook))}/{SECRET}")
    tell("webhook", TOLD, load_operations())
    assert Hook.got == [{"title": TOLD.title, "text": TOLD.text, "run_id": "r1", "link": TOLD.link}]


def test_mail_is_sent_with_a_title_of_one_line(serve, monkeypatch):
    monkeypatch.setattr(Mailbox, "got", [])
    port = serve(socketserver.TCPServer(("127.0.0.1", 0), Mailbox))
    settings = {
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": port,
        "MAIL_FROM": "a@x.example",
        "MAIL_TO": "b@x.example, c@x.example",
    }
    for name, value in settings.items():
        monkeypatch.setenv(f"DATELINE_{name}", str(value))
    tell("mail", TOLD, load_operations())
    [message] = Mailbox.got
    assert "Subject: A run failed" in message
    assert "To: b@x.example, c@x.example" in message
    assert TOLD.link in message


def test_a_function_of_a_users_is_a_channel(monkeypatch, tmp_path):
    (tmp_path / "my_alerts.py").write_text(
        "told = []\ndef send(notification, settings):\n    told.append(notification.title)\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    tell("my_alerts:send", TOLD, load_operations())
    import my_alerts

    assert my_alerts.told == [TOLD.title]


@pytest.mark.parametrize(
    ("channel", "environment", "said"),
    [
        ("webhook", {}, "DATELINE_WEBHOOK_URL"),
        ("webhook", {"WEBHOOK_URL": f"file:///etc/{SECRET}"}, "https://"),
        ("webhook", {"WEBHOOK_URL": f"http://127.0.0.1:9/{SECRET}"}, "cannot be reached"),
        ("mail", {}, "DATELINE_MAIL_FROM"),
        (
            "mail",
            {"MAIL_FROM": "a@x", "MAIL_TO": "b@x", "SMTP_HOST": "127.0.0.1", "SMTP_PORT": "9"},
            "ConnectionRefused",
        ),
        ("pigeon", {}, "log, webhook, mail"),
        ("no_such_module:send", {}, "no_such_module"),
    ],
)
def test_a_channel_that_cannot_be_used_says_why_and_tells_no_secret(monkeypatch, channel, environment, said):
    for name, value in environment.items():
        monkeypatch.setenv(f"DATELINE_{name}", value)
    with pytest.raises(NotifyError, match=said) as raised:
        tell(channel, TOLD, load_operations())
    assert SECRET not in f"{raised.value} {raised.value.__cause__}"


def test_a_server_that_refuses_is_named_by_its_answer(serve, monkeypatch):
    monkeypatch.setattr(Hook, "status", 503)
    monkeypatch.setattr(Hook, "got", [])
    monkeypatch.setenv("DATELINE_WEBHOOK_URL", f"http://127.0.0.1:{serve(HTTPServer(('127.0.0.1', 0), Hook))}/{SECRET}")
    with pytest.raises(NotifyError, match="503"):
        tell("webhook", TOLD, load_operations())


def test_secrets_are_not_shown_by_the_settings(monkeypatch):
    monkeypatch.setenv("DATELINE_SMTP_PASSWORD", SECRET)
    monkeypatch.setenv("DATELINE_WEBHOOK_URL", f"https://x.example/{SECRET}")
    settings = load_operations()
    assert SECRET not in f"{settings} {settings!r} {settings.model_dump_json()}"
