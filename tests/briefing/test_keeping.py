"""What a briefing says in short is the same whether its page stands or not."""

from pipelines.briefing.keeping import keep


def test_the_first_stories_are_told_with_and_without_a_page(news, tmp_path):
    page = tmp_path / "n.briefing.html"
    told = keep(news, page)
    assert told.page is None
    assert not page.exists()
    assert told.stories[0]["articles"] == 2
    page.write_text("of yesterday")
    written = keep(news, page)
    assert (written.subject, written.stories, written.page) == (told.subject, told.stories, page)
    assert told.stories[0]["story"] in page.read_text(encoding="utf-8")
