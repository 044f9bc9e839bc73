"""Lists of addresses in a run: one refusal that counts them and says what to do; records without a text one by one."""

import pytest

from pipelines.sources import Refusal, SourceDocument, read_source
from pipelines.sources.addresses import MAX_LISTED_REFUSALS

GKG_LINE = "\t".join(
    ["20260310081500-{n}", "20260310081500", "1", "coast.example", "https://a.example/{n}", *[""] * 22]
)
LISTS = {
    "sitemap.xml": "<urlset><url><loc>https://a.example/0</loc></url><url><loc>https://a.example/1</loc></url></urlset>",
    "20260310.gkg.csv": "\n".join(GKG_LINE.format(n=n) for n in range(2)) + "\n",
    "media.csv": "id,publish_date,title,url\n1,2026-03-10,One,https://a.example/0\n2,2026-03-11,Two,https://a.example/1\n",
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_refused_as_one_with_its_count_and_what_to_do(tmp_path, name):
    path = tmp_path / name
    path.write_text(LISTS[name])
    (refusal,) = read_source(path)
    assert isinstance(refusal, Refusal)
    assert (refusal.reason_code, refusal.position) == ("no_text", "")
    assert refusal.detail.startswith("2 addresses without text, the first one https://a.example/0")
    assert f"dateline fetch {path} --into landing" in refusal.detail


def test_a_damaged_list_keeps_its_count_beside_the_damage(tmp_path):
    path = tmp_path / "20260310.gkg.csv"
    path.write_text(GKG_LINE.format(n=0) + "\nbroken\n" + GKG_LINE.format(n=1))
    assert sorted(refusal.reason_code for refusal in read_source(path)) == ["no_text", "ragged_row"]


def test_records_without_text_among_others_are_refused_one_by_one(tmp_path):
    path = tmp_path / "mixed.jsonl"
    path.write_text('{"text": "One.", "url": "https://a.example/0"}\n{"title": "Two", "url": "https://a.example/1"}\n')
    document, refusal = read_source(path)
    assert isinstance(document, SourceDocument)
    assert (refusal.position, refusal.reason_code) == ("line 2", "no_text")
    assert f"dateline fetch {path} --into landing" in refusal.detail


def test_beyond_a_thousand_they_are_counted(tmp_path):
    path = tmp_path / "many.jsonl"
    count = MAX_LISTED_REFUSALS + 5
    path.write_text("".join(f'{{"title": "T{n}", "url": "https://a.example/{n}"}}\n' for n in range(count)))
    refusals = list(read_source(path))
    assert len(refusals) == MAX_LISTED_REFUSALS + 1
    assert refusals[-1].detail.startswith("5 more addresses without text, the first one https://a.example/1000")


def test_a_table_with_neither_text_nor_address_asks_for_a_text(tmp_path):
    path = tmp_path / "counts.csv"
    path.write_text("day,count\n2026-03-10,4\n")
    (refusal,) = read_source(path)
    assert refusal.reason_code == "no_text_column"


def test_relative_links_of_a_feed_become_addresses(tmp_path):
    path = tmp_path / "feed.xml"
    path.write_text(
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.example/news/"><entry>'
        '<link href="port.html"/><summary>The port reopened.</summary></entry></feed>'
    )
    (document,) = read_source(path)
    assert document.url == "https://a.example/news/port.html"
