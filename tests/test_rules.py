"""Rules of the house that a machine can hold: sizes, first lines of docstrings, tests that mirror the code."""

import ast
import re
from pathlib import Path

import pytest

import pipelines

PACKAGE = Path(pipelines.__file__).parent
TESTS = Path(__file__).parent
MAX_LINES = 300
MODULES = sorted(path for path in PACKAGE.rglob("*.py"))
THIRD_PERSON = re.compile(
    r"(Adds|Appends|Applies|Asks|Brings|Builds|Checks|Cleans|Closes|Commits|Compiles|Copies|Counts|Creates|Cuts|Deletes|Drops|Ends|Fetches|Fills|Finds|Follows|Forgets|Gives|Holds|Ingests|Keeps|Launches|Lets|Loads"
    r"|Makes|Marks|Moves|Opens|Parses|Prints|Puts|Raises|Reads|Records|Removes|Replaces|Returns|Runs|Says|Scores|Sends|Sets|Splits|Starts|Stops|Stores|Takes|Tells|Turns|Updates|Waits|Walks|Writes|Yields) (?!(?:of|by|at|from|in|that) )"
)
"""What a function's docstring does not begin with: it says "Return", or names what is returned."""
NO_ROOM = {
    "browser": "whole application, in Chromium",
    "integration": "whole runs in processes of their own",
    "sql": "the statements of sql/",
    "training": "what the training data hold",
}
"""Folders of tests without a room of the same name, and what they test."""
NO_MODULE = {
    "catalogue/test_catalogue.py": "entries, tables and lineage together",
    "catalogue/test_code_versions.py": "versions of all workers",
    "console/test_cli.py": "the command as a user types it",
    "defs/test_daemon.py": "what Dagster's daemon does with sensor and launcher",
    "defs/test_definitions.py": "pipelines/definitions.py and all that it gathers",
    "enrich/dating/test_stated_dates.py": "datelines and bylines through the whole dater",
    "enrich/entities/test_recogniser_decode.py": "the recogniser's decoding",
    "enrich/entities/test_recogniser_windows.py": "the recogniser's windows",
    "enrich/places/test_hard_names.py": "sixty names through the whole resolver",
    "enrich/times/test_time_bad_input.py": "hostile input to timex",
    "gazetteer/test_hard_names.py": "sixty names in the embedded gazetteer",
    "segment/layouts/test_exports.py": "layouts of Nexis, ProQuest and Factiva together",
    "segment/layouts/test_marks.py": "layouts whose marks also stand inside articles",
    "segment/test_evidence.py": "features of several modules that speak for one gap",
    "sources/test_documents_of_the_web.py": "all formats that hold pages",
    "sources/test_hostile.py": "all readers on input that is meant to hurt",
    "sources/test_mutations.py": "all readers on damaged files",
    "timex/test_time_expressions.py": "the grammar as a whole",
    "transforms/test_marts.py": "all marts on one small table",
    "transforms/test_sql_twins.py": "all marts against their SQL",
    "warehouse/test_full_disk.py": "commits and publishing on a full disk",
    "warehouse/test_troubled_storage.py": "warehouse/lake.py on object storage that is slow, busy or refusing",
    "work/test_entities.py": "catalogue/canonical.py through commits",
    "test_documentation.py": "pages of docs/ that benchmarks/documentation.py writes, and the analyses",
    "test_performance.py": "figures of two commits, which benchmarks give",
    "test_rules.py": "the house as a whole",
}
"""Files of tests that mirror no module, and what they test."""


def shown(path):
    return str(path.relative_to(PACKAGE.parent))


@pytest.mark.parametrize("path", MODULES, ids=shown)
def test_a_module_is_one_idea_of_bounded_length(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MAX_LINES


@pytest.mark.parametrize("path", [path for path in MODULES if "training" not in path.parts], ids=shown)
def test_docstrings_say_what_is_returned_or_what_to_do(path):
    offending = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and (text := ast.get_docstring(node)):
            offending += [f"{node.name}: {problem}" for problem in problems_of(text)]
    assert not offending


def problems_of(docstring):
    """What is wrong with the first line of a function's docstring."""
    if begun := THIRD_PERSON.match(docstring):
        yield f"begins with {begun[1]!r}: use the imperative, or name what is returned"
    if re.search(r"[;,] (?:and )?gives? ", docstring.splitlines()[0]):
        yield 'says "gives" of what is returned'


@pytest.mark.parametrize(
    ("docstring", "count"),
    [
        ("Gives the rows.", 1),
        ("Writes a file; gives its path.", 2),
        ("Write a file and return its path.", 0),
        ("Runs of words that stand beside each other.", 0),
        ("The tokens of a stretch.", 0),
    ],
)
def test_the_rule_for_docstrings_finds_what_it_should(docstring, count):
    assert len(list(problems_of(docstring))) == count


def test_tests_mirror_the_code():
    found = set()
    for path in TESTS.rglob("test_*.py"):
        relative = path.relative_to(TESTS)
        module = PACKAGE / relative.parent / path.stem.removeprefix("test_")
        if relative.parts[0] not in NO_ROOM and not module.is_dir() and not module.with_suffix(".py").is_file():
            found.add(str(relative))
    assert found - set(NO_MODULE) == set(), "name the file after the module that it tests, or add it with its reason"
    assert set(NO_MODULE) - found == set(), "these are gone or have their module now: take them out of the list"


def test_every_room_has_tests():
    for path in PACKAGE.rglob("*.py"):
        room = path.parent.relative_to(PACKAGE)
        if room.parts and room.parts[0] not in {"training", "models"}:
            beside = (TESTS / room.parent / f"test_{room.name}.py").is_file()
            assert beside or any((TESTS / room).glob("test_*.py")), f"no tests/{room}/test_*.py"
