"""The page as a reader gets it: what it says, how it is built, and that nothing in an article can run."""

import re
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from lxml import html

from pipelines.briefing import briefing_page, choose
from pipelines.pictures.pages import style_sheet
from pipelines.warehouse.publishing import publish

HOSTILE = "</title></style><script>alert(1)</script><img src=x onerror=alert(2)> \u202egnp.exe <a href='javascript:alert(3)'>Kupyansk</a>"


def page_of(warehouse, *asked):
    with warehouse.reader() as session:
        return briefing_page(session, choose(session, *asked))


def tree_of(warehouse, *asked):
    return html.fromstring(page_of(warehouse, *asked))


def section(tree, anchor):
    found = tree.xpath(f"//section[@id='{anchor}']")
    return " ".join(" ".join(found[0].itertext()).split()) if found else None


def test_the_page_says_what_happened(news):
    tree = tree_of(news)
    assert tree.xpath("string(//h1)") == "11 to 17 March 2026"
    tally = dict(zip(tree.xpath("//dl//dt/text()"), tree.xpath("//dl//dd/text()"), strict=True))
    assert tally == {"articles": "3", "copies beside": "1", "sources": "3", "stories": "2"}
    stories = section(tree, "stories")
    assert "Shelling in Kupyansk 3 sources · 2 articles · 1 copy · since 16 March 2026" in stories
    assert "herald · 16 March 2026 (day read from the text)" in stories
    assert "Told once Envoys met" in stories
    assert "Kupyansk UA 2 2" in section(tree, "where")
    assert re.search(r"Oleh Marchenko Person 2 0\.0", section(tree, "rose"))
    assert "Oleh Marchenko Person 2" in section(tree, "new")
    assert "Kupiansk 1 herald" in section(tree, "spellings")
    assert "Kupyansk 2 mirror , wire" in section(tree, "spellings")
    assert "1 articles of the warehouse without a date" in section(tree, "quality")


def test_what_is_marked_is_the_words_that_were_read(news):
    marked = {node.text_content() for node in tree_of(news).xpath("//*[@id='where']//mark")}
    assert marked in ({"Kupyansk", "Vienna"}, {"Kupiansk", "Vienna"})


def test_every_link_inside_the_page_leads_somewhere_and_every_other_to_the_web(news):
    tree = tree_of(news)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    for address in tree.xpath("//a/@href"):
        assert address[1:] in ids if address.startswith("#") else address == "https://example.org/a"
    for node in tree.xpath("//*[@aria-labelledby]"):
        assert set(node.get("aria-labelledby").split()) <= set(ids)


def test_the_page_is_built_for_those_who_listen(news):
    tree = tree_of(news)
    assert tree.get("lang") == "en"
    assert [len(tree.xpath(f"//{name}")) for name in ("main", "header", "nav", "footer", "h1")] == [1] * 5
    levels = [int(node.tag[1]) for node in tree.xpath("//h1|//h2|//h3|//h4")]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for table in tree.xpath("//table"):
        assert table.xpath("./caption")
        assert all(head.get("scope") in {"col", "row"} for head in table.xpath(".//th"))
        assert all("".join(head.itertext()).strip() for head in table.xpath(".//th"))
    for picture in tree.xpath("//svg[not(@aria-hidden)]"):
        assert picture.get("role")
        assert picture.xpath("./title")[0].text
        assert picture.xpath("./desc")[0].text


def test_nothing_in_an_article_can_run(builder):
    builder.article(
        "a", HOSTILE, title=HOSTILE, source="</style><script>alert(4)</script>", url="javascript:alert(5)", story="s"
    )
    builder.article("b", HOSTILE + "b", title="x", url='https://example.org/"><script>alert(6)</script>', story="s")
    builder.story("s", HOSTILE, "a")
    text = page_of(builder.publish())
    tree = html.fromstring(text)
    assert not tree.xpath("//script|//img|//iframe|//object|//embed|//form|//link|//base")
    assert not [name for node in tree.iter() for name in node.attrib if name.startswith("on") or name == "style"]
    assert not [
        address for address in tree.xpath("//@href|//@src") if not address.startswith("#") and "javascript" in address
    ]
    assert [node.text for node in tree.xpath("//style")] == [style_sheet()]
    assert "\u202e" not in text
    assert "gnp.exe" in text


@pytest.mark.parametrize("is_dated", [True, False])
def test_a_page_without_news_says_so(builder, is_dated):
    if not is_dated:
        builder.article("a", "Somewhere in Kyiv.", day=None)
    tree = tree_of(builder.publish(), *(("2026-03-01", "2026-03-02") if is_dated else ()))
    assert section(tree, "quality")
    assert ("No article" in tree.xpath("string(//header)")) is is_dated
    assert ("none of them dated" in tree.xpath("string(//h1)")) is not is_dated


def test_without_days_before_nothing_is_said_to_have_risen(builder):
    for name in ("a", "b"):
        builder.article(name, f"Oleh Marchenko was in Kyiv. {name}")
    tree = tree_of(builder.publish())
    assert "nothing can be said to have risen" in section(tree, "rose")
    assert tree.xpath("string(//*[@id='rose-heading'])") == "Named most"
    assert section(tree, "new") is None


CLAIMS = """
create or replace view marts.claims as select 'control' as kind, 'geonames:1' as place_id, 'Kupyansk' as place_name, date '2026-03-16' as
claim_day, 'holds' as predicate, 'Russia' as subject, null::varchar as unit, 2 as for_count, 1 as against_count, 'the ministry' as for_speakers,
'Kyiv' as against_speakers, 'wire' as for_sources, 'herald' as against_sources, 'the town is <ours>' as for_words, 'it is not' as
against_words, true as is_contradicted
"""


def test_contradicting_claims_stand_side_by_side(builder):
    builder.article("a", "Two sides claim Kupyansk.")
    warehouse = builder.publish()
    with warehouse.writer() as session:
        session.run(CLAIMS)
        session.run("update ops.changes set change_number = 2")
    publish(warehouse, datetime(2026, 3, 21, tzinfo=UTC))
    told = section(tree_of(warehouse), "claims")
    assert "Kupyansk, 16 March 2026: Russia holds" in told
    assert "the town is <ours> For it: the ministry · in wire it is not Against it: Kyiv · in herald" in told


def test_statements_are_marked_under_their_speakers(builder):
    text = "“We put up the line at six in the morning,” said Oleh Marchenko in Kupyansk."
    builder.article("a", text)
    end = text.index(",”") + 2
    builder.add(
        "core.quotes",
        quote_id="q", article_id="a", start_char=0, end_char=len(text), content_start_char=0, content_end_char=end,
        content=text[:end], content_spans="[]", cue="said", is_direct=True, kind="direct", speaker_surface="Oleh Marchenko",
        speaker_basis="name", speaker_entity_id="e1", score=0.9, annotator_id="q@1",
    )  # fmt: skip
    tree = tree_of(builder.publish())
    assert "Oleh Marchenko in their own words · 1 statement" in section(tree, "said")
    assert [mark.text_content() for mark in tree.xpath("//section[@id='said']//mark")] == [text[:end]]


def test_a_briefing_on_a_place_counts_its_articles_only(news):
    tree = tree_of(news, None, None, "Kupyansk")
    assert tree.xpath("string(//h1)") == "Kupyansk, 11 to 17 March 2026"
    assert "Envoys" not in tree.text_content()
    assert re.search(r"Oleh Marchenko Person 2", section(tree, "rose"))
