"""The Dagster UI in a real browser: the assets read well, and a materialisation launched there succeeds."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from pipelines.warehouse import Warehouse

webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
from selenium.webdriver.common.by import By  # noqa: E402 only where selenium is there
from selenium.webdriver.support.ui import WebDriverWait  # noqa: E402

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
START_S, RUN_S = 180, 300
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--window-size=1800,1100",
)  # fmt: skip

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.enable_socket,
    pytest.mark.timeout(3_600),
    pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="needs the packages chromium and chromium-driver"),
]


@pytest.fixture
def served(tmp_path):
    landing = tmp_path / "landing"
    landing.mkdir()
    (landing / "wire.jsonl").write_text(
        '{"title": "Quake off Chile", "text": "A strong earthquake shook Valparaiso on Tuesday, officials said.", '
        '"published_at": "2026-03-10T08:00:00Z"}\n'
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    process = subprocess.Popen(
        [sys.executable, "-m", "pipelines.cli", "ui", "--port", str(port)],
        env=environment,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        await_true(lambda: answers(f"{address}/server_info"), START_S)
        yield address
    finally:
        os.killpg(process.pid, signal.SIGINT)
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.fixture
def browser(tmp_path):
    options = webdriver.ChromeOptions()
    for flag in (*FLAGS, f"--user-data-dir={tmp_path / 'chromium'}"):
        options.add_argument(flag)
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    yield driver
    driver.quit()


def test_the_graph_is_shown_and_a_materialisation_from_it_succeeds(served, browser, tmp_path):
    browser.get(f"{served}/asset-groups")
    wait = WebDriverWait(browser, START_S)
    button = wait.until(lambda b: b.find_element(By.XPATH, "//button[contains(., 'Materialize all')]"))
    text = wait.until(lambda b: (t := b.find_element(By.TAG_NAME, "body").text) and "marts" in t and t)
    assert all(group in text for group in ("raw", "core", "marts"))
    wait.until(lambda _: button.is_enabled())
    button.click()
    await_true(lambda: statuses(served) in (["SUCCESS"], ["FAILURE"]), RUN_S)
    assert statuses(served) == ["SUCCESS"]
    with Warehouse(tmp_path / "dateline.duckdb").reader() as session:
        assert session.scalar("select title from core.articles") == "Quake off Chile"
    browser.get(f"{served}/assets/core/place_mentions")
    wait.until(lambda b: "One row per toponym mention" in b.find_element(By.TAG_NAME, "body").text)


def answers(address):
    try:
        with urllib.request.urlopen(address, timeout=5) as response:
            return response.status == 200
    except OSError:
        return False


def statuses(address):
    query = json.dumps({"query": "{ runsOrError { ... on Runs { results { status } } } }"}).encode()
    request = urllib.request.Request(f"{address}/graphql", query, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=RUN_S) as response:
        return [run["status"] for run in json.load(response)["data"]["runsOrError"]["results"]]


def await_true(condition, seconds):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not true after {seconds} s"
        time.sleep(1)
