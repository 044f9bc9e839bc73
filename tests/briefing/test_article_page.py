"""An article as a page: every fact with what was read from it, and nothing in its text can run."""

from lxml import html

from pipelines.briefing.article_page import article_page
from pipelines.briefing.articles import read_article


def tree_of(warehouse, wanted):
    with warehouse.reader() as session:
        return html.fromstring(article_page(read_article(session, wanted)))


def test_facts_are_marked_with_what_was_read_from_them(news):
    tree = tree_of(news, "a")
    [place] = tree.xpath("//main//span[@class='fact place']")
    assert (place.text, place.get("title")) == ("Kupyansk", "place itself: Kupyansk, UA (0.90)")
    assert tree.xpath("string(//h1)") == "Shelling in Kupyansk"
    assert "person 1" in " ".join(tree.xpath("//header//p[contains(@class, 'legend')]")[0].itertext()).replace(
        "  ", " "
    )
    assert tree.xpath("//header//a/@href") == ["https://example.org/a"]


def test_markup_in_a_text_is_shown_and_does_not_run(builder):
    builder.article("a", "<script>alert(1)</script>\n\nIn \u202eKyiv. <b onclick=x>", title="</title><script>")
    tree = tree_of(builder.publish(), "a")
    assert not tree.xpath("//script|//b")
    assert [p.text_content() for p in tree.xpath("//main/p")] == [
        "<script>alert(1)</script>",
        "In \ufffdKyiv. <b onclick=x>",
    ]
