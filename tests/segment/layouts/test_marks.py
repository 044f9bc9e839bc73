"""Layouts whose marks also stand inside articles: rules, numbers, addresses, bold lines, pages."""

import numpy as np
import pytest

from pipelines.segment.layouts.pages import running_lines
from pipelines.segment.layouts.rules import is_credit, is_rule
from pipelines.segment.layouts.stated import Structure
from pipelines.segment.lines import lines_of
from pipelines.segment.structure import is_borne_out, stated_structure

FERRY = (
    "A ferry caught fire off the northern coast on Monday and all its passengers were taken off by fishing boats.\n"
    "The coast guard said that nobody was hurt. It will look for the cause when the hull has cooled."
)
WHEAT = (
    "Wheat prices fell for a third week after rain reached the fields of the south.\n"
    "Traders said that they would fall further. Farmers have asked the ministry in the capital for help with the cost of fuel."
)
BRIDGE = (
    "The council voted on Tuesday to close the old bridge for repairs that will last for two years.\n"
    "Shops at both ends fear for their trade, and the ferrymen have ordered a second boat for the summer."
)
CREDIT = "Associated Press writers Jane Mburu in Nairobi and Luis Prieto in Lima contributed to this report."

CASES = [
    pytest.param(f"{FERRY}\n___\n{CREDIT}\n{WHEAT}\n___\n{CREDIT}\n{BRIDGE}", [0, 4, 8], id="a credit under a rule belongs above it"),
    pytest.param(f"{FERRY}\n---\n{WHEAT}\n---\n{BRIDGE}", [0, 3, 6], id="dashes"),
    pytest.param(f"=====\n{FERRY}\n=====\n{WHEAT}\n=====\n{BRIDGE}\n=====", [1, 4, 7], id="a rule above each and below the last"),
    pytest.param(f"{FERRY}\n***\n{WHEAT}", [], id="one row of asterisks decorates"),
    pytest.param(f"{FERRY}\n---\n{WHEAT}", [], id="one rule decorates"),
    pytest.param(f"{FERRY}\n***\n{WHEAT}\n***\n{BRIDGE}", [], id="asterisks between short pieces stand between scenes"),
    pytest.param(f"1. Ferry burns\n{FERRY}\n2. Wheat falls\n{WHEAT}\n3. Bridge to shut\n{BRIDGE}", [0, 3, 6], id="numbered headlines"),
    pytest.param(f"(1) Ferry burns\n{FERRY}\n(2) Will wheat fall?\n{WHEAT}\n(3) Bridge to shut\n{BRIDGE}", [0, 3, 6], id="numbers in brackets, a question"),
    pytest.param("1. Salt\n2. Flour\n3. Water\n" + FERRY, [], id="a numbered list is no row of articles"),
    pytest.param(f"{FERRY}\n1. Ferry\n{WHEAT}\n2. Wheat\n{BRIDGE}\n3. Bridge", [], id="numbers inside an article"),
    pytest.param(
        f"https://example.org/a\n{FERRY}\nhttps://example.org/b\n{WHEAT}\nhttps://example.org/c\n{BRIDGE}", [0, 3, 6], id="addresses above"
    ),
    pytest.param(
        f"{FERRY}\nhttps://example.org/a\n{WHEAT}\nhttps://example.org/b\n{BRIDGE}\nhttps://example.org/c", [0, 3, 6], id="addresses below"
    ),
    pytest.param(f"{FERRY}\nhttps://example.org/a\nhttps://example.org/b\nhttps://example.org/c", [], id="a list of links"),
    pytest.param(f"'''Ferry burns'''\n{FERRY} {BRIDGE}\n== Sources ==\n'''Wheat falls'''\n{WHEAT} {BRIDGE}", [0, 5], id="a wiki's bold headlines"),
    pytest.param(f"**Ferry burns**\n{FERRY} {BRIDGE}\n**Wheat falls**\n{WHEAT} {BRIDGE}", [0, 4], id="bold headlines"),
    pytest.param(f"{FERRY}\n**What next**\n{WHEAT}\n**Reaction**\n{BRIDGE}", [], id="bold sub-headings"),
    pytest.param(
        f"{FERRY}\nSource: The Post\nDate: 1 May 2020\n{WHEAT}\nSource: The Post\nDate: 2 May 2020", [0, 4], id="fields below each article"
    ),
    pytest.param(
        f"From: a@example.org\nSubject: Ferry burns\n{FERRY}\nFrom: a@example.org\nSubject: Wheat falls\n{WHEAT}", [0, 4], id="mail"
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "starts"), CASES)
def test_stated_starts(text, starts):
    assert sorted(stated_structure(lines_of(text)).starts) == starts


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ([0, 0, 0.9, 0, 0.8, 0], True),
        ([0, 0, 0.05, 0, 0.02, 0], False),
        ([0, 0, 0.05, 0.6, 0.9, 0], True),
        ([0, 0, 0.9, 0, 0.9, 0, 0, 0, 0.97, 0, 0, 0.97], False),
    ],
    ids=[
        "the model agrees",
        "the model holds them for inner lines",
        "agreement a line below",
        "as many sure cuts elsewhere",
    ],
)
def test_a_claim_needs_the_model(scores, expected):
    assert is_borne_out(Structure(frozenset({0, 2, 4}), needs_witness=True), np.array(scores, float)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (CREDIT, True),
        ("Reporting by Jo Doe; editing by Ann Lee", True),
        ("Follow Jo Doe on Twitter at @jodoe", True),
        ("The council voted on Tuesday to close the bridge.", False),
    ],
)
def test_credits_are_told(text, expected):
    assert is_credit(text) is expected


@pytest.mark.parametrize(("text", "expected"), [("___", True), ("- - - -", True), ("--", False), ("--- x", False)])
def test_rules_are_told(text, expected):
    assert is_rule(text) is expected


def test_page_numbers_and_headers_run_along():
    pages = [f"THE DAILY DIGEST\nPage {n} of 3\n{text}" for n, text in enumerate((FERRY, WHEAT, BRIDGE), start=1)]
    lines = lines_of("\n\f".join(pages))
    assert [lines.texts[i] for i in sorted(running_lines(lines))] == [
        t for n in (1, 2, 3) for t in ("THE DAILY DIGEST", f"Page {n} of 3")
    ]
    assert not stated_structure(lines).starts


def test_lines_that_come_back_without_pages_do_not_run_along():
    lines = lines_of("\n".join([FERRY, CREDIT, WHEAT, CREDIT, BRIDGE, CREDIT]))
    assert running_lines(lines) == frozenset()
