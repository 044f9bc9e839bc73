"""A page that stands alone: its policy lets its own style apply and nothing else."""

import base64
import hashlib
import re

from lxml import etree, html

from pipelines.pictures import element
from pipelines.pictures.maps import Spot, map_of
from pipelines.pictures.pages import page, standalone


def test_the_policy_names_the_digest_of_the_style_and_nothing_else():
    text = page("t", element("p", "x"))
    [style] = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = html.fromstring(text).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == [f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"]


def test_the_style_asks_for_nothing_from_elsewhere():
    assert not re.search(r"url\(|@import|https?:", page("t"))


def test_a_title_is_text():
    assert "<script" not in page("</title><script>alert(1)</script>", description='"><script>')


def test_a_picture_alone_is_an_svg_file_with_its_style():
    picture = standalone(map_of([Spot("Kyiv", 30.5, 50.4, 3)], name="m", title="t", description="d"))
    root = etree.fromstring(picture.encode())
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert ".dot" in root[0].text
