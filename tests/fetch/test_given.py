"""What a user can name: addresses, and files of any format that hold some."""

import gzip
import zipfile

import pytest

from pipelines.fetch import GivenError, addresses_given

GKG = "\t".join(
    ["20260310081500-12", "20260310081500", "1", "coast.example", "https://coast.example/port"]
    + [""] * 21
    + [
        "<PAGE_TITLE>Port &amp; ferry reopen</PAGE_TITLE><PAGE_PRECISEPUBTIMESTAMP>20260310080000</PAGE_PRECISEPUBTIMESTAMP>"
    ]
)
FILES = {
    "list.txt": "# ours\nhttps://a.example/1\n\n  https://a.example/2  the second\nno address\n",
    "map.xml": (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><url><loc>https://a.example/1</loc>'
        "<image:image><image:loc>https://a.example/1.png</image:loc></image:image></url>"
        "<url><loc>https://a.example/2</loc></url></urlset>"
    ),
    "subscriptions.xml": '<opml><body><outline text="A"><outline xmlUrl="https://a.example/1"/></outline><outline xmlUrl="https://a.example/2"/></body></opml>',
    "mediacloud.csv": "id,author,publish_date,title,url,language,media_name\n1,,2026-03-10,One,https://a.example/1,en,Coast\n2,,2026-03-10,Two,https://a.example/2,en,Coast\n",
    "records.jsonl": '{"title": "One", "url": "https://a.example/1"}\n{"title": "Two", "link": "https://a.example/2"}\n',
    "records.json": '[{"title": "One", "url": "https://a.example/1"}, {"title": "Two", "url": "https://a.example/2"}]',
    "feed.xml": "<rss><channel><link>https://a.example/</link><item><link>/1</link></item><item><link>/2</link></item></channel></rss>",
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_file_names_its_addresses(tmp_path, name):
    path = tmp_path / name
    path.write_text(FILES[name])
    assert [address.url for address in addresses_given([str(path)])] == ["https://a.example/1", "https://a.example/2"]


def test_what_a_list_says_of_a_page_is_kept(tmp_path):
    archive = tmp_path / "20260310081500.gkg.csv.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("20260310081500.gkg.csv", GKG + "\n")
    (address,) = addresses_given([str(archive)])
    assert (address.url, address.title, address.source, address.published) == (
        "https://coast.example/port", "Port & ferry reopen", "coast.example", "2026-03-10T08:00:00Z",
    )  # fmt: skip


def test_addresses_and_packed_files_go_together_and_each_address_counts_once(tmp_path):
    path = tmp_path / "list.txt.gz"
    path.write_bytes(gzip.compress(b"https://a.example/1\n"))
    given = addresses_given(["https://A.example/1#top", str(path), "https://user:word@b.example/"])
    assert [address.url for address in given] == ["https://a.example/1", "https://b.example/"]


@pytest.mark.parametrize(
    ("word", "message"),
    [("ftp://a.example/", "no http"), ("nowhere.txt", "no such file"), ("http://", "no http or https address")],
)
def test_what_is_no_address_and_no_file_is_said(word, message):
    with pytest.raises(GivenError, match=message):
        addresses_given([word])


def test_a_file_without_an_address_is_said(tmp_path):
    path = tmp_path / "prose.txt"
    path.write_text("Nothing here.\n")
    with pytest.raises(GivenError, match="names no http"):
        addresses_given([str(path)])
