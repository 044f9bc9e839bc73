"""GKG: 27 columns that GDELT's readers take apart by tab, semicolon, hash and comma, whatever stands in a name."""

import pytest

from pipelines.exports.fips import FIPS_OF_ISO
from pipelines.exports.gkg import as_gkg, plain


@pytest.fixture
def columns(scope):
    [line] = as_gkg(scope).decode().splitlines()
    found = line.split("\t")
    assert len(found) == 27
    return {number: value for number, value in enumerate(found, start=1) if value}


def test_every_column_is_where_the_codebook_has_it(columns):
    assert columns == {
        1: "20260309000000-0",
        2: "20260309000000",
        3: "1",
        4: "wire",
        5: "http://x.example/a b",
        8: "MEDTOP_WAR_CONFLICT_UNREST;",
        10: "4#Kupiansk, Kharkiv Oblast, UA#UP#UP#49.7107#37.6152#703845;1#Ukraine#UP#UP#49#32#UP",
        11: "4#Kupiansk, Kharkiv Oblast, UA#UP#UP##49.7107#37.6152#703845#13;1#Ukraine#UP#UP##49#32#UP#0",
        12: "ada grossi",
        13: "Ada Grossi,28",
        14: "atom watch",
        15: "Atom Watch,42",
        17: "3#3#9#2026#82;2#3#0#2026#82;1#0#0#2026#82",
        18: "wc:17",
        23: "54|15|said|“It must stop ”",
        24: "Ada Grossi,28;Atom Watch,42",
        27: "<PAGE_TITLE>Shells; &lt;fall&gt;</PAGE_TITLE>",
    }


def test_parts_of_a_location_are_as_many_as_the_codebook_says(columns):
    assert {len(part.split("#")) for part in columns[10].split(";")} == {7}
    assert {len(part.split("#")) for part in columns[11].split(";")} == {9}


def test_an_article_without_an_address_is_cited(scope):
    scope.articles[0]["url"] = None
    line = as_gkg(scope).decode().split("\t")
    assert (line[2], line[4]) == ("2", "wire, a1")


def test_articles_of_one_day_are_numbered(scope):
    scope.articles.append(scope.articles[0] | {"article_id": "a3"})
    ids = [line.split("\t")[0] for line in as_gkg(scope).decode().splitlines()]
    assert ids == ["20260309000000-0", "20260309000000-1"]


@pytest.mark.parametrize("text", ["a\tb", "a\nb", "a;b", "a#b", "a|b", "a,b", "a\x00b", " a ;; b "])
def test_nothing_that_separates_stands_in_a_value(text):
    assert plain(text) == "a b"


def test_no_articles_are_no_lines(nothing):
    assert as_gkg(nothing) == b""


@pytest.mark.parametrize(
    ("iso", "fips"),
    [("UA", "UP"), ("RU", "RS"), ("RS", "RI"), ("CN", "CH"), ("CH", "SZ"), ("DE", "GM"), ("GB", "UK"), ("AU", "AS")],
)
def test_countries_are_those_of_gdelt(iso, fips):
    assert FIPS_OF_ISO[iso] == fips


def test_no_two_countries_share_a_code():
    assert len(set(FIPS_OF_ISO.values())) == len(FIPS_OF_ISO) > 230
