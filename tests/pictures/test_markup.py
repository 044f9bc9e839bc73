"""Whatever is not markup is text: nothing that an article or an address holds can become an element, an attribute or a script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pipelines.pictures.markup import Markup, element, is_web_address, joined, link, text, visible


@pytest.mark.parametrize(
    ("value", "written"),
    [
        pytest.param("<b>&\"'", "&lt;b&gt;&amp;&quot;&#x27;", id="markup"),
        pytest.param(Markup("<b>x</b>"), "<b>x</b>", id="markup that is meant"),
        pytest.param(None, "", id="nothing"),
        pytest.param(3, "3", id="a number"),
        pytest.param("a\u202eb\x00c\u2066d", "a\ufffdb\ufffdc\ufffdd", id="what steers a display is shown"),
        pytest.param("\u05d0\u200f 1\t2\n3", "\u05d0\u200f 1\t2\n3", id="marks that Hebrew needs, tabs and lines stay"),
    ],
)
def test_text_is_escaped(value, written):
    assert text(value) == written


def test_attributes_are_escaped_and_named_as_html_has_them():
    made = element("p", "x", class_='a" onclick="b', aria_label=None, hidden=True, font_size=3, draggable=False)
    assert made == '<p class="a&quot; onclick=&quot;b" hidden font-size="3">x</p>'
    assert element("br") == "<br>"


def test_joined_escapes_what_stands_between_too():
    assert joined(["a", Markup("<i>")], " < ") == "a &lt; <i>"


@given(st.text())
def test_no_text_becomes_markup(value):
    parsed = etree.fromstring(element("p", value, title=value).replace("<p", '<p xml:space="preserve"'))
    assert len(parsed) == 0
    assert parsed.text or not value
    assert len(visible(value)) == len(value)


@pytest.mark.parametrize(
    ("address", "is_one"),
    [
        ("https://example.org/a?b=1#c", True),
        ("HTTP://example.org", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,<script>alert(1)</script>", False),
        ("//example.org", False),
        ("https:/\\example.org", False),
        ("https://", False),
        ("https://exa\u202emple.org", False),
        ("https://[broken", False),
        ("https://example.org/" + "a" * 3_000, False),
        ("file:///etc/passwd", False),
        ("", False),
        (None, False),
    ],
)
def test_only_web_addresses_become_links(address, is_one):
    assert is_web_address(address) is is_one
    assert ("<a" in link(address, "here")) is is_one
    assert "here" in link(address, "here")
