"""Layouts that databases export: where each article begins, and its headline."""

import pytest
from printed_layouts import LAYOUTS

from pipelines.segment import Segmenter
from pipelines.segment.lines import lines_of
from pipelines.segment.structure import stated_structure

FERRY = "A ferry caught fire off the northern coast on Monday and all its passengers were taken off by fishing boats, the coast guard said."
WHEAT = "Wheat prices fell for a third week after rain reached the fields of the south, and traders said that they would fall further."

NEXIS_OLD = """



                        {n} of 2 DOCUMENTS


                        The Harbour Post

                     March 1{n}, 2014 Wednesday

{title}

BYLINE: By RITA VOS

LENGTH: 20 words

{text}

LOAD-DATE: March 28, 2014

                Copyright 2014 The Harbour Post Company
"""
NEXIS_NEW = """{title}
The Harbour Post
March 1{n}, 2014 Wednesday
Copyright 2014 The Harbour Post Company All Rights Reserved
Section: NEWS; Pg. 4
Length: 20 words
Body
{text}
Load-Date: March 28, 2014
End of Document
"""
PROQUEST = """____________________________________________________________

Document {n} of 2

{title}

Author: Vos, Rita

Full text: {text}

Subject: Ports; Trade

Title: {title}

Publication date: Mar 1{n}, 2016

ProQuest document ID: 17700{n}

"""
PROQUEST_RULES = PROQUEST.replace("Document {n} of 2\n\n", "")
FACTIVA = """World
{title}

By Rita Vos
190 words
1{n} March 2019
The Harbour Post
English
(c) 2019 The Harbour Post Ltd. All rights reserved.

{text}

Document HARPO00020190302ef3c0000{n}

"""
CODES = """HD   {title}
BY   By Rita Vos
WC   190 words
PD   1{n} March 2019
SN   The Harbour Post
LA   English

LP
{text}

NS   ecat : Economic News
AN   Document HARPO00020190{n}

"""
SECTION_CODES = "SE   World\n" + CODES


def written(form: str) -> str:
    """Two articles in a layout."""
    parts = (("Ferry burns off northern coast", FERRY), ("Wheat falls for a third week", WHEAT))
    return "".join(form.format(n=n, title=title, text=text) for n, (title, text) in enumerate(parts, start=1))


CASES = [
    pytest.param(NEXIS_OLD, ["The Harbour Post"] * 2, id="nexis: publication and date above the headline"),
    pytest.param(
        NEXIS_NEW,
        ["Ferry burns off northern coast", "Wheat falls for a third week"],
        id="nexis: headline first, closing line",
    ),
    pytest.param(
        PROQUEST,
        ["Ferry burns off northern coast", "Wheat falls for a third week"],
        id="proquest: fields below belong above",
    ),
    pytest.param(
        PROQUEST_RULES, ["Ferry burns off northern coast", "Wheat falls for a third week"], id="proquest: rules alone"
    ),
    pytest.param(FACTIVA, ["World"] * 2, id="factiva: section above the headline, closing code"),
    pytest.param(
        CODES, ["HD   Ferry burns off northern coast", "HD   Wheat falls for a third week"], id="factiva: field codes"
    ),
    pytest.param(SECTION_CODES, ["SE   World"] * 2, id="factiva: a code above the headline's"),
]


@pytest.mark.parametrize(("form", "openings"), CASES)
def test_each_article_opens_after_the_last_ones_metadata(form, openings):
    lines = lines_of(written(form))
    structure = stated_structure(lines)
    assert [lines.texts[i] for i in sorted(structure.starts)] == openings
    assert not structure.needs_witness


@pytest.mark.parametrize("form", [case.values[0] for case in CASES], ids=[case.id for case in CASES])
def test_each_article_has_its_own_headline(form):
    lines = lines_of(written(form))
    titles = {opener: lines.texts[line][skip:] for opener, line, skip in stated_structure(lines).titles}
    assert [titles[i] for i in sorted(titles)] == ["Ferry burns off northern coast", "Wheat falls for a third week"]


@pytest.mark.parametrize("form", [NEXIS_OLD, FACTIVA, CODES, PROQUEST], ids=["nexis", "factiva", "codes", "proquest"])
def test_one_article_of_an_export_states_nothing_to_cut(form):
    text = form.format(n=1, title="Ferry burns off northern coast", text=FERRY)
    assert len(stated_structure(lines_of(text)).starts) <= 1


def test_what_follows_the_last_article_of_factiva_is_no_article():
    lines = lines_of(written(FACTIVA) + "Search Summary\nText ferry or wheat\nDate Last 5 years")
    structure = stated_structure(lines)
    assert len(structure.starts) == 2
    assert lines.texts[min(structure.marks)] == "Search Summary"


@pytest.fixture(scope="module")
def segmenter():
    return Segmenter()


@pytest.mark.parametrize("name", LAYOUTS)
def test_each_article_of_a_layout_is_found(segmenter, name):
    dump = LAYOUTS[name]()
    found = segmenter.segment(dump.text).articles
    assert len(found) == len(dump.spans)
    before = 0
    for article, (start, end) in zip(found, dump.spans, strict=True):
        assert before <= article.start <= start
        assert article.end >= end
        before = end
    titles = [dump.text[a.title[0] : a.title[1]] if a.title else "" for a in found]
    assert [title for title, own in zip(titles, dump.titles, strict=True) if own] == [t for t in dump.titles if t]
