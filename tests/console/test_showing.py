"""An article in a terminal: facts in colours, in brackets where there are none; control characters shown, never sent."""

import io

import pytest
from rich.console import Console

from pipelines.briefing.articles import Fact, ShownArticle, stretches
from pipelines.console import showing
from pipelines.settings import load_settings

ROW = {
    "article_id": "abc", "sources": "wire", "published_date": "2026-03-17", "published_basis": "metadata", "word_count": 1,
    "language_code": "en", "topics": None, "story": None, "copy_kind": None, "is_current": True,
}  # fmt: skip


def printed(monkeypatch, text, facts=(), **console):
    article = ShownArticle(ROW, [], stretches(text, facts), {"place": len(facts)})
    monkeypatch.setattr(showing, "_read", lambda *_: article)
    buffer = io.StringIO()
    showing.print_article(load_settings(), "abc", Console(file=buffer, width=60, **console))
    return buffer.getvalue()


def test_facts_are_in_brackets_where_there_are_no_colours(monkeypatch):
    assert "In [place Kyiv]." in printed(monkeypatch, "In Kyiv.", [Fact(3, 7, "place", "Kyiv", 0.9)])


def test_facts_are_in_colours_on_a_terminal(monkeypatch):
    text = printed(
        monkeypatch, "In Kyiv.", [Fact(3, 7, "place", "Kyiv", 0.9)], force_terminal=True, color_system="standard"
    )
    assert "\x1b[1;32mKyiv\x1b[0m" in text


def test_what_steers_a_terminal_is_shown(monkeypatch):
    text = printed(monkeypatch, "a\x1b[31mred\x07\u202eb [bold]c[/bold]")
    assert "\x1b" not in text
    assert "\x07" not in text
    assert "a\ufffd[31mred\ufffd\ufffdb [bold]c[/bold]" in text


def test_wide_characters_are_counted_as_two_columns(monkeypatch):
    lines = printed(monkeypatch, "東京都" * 30).splitlines()
    assert max(len(line) for line in lines if "東" in line or "京" in line) == 30


@pytest.mark.parametrize("text", ["", "\n\n", "\u0301"])
def test_hardly_any_text_is_no_trouble(monkeypatch, text):
    assert "no facts were read" in printed(monkeypatch, text)
