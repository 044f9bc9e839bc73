"""Object storage that is slow, busy or refusing: a commit happens whole or not at all, the error says what to do, the next run goes on."""

from datetime import UTC, datetime
from threading import Event, Thread

import pytest

from pipelines.warehouse import WarehouseError, object_storage
from pipelines.warehouse.errors import may_pass
from pipelines.warehouse.lake import Lake
from pipelines.warehouse.publishing import publish
from tests.object_store import CLOSED, ObjectStore

from .conftest import SENTENCE, sentences

NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)
ROWS = 250
"""More than stay in the catalogue."""
LONGEST_S = 60
"""How long a test waits for a thread before it fails."""


@pytest.fixture
def store(monkeypatch, socket_enabled):
    store = ObjectStore()
    for name, value in {
        "AWS_ACCESS_KEY_ID": "news",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": store.endpoint,
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setitem(object_storage.PATIENCE, "http_retry_wait_ms", "1")
    yield store
    store.stop()


@pytest.fixture
def lake(store, postgres_server, tmp_path):
    lake = Lake(postgres_server.database(), local=tmp_path / "one", data="s3://news/lake")
    commit(lake, "first")
    publish(lake, NOW)
    return lake


def commit(lake, name):
    """One commit of two files."""
    with lake.writer() as session, session.transaction():
        for part in "ab":
            rows = ({"article_id": name + part, "sentence_index": number} for number in range(ROWS))
            session.append("core.sentences", sentences(*rows))


def stands(lake):
    """What was committed, each article whole."""
    with lake.writer() as session:
        found = session.query("select article_id, count(*) as row_count from core.sentences group by 1 order by 1")
    assert set(found["row_count"].to_pylist()) == {ROWS}
    return found["article_id"].to_pylist()


def test_of_a_commit_into_slow_storage_nothing_is_seen_before_its_end(lake, store):
    arrived, goes_on = Event(), Event()

    def waits(number, method):
        if method == "PUT" and number > 1:  # of the second file: the first one lies there
            arrived.set()
            assert goes_on.wait(LONGEST_S)

    with store.in_trouble(waits):
        writer = Thread(target=commit, args=(lake, "second"))
        writer.start()
        assert arrived.wait(LONGEST_S)
        with lake.reader() as session:
            assert session.count("core.sentences") == 2 * ROWS
        assert stands(lake) == ["firsta", "firstb"]
        goes_on.set()
        writer.join(LONGEST_S)
    assert stands(lake) == ["firsta", "firstb", "seconda", "secondb"]


REFUSALS = {
    503: (r"does not answer \(.*503.*bring it back, and run again", True),
    CLOSED: (r"does not answer \(.*bring it back, and run again", True),
    403: (r"refuses what .*403.*AWS_SECRET_ACCESS_KEY are its keys", False),
    404: (r"holds no such place .*404.*make the bucket", False),
}
"""By answer, what is said of it, and whether the same may succeed a little later."""


def test_a_commit_that_storage_refuses_is_none_and_the_next_one_goes_through(lake, store):
    for answer, (said, is_passing) in REFUSALS.items():
        for lying in range(2):  # files of the commit that storage took before
            most = len(store.objects) + lying
            with store.in_trouble(refusing(store, answer, most)), pytest.raises(WarehouseError, match=said) as raised:
                commit(lake, "second")
            assert lake.name in str(raised.value)
            assert "news/lake/core/sentences/" in str(raised.value)
            assert may_pass(raised.value) == is_passing
            assert stands(lake) == ["firsta", "firstb"]
    commit(lake, "second")
    assert stands(lake) == ["firsta", "firstb", "seconda", "secondb"]


def refusing(store, answer, most):
    """A trouble in which no more than so many objects are taken."""
    return lambda _, method: answer if method == "PUT" and len(store.objects) >= most else None


def test_storage_that_is_busy_for_a_moment_is_asked_again_and_a_question_is_answered_once_it_can_be(lake, store):
    for answer in (503, CLOSED):
        with store.in_trouble(lambda number, _, answer=answer: answer if number < 4 else None):
            commit(lake, f"after {answer} ")
    assert len(stands(lake)) == 6
    for day, answer in (("2100-01-01", 503), ("2100-01-02", 403)):  # what was read as of a day stays in memory
        elsewhere = Lake(lake.catalogue, local=lake.path.with_name("other"), as_of=day)
        with (
            store.in_trouble(lambda *_, answer=answer: answer),
            pytest.raises(WarehouseError, match=f"storage of .*{answer}"),
        ):
            question(elsewhere)
        assert question(elsewhere) == 6 * ROWS * SENTENCE["end_char"]


def question(lake):
    with lake.reader() as session:
        return session.scalar("select sum(end_char)::bigint from core.sentences")
