"""The sensor that tells of failed runs: each once per channel, again while a channel is down, none that lies back."""

import json

import dagster as dg
import pytest

from pipelines.defs import telling
from pipelines.defs.telling import Told, failures, notification_of
from pipelines.home import prepare_home
from pipelines.operations.notifying import NotifyError
from pipelines.operations.settings import load_operations


@pytest.fixture
def instance():
    with dg.DagsterInstance.ephemeral() as made:
        yield made


@pytest.fixture
def told(monkeypatch):
    """What each channel was told; those in `down` refuse."""

    class Channels(list):
        down = frozenset()

    sent = Channels()

    def tell(channel, notification, settings):
        if channel in sent.down:
            raise NotifyError(f"{channel}: down")
        sent.append((channel, notification.run_id))

    monkeypatch.setattr(telling, "tell", tell)
    monkeypatch.setenv("DATELINE_NOTIFY", "log, webhook")
    return sent


def failed_run(instance):
    @dg.op
    def breaks():
        raise ValueError("raw.documents: the disk is full")

    @dg.job(tags={"dateline/warehouse": "/data/news.duckdb"})
    def fails():
        breaks()

    return fails.execute_in_process(instance=instance, raise_on_error=False).run_id


def tick(instance, cursor):
    context = dg.build_sensor_context(instance=instance, cursor=cursor)
    [reason] = failures(context)
    return context.cursor, reason.skip_message


def test_a_failure_is_told_once_to_each_channel_and_what_lies_back_is_not(instance, told):
    failed_run(instance)
    cursor, _ = tick(instance, None)
    assert told == []
    run_id = failed_run(instance)
    cursor, said = tick(instance, cursor)
    assert sorted(told) == [("log", run_id), ("webhook", run_id)]
    assert said.startswith("1 runs failed; 2 notifications sent")
    tick(instance, cursor)
    assert len(told) == 2


def test_a_channel_that_is_down_is_told_once_it_is_up(instance, told):
    cursor, _ = tick(instance, None)
    run_id = failed_run(instance)
    told.down = {"webhook"}
    cursor, said = tick(instance, cursor)
    assert "1 still to send" in said
    assert told == [("log", run_id)]
    told.down = frozenset()
    cursor, _ = tick(instance, cursor)
    assert told == [("log", run_id), ("webhook", run_id)]
    assert json.loads(cursor)["untold"] == []


def test_a_channel_that_stays_down_is_given_up_in_the_end(instance, told, monkeypatch):
    monkeypatch.setattr(telling, "MOST_TRIES", 2)
    told.down = {"log", "webhook"}
    cursor, _ = tick(instance, None)
    failed_run(instance)
    cursor, _ = tick(instance, cursor)
    cursor, said = tick(instance, cursor)
    assert "0 still to send" in said


@pytest.mark.parametrize("cursor", ["", "null", "[1]", "{}", '{"known": 3}'])
def test_a_cursor_that_cannot_be_read_is_as_good_as_none(cursor):
    assert Told.parse(cursor).is_first


def test_people_are_told_what_failed_where_and_why(instance, monkeypatch):
    monkeypatch.setenv("DATELINE_UI_URL", "https://news.example/")
    run = instance.get_run_by_id(failed_run(instance))
    notification = notification_of(instance, run, load_operations())
    assert notification.title == "Dateline: fails failed /data/news.duckdb"
    assert "breaks: ValueError: raw.documents: the disk is full" in notification.text
    assert notification.link == f"https://news.example/runs/{run.run_id}"


@pytest.mark.enable_socket
def test_no_secret_reaches_records_logs_or_cursor_when_channels_are_down(tmp_path, monkeypatch, capfd):
    secret = "s3cr3t-token"  # noqa: S105
    settings = {
        "NOTIFY": "webhook, mail", "WEBHOOK_URL": f"http://127.0.0.1:9/{secret}", "SMTP_PASSWORD": secret, "SMTP_USER": "u",
        "SMTP_HOST": "127.0.0.1", "SMTP_PORT": "9", "MAIL_FROM": "a@x.example", "MAIL_TO": "b@x.example",
    }  # fmt: skip
    for name, value in settings.items():
        monkeypatch.setenv(f"DATELINE_{name}", value)
    monkeypatch.setenv("DAGSTER_HOME", "")
    prepare_home(tmp_path / "home")
    with dg.DagsterInstance.get() as instance:
        cursor, _ = tick(instance, None)
        failed_run(instance)
        cursor, said = tick(instance, cursor)
    assert "2 still to send" in said
    assert secret not in f"{cursor} {said} {capfd.readouterr()}"
    files = [path for path in (tmp_path / "home").rglob("*") if path.is_file()]
    assert any(path.suffix == ".db" for path in files)
    assert not [path for path in files if secret.encode() in path.read_bytes()]
