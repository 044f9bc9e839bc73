"""The door for tables of one's own: a reading in one module outside the checkout, seen everywhere that a table is seen."""

import json
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from pipelines.catalogue import CATALOGUE, Derived
from pipelines.contracts import TableContract
from pipelines.extensions import ExtensionError, extension_names, offered
from pipelines.sources import formats, read_source

ROOT = Path(__file__).parents[1]
CONTRIBUTING = ROOT / "CONTRIBUTING.md"
MINE = ("mine.exclamations", "mine.languages", "marts.daily_loudness")
RUNNER = """
import json

from pipelines.catalogue import CATALOGUE
from pipelines.definitions import defs
from pipelines.settings import load_settings
from pipelines.work.ingest import ingest, utc_now
from pipelines.warehouse import open_warehouse
from pipelines.work.run import bring_up_to_date

TABLES = (
    *("core.article_occurrences", "core.articles", "mine.exclamations", "mine.languages", "marts.daily_loudness"),
    "ops.publications",
)


def main():
    settings = load_settings()
    warehouse = open_warehouse(settings)
    ingest(warehouse, ["news.jsonl"], now=utc_now)
    done = bring_up_to_date(warehouse, settings, [CATALOGUE[name] for name in TABLES], lambda *_: None)
    with warehouse.reader() as session:
        rows = session.query(
            "select title, counted.* from mine.exclamations as counted join core.articles using (article_id) order by title"
        ).to_pylist()
        days = session.query("select published_date::varchar as day, mark_count from marts.daily_loudness order by day")
        languages = session.query("select * from mine.languages")
    specs = {spec.key.to_user_string(): spec for spec in defs.resolve_all_asset_specs()}
    graph = defs.resolve_asset_graph()
    print(
        json.dumps(
            {
                "rows": rows,
                "days": days.to_pylist(),
                "languages": languages.to_pylist(),
                "units": done["mine.exclamations"]["units"],
                "failed": done["mine.exclamations"]["units_failed"],
                "assets": sorted(specs),
                "description": specs["mine/exclamations"].description,
                "checks": [key.name for key in graph.asset_check_keys if key.asset_key.path[0] == "mine"],
                "published_after": sorted(d.asset_key.to_user_string() for d in specs["ops/publications"].deps),
            }
        )
    )


if __name__ == "__main__":
    main()
"""


@pytest.mark.slow
@pytest.mark.parametrize("executor", ["inline", "process"])
def test_the_tables_that_contributing_shows_are_made_without_touching_another_file(tmp_path, executor):
    for name in ("exclamations.py", "languages.py", "loudness.py"):
        (tmp_path / name).write_text(example(name), encoding="utf-8")
    (tmp_path / "runner.py").write_text(RUNNER, encoding="utf-8")
    records = [
        {"title": "Flood", "text": "Run! The water is rising! Now!", "published_at": "2024-05-01", "language": "en"},
        {"title": "Calm", "text": "Nothing happened on Monday.", "published_at": "2024-05-02", "language": "en"},
    ]
    (tmp_path / "news.jsonl").write_text("".join(f"{json.dumps(record)}\n" for record in records), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "runner.py"],
        cwd=tmp_path,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(tmp_path)]),
            "DATELINE_EXTENSIONS": "exclamations, languages, loudness",
            "DATELINE_EXECUTOR": executor,
            "DATELINE_THREADS": "2",
            "DATELINE_BATCH_WORDS": "1",
            "DATELINE_SMALL_WORK_WORDS": "0",
        },
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout)
    assert [(row["title"], row["mark_count"]) for row in found["rows"]] == [("Calm", 0), ("Flood", 3)]
    assert {row["annotator_id"].partition("+")[0] for row in found["rows"]} == {"exclamations@1"}
    assert (found["units"], found["failed"]) == (2, 0)
    assert found["days"] == [{"day": "2024-05-01", "mark_count": 3}, {"day": "2024-05-02", "mark_count": 0}]
    assert found["languages"] == [{"language_code": "en", "article_count": 2}]
    no_tables = {"days/collected", "days/published", "landing/files", "published/warehouse"}
    assert set(found["assets"]) == {name.replace(".", "/") for name in (*CATALOGUE, *MINE)} | no_tables
    assert found["description"].startswith("One row per article.")
    assert set(found["checks"]) == {"all_contract", "commits"}
    assert {name.replace(".", "/") for name in MINE} <= set(found["published_after"])


def test_the_format_that_contributing_shows_is_read(tmp_path, monkeypatch):
    name = "pipelines.sources.subtitles"
    subtitles = ModuleType(name)
    exec(example("pipelines/sources/subtitles.py"), subtitles.__dict__)  # noqa: S102 our own page
    monkeypatch.setitem(sys.modules, name, subtitles)
    line = CONTRIBUTING.read_text(encoding="utf-8").partition("    Format(")[2].partition(",\n")[0]
    form = eval(f"Format({line}", {"Format": formats.Format})  # noqa: S307 our own page
    monkeypatch.setitem(formats.MEDIA_TYPES, ".srt", form.media_type)
    monkeypatch.setitem(formats._BY_MEDIA_TYPE, form.media_type, form)
    formats._kind.cache_clear()
    path = tmp_path / "evening.srt"
    path.write_bytes(
        b"1\r\n00:00:01,000 --> 00:00:03,500\r\nGood evening.\r\n\r\n2\r\n00:00:04,000 --> 00:00:06,000\r\nRain fell.\r\n"
    )
    [reading] = read_source(path)
    formats._kind.cache_clear()
    assert reading.text == "Good evening.\n\nRain fell.\n"
    assert reading.media_type == "application/x-subrip"


def example(name):
    """The code block of CONTRIBUTING.md that opens with a file's name."""
    opening = f"```python\n# {name}\n"
    _, found, rest = CONTRIBUTING.read_text(encoding="utf-8").partition(opening)
    assert found, f"CONTRIBUTING.md shows no {name}"
    return rest.partition("\n```")[0] + "\n"


def module(tmp_path, monkeypatch, name, source):
    (tmp_path / f"{name}.py").write_text(source, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("DATELINE_EXTENSIONS", name)
    monkeypatch.delitem(sys.modules, name, raising=False)


def test_without_the_variable_nothing_is_offered():
    assert extension_names() == ()
    assert offered("TABLES", TableContract) == ()


def test_names_are_taken_in_order_and_blanks_are_passed_over(monkeypatch):
    monkeypatch.setenv("DATELINE_EXTENSIONS", " one, ,two.three ,")
    assert extension_names() == ("one", "two.three")


def test_a_module_that_offers_nothing_of_a_kind_offers_none(tmp_path, monkeypatch):
    module(tmp_path, monkeypatch, "offers_nothing", "")
    assert offered("ENTRIES", Derived) == ()


@pytest.mark.parametrize(
    ("source", "message"),
    [
        pytest.param("import no_such_thing_at_all", "ModuleNotFoundError: .*no_such_thing_at_all", id="needs another"),
        pytest.param("1 / 0", "ZeroDivisionError", id="fails"),
        pytest.param("def (", "SyntaxError", id="is not Python"),
    ],
)
def test_a_module_that_cannot_be_imported_is_named_with_the_reason(tmp_path, monkeypatch, source, message):
    module(tmp_path, monkeypatch, "broken_one", source)
    with pytest.raises(ExtensionError, match=f"'broken_one' cannot be imported .{message}"):
        offered("TABLES", TableContract)


def test_a_module_that_is_not_there_is_named(monkeypatch):
    monkeypatch.setenv("DATELINE_EXTENSIONS", "nowhere_to_be_found")
    with pytest.raises(ExtensionError, match="nowhere_to_be_found.*PYTHONPATH"):
        offered("TABLES", TableContract)


def test_what_is_offered_must_be_of_its_kind(tmp_path, monkeypatch):
    module(tmp_path, monkeypatch, "offers_words", "TABLES = ['core.mine']")
    with pytest.raises(ExtensionError, match=r"offers_words.TABLES must hold TableContract values, not str"):
        offered("TABLES", TableContract)


def test_a_module_that_asks_for_everything_while_it_is_imported_gets_a_clear_word(tmp_path, monkeypatch):
    source = "from pipelines import extensions\nfound = extensions.offered('ENTRIES', object)\n"
    module(tmp_path, monkeypatch, "asks_too_early", source)
    with pytest.raises(ExtensionError, match="while it is being imported"):
        offered("TABLES", TableContract)


def test_further_entries_stand_before_what_is_published():
    entry = Derived(tables=("mine.notes",), make=lambda *_: {}, identity=lambda _: "notes@1", reads=("core.articles",))
    catalogue = CATALOGUE.with_entries((entry,))
    assert catalogue.entries[-2] is entry
    assert catalogue.entries[-1].name == CATALOGUE.entries[-1].name
    assert catalogue.entries[-1].reads == (*CATALOGUE.entries[-1].reads, "mine.notes")
    assert CATALOGUE.with_entries(()) is CATALOGUE
