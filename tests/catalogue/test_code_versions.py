"""A worker's version stands for its code: a change of code that says nothing of it is found here."""

import json
from copy import deepcopy

import pytest

from .code_versions import NOTED, complaints, digest_of, noted_now, reached, workers


@pytest.fixture(scope="module")
def now():
    return noted_now()


def test_the_code_of_every_worker_is_the_one_noted_for_its_version(now):
    found = list(complaints(json.loads(NOTED.read_text(encoding="utf-8")), now))
    assert not found, "\n".join(found)


def test_a_change_without_a_new_version_is_named_with_its_module(now):
    noted = deepcopy(now)
    noted["workers"]["core.time_mentions"]["digest"] = "other"
    noted["modules"]["pipelines.timex.resolve"] = "other"
    [complaint] = complaints(noted, now)
    assert "core.time_mentions" in complaint
    assert "pipelines.timex.resolve" in complaint
    assert "raise it" in complaint


def test_a_new_version_must_be_noted(now):
    noted = deepcopy(now)
    noted["workers"]["core.sentences"]["version"] = "0"
    [complaint] = complaints(noted, now)
    assert "core.sentences" in complaint
    assert "note it" in complaint


def test_a_new_worker_must_be_noted(now):
    noted = deepcopy(now)
    del noted["workers"]["core.sentences"]
    assert [c for c in complaints(noted, now) if "is new" in c]


@pytest.mark.parametrize(
    ("table", "module"),
    [
        pytest.param("core.articles", "pipelines.enrich.dating.inference", id="built into the worker"),
        pytest.param("core.articles", "pipelines.enrich.language", id="imported by its class"),
        pytest.param("core.place_mentions", "pipelines.gazetteer.scan", id="of another room"),
        pytest.param("core.entity_mentions", "pipelines.encoder.session", id="imported late"),
        pytest.param("core.time_mentions", "pipelines.timex.lexicon", id="two rooms down"),
    ],
)
def test_a_worker_reaches_what_its_rows_depend_on(table, module):
    _, roots = workers()[table]
    assert module in reached(frozenset(roots))


def test_a_worker_does_not_reach_readings_of_others():
    _, roots = workers()["core.article_keyphrases"]
    assert not [name for name in reached(frozenset(roots)) if name.startswith("pipelines.enrich.places")]


@pytest.mark.parametrize(
    ("other", "is_same"),
    [
        pytest.param('"""Other words."""\nX = 1\n\n\nclass A:\n    version = "1"\n', True, id="docstring"),
        pytest.param('"""Words."""\nX = 1  # why\nclass A:\n    version = "1"\n', True, id="comment and layout"),
        pytest.param('"""Words."""\nX = 1\nclass A:\n    version = "2"\n', True, id="version"),
        pytest.param('"""Words."""\nX = 2\nclass A:\n    version = "1"\n', False, id="constant"),
        pytest.param('"""Words."""\nX = 1\nclass A:\n    other = "1"\n', False, id="name"),
    ],
)
def test_only_code_counts(other, is_same):
    source = '"""Words."""\nX = 1\nclass A:\n    version = "1"\n'
    assert (digest_of(source) == digest_of(other)) is is_same
