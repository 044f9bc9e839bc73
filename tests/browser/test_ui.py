"""The Dagster UI in a real browser: a person's day with it, from the graph to a backfill, on one server."""

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
from selenium.common.exceptions import (  # noqa: E402 only where selenium is there
    ElementClickInterceptedException,
    NoSuchElementException,
    StaleElementReferenceException,
)
from selenium.webdriver.common.by import By  # noqa: E402 only where selenium is there
from selenium.webdriver.common.keys import Keys  # noqa: E402
from selenium.webdriver.support.ui import WebDriverWait  # noqa: E402

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
START_S, RUN_S = 300, 600
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--window-size=1800,1100",
)  # fmt: skip
RECORDS = "".join(
    json.dumps(
        {
            "title": f"Quake {day} off Chile",
            "text": f"A strong earthquake, number {day}, shook Valparaiso on Tuesday, officials said.",
            "published_at": f"2026-03-{day:02}T08:00:00Z",
        }
    )
    + "\n"
    for day in (10, 11, 12, 13)
)

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
    (landing / "wire.jsonl").write_text(RECORDS)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    process = subprocess.Popen(
        [sys.executable, "-m", "pipelines.cli", "up", "--port", str(port)],
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
            process.wait(timeout=60)
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


def test_graph_run_figures_days_ticks_and_a_failing_check(served, browser, tmp_path):
    # the page is drawn again and again: what is gone, covered or not there yet is looked for again
    passing = (NoSuchElementException, StaleElementReferenceException, ElementClickInterceptedException)
    wait = WebDriverWait(browser, START_S, ignored_exceptions=passing)

    def text_has(*words):
        wait.until(lambda b: (t := b.find_element(By.TAG_NAME, "body").text) and all(word in t for word in words))

    def click(words):
        def clicked(b):
            button = b.find_element(By.XPATH, f"//button[contains(., '{words}')]")
            return button.is_enabled() and (button.click() or True)

        wait.until(clicked)

    browser.get(f"{served}/asset-groups")
    text_has("raw", "core", "marts", "ops", "days", "outside")

    browser.get(f"{served}/locations/dateline/jobs/news_to_marts")
    click("Materialize all")
    await_true(lambda: ended(served), RUN_S)
    assert set(ended(served)) == {"SUCCESS"}
    with Warehouse(tmp_path / "dateline.duckdb").reader() as session:
        assert session.count("core.articles") == 4

    browser.get(f"{served}/assets/core/place_mentions")
    text_has("One row per toponym mention", "Trust:")
    browser.get(f"{served}/assets/core/articles?view=events")
    text_has("by_day", "dated_share")
    image = wait.until(lambda b: b.find_element(By.CSS_SELECTOR, "img[src^='data:image/svg+xml']"))
    wait.until(lambda _: int(image.get_attribute("naturalWidth")) > 0)

    browser.get(f"{served}/assets/days/published")
    click("Materialize")
    wait.until(lambda b: b.find_element(By.XPATH, "//*[text()='Show all partitions']")).click()
    days = wait.until(lambda b: b.find_element(By.CSS_SELECTOR, "input[placeholder*='2020-01-01']"))
    days.send_keys("[2026-03-10...2026-03-12]", Keys.TAB)
    click("Launch backfill")
    await_true(lambda: backfills(served) == [("COMPLETED_SUCCESS", 3)], RUN_S)
    browser.get(f"{served}/assets/days/published?view=partitions")
    text_has("Materialized (4)")  # the fourth day by the run before

    browser.get(f"{served}/locations/dateline/sensors/landing_folder")
    text_has("landing_folder", "Latest tick", "0 runs requested")

    damage(tmp_path / "dateline.duckdb")
    before = len(ended(served))
    browser.get(f"{served}/assets/core/place_mentions?view=checks&checkDetail=all_resolved_places_are_whole")
    click("Execute")
    await_true(lambda: len(ended(served)) > before, RUN_S)
    browser.refresh()
    text_has("all_resolved_places_are_whole", "offending_rows", "sample")


def damage(path):
    """A row that a check of whole tables does not let pass, in the copy that the checks read."""
    import duckdb

    with duckdb.connect(str(path)) as connection:
        connection.execute("update core.place_mentions set longitude = 200")


def answers(address):
    try:
        with urllib.request.urlopen(address, timeout=5) as response:
            return response.status == 200
    except OSError:
        return False


def asked(address, query):
    request = urllib.request.Request(
        f"{address}/graphql", json.dumps({"query": query}).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=RUN_S) as response:
        return json.load(response)["data"]


def ended(address):
    """How runs ended that did."""
    found = asked(address, "{ runsOrError { ... on Runs { results { status } } } }")["runsOrError"]["results"]
    return [run["status"] for run in found if run["status"] in {"SUCCESS", "FAILURE", "CANCELED"}]


def backfills(address):
    query = "{ partitionBackfillsOrError { ... on PartitionBackfills { results { status numPartitions } } } }"
    found = asked(address, query)["partitionBackfillsOrError"]["results"]
    return [(each["status"], each["numPartitions"]) for each in found]


def await_true(condition, seconds):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not true after {seconds} s"
        time.sleep(1)
