"""The briefing in a real browser without network: nothing of an article runs, its style applies, and a phone needs no scrolling sideways."""

import shutil

import pytest

from tests.briefing.conftest import Builder

webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
from pipelines.briefing import briefing_page, choose  # noqa: E402 only where selenium is there

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--host-resolver-rules=MAP * ~NOTFOUND", "--window-size=500,900",
)  # fmt: skip
HOSTILE = (
    "</title></style></svg><script>document.title='ran'</script><img src=x onerror=\"document.title='ran'\">"
    "<svg onload=\"document.title='ran'\"></svg><style>body{display:none}</style> near Kupyansk, Oleh Marchenko said."
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.enable_socket,
    pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="needs the packages chromium and chromium-driver"),
]


@pytest.fixture
def browser(tmp_path):
    options = webdriver.ChromeOptions()
    for flag in (*FLAGS, f"--user-data-dir={tmp_path / 'chromium'}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    yield driver
    driver.quit()


@pytest.fixture
def page(tmp_path):
    builder = Builder(tmp_path / "w.duckdb")
    builder.article("a", HOSTILE, title=HOSTILE, source="<script>", url="javascript:document.title='ran'", story="s")
    builder.article("b", f"{HOSTILE} Vienna", title="x" * 300, url="https://example.org/b", story="s", source="herald")
    builder.story("s", HOSTILE, "a")
    with builder.publish().reader() as session:
        (tmp_path / "page.html").write_text(briefing_page(session, choose(session)), encoding="utf-8")
    return (tmp_path / "page.html").as_uri()


def test_nothing_of_an_article_runs_and_the_page_reads_on_a_phone(browser, page):
    browser.get(page)
    assert browser.title.startswith("Briefing: ")
    measured = browser.execute_script(
        "const d = document.documentElement, s = getComputedStyle(document.querySelector('mark'));"
        "return [d.scrollWidth <= d.clientWidth, s.backgroundColor, getComputedStyle(document.body).display,"
        "performance.getEntriesByType('resource').length]"
    )
    assert measured == [True, "rgb(255, 231, 154)", "block", 0]
    assert [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []


def test_dark_displays_get_dark_colours_and_paper_gets_the_passages(browser, page):
    def shown():
        return browser.execute_script(
            "return [getComputedStyle(document.body).backgroundColor,"
            "document.querySelector('details blockquote').checkVisibility()]"
        )

    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": "dark"}]}
    )
    browser.get(page)
    assert shown() == ["rgb(21, 23, 26)", False]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print", "features": []})
    assert shown() == ["rgb(255, 255, 255)", True]
