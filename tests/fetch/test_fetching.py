"""A whole fetch against a server on this machine, which behaves or does not."""

import gzip
import itertools
import os

import pytest

from pipelines.fetch import Fetch, FetchLimits, addresses_given, fetch
from pipelines.fetch.network import GuardedNetwork
from pipelines.fetch.state import STATE_NAME, BusyError, State
from pipelines.sources import SourceDocument, read_source
from tests.fetch.conftest import answer, bomb, page

LIMITS = FetchLimits(
    allow_private=True,
    host_delay_s=0,
    connect_timeout_s=5,
    total_timeout_s=20,
    max_page_bytes=200_000,
    max_list_bytes=400_000,
)
"""Generous in time, so that a busy machine fails nothing; small in size, so that nothing large is sent."""


def fetched(server, folder, *paths, limits=LIMITS, **options):
    addresses = addresses_given([server.root + path for path in paths])
    return fetch(addresses, folder, Fetch(limits=limits, sleep=lambda _: None, **options))


def feed(*links, **stated):
    items = "".join(
        f"<item><title>Listed {link}</title><link>{link}</link>{stated.get(link.strip('/'), '')}</item>"
        for link in links
    )
    return answer(f"<rss><channel><title>Coast News</title>{items}</channel></rss>", content_type="application/rss+xml")


def documents(folder):
    read = [reading for path in sorted(folder.rglob("*.warc.gz")) for reading in read_source(path)]
    return [reading for reading in read if isinstance(reading, SourceDocument)]


def test_the_pages_of_a_feed_come_as_files_that_a_run_reads(server, tmp_path):
    server.routes |= {
        "/feed": feed("/a", f"{server.root}/b", a="<pubDate>Tue, 10 Mar 2026 08:00:00 GMT</pubDate>"),
        "/a": page("Port reopens"),
        "/b": page("Storm passes"),
    }
    outcome = fetched(server, tmp_path, "/feed")
    assert (outcome.fetched, outcome.listed, outcome.refused) == (2, 1, [])
    found = {document.title: document for document in documents(tmp_path)}
    assert found.keys() == {"Port reopens", "Storm passes"}
    assert found["Port reopens"].url == f"{server.root}/a"
    assert found["Port reopens"].published_stated == "Tue, 10 Mar 2026 08:00:00 GMT", "the feed's, as the page has none"
    assert "Karlshamn" in found["Port reopens"].text


def test_an_index_of_packed_sitemaps_leads_to_pages(server, tmp_path):
    urls = f"<urlset><url><loc>{server.root}/a</loc><lastmod>2026-03-10</lastmod></url></urlset>"
    index = f"<sitemapindex><sitemap><loc>{server.root}/s.xml.gz</loc></sitemap></sitemapindex>"
    server.routes |= {
        "/sitemap.xml": answer(index, content_type="text/xml"),
        "/s.xml.gz": answer(gzip.compress(urls.encode()), content_type="application/gzip"),
        "/a": page(),
    }
    outcome = fetched(server, tmp_path, "/sitemap.xml")
    assert (outcome.fetched, outcome.listed, outcome.refused) == (1, 2, [])


def test_lists_that_name_one_another_for_ever_end(server, tmp_path):
    def deeper(request):
        number = int(request.path.rpartition("/")[2])
        return answer(f"<sitemapindex><sitemap><loc>{server.root}/s/{number + 1}</loc></sitemap></sitemapindex>")

    server.routes |= {f"/s/{number}": deeper for number in range(9)}
    outcome = fetched(server, tmp_path, "/s/0")
    assert [one.reason_code for one in outcome.refused] == ["nested_too_deep"]
    assert sum(server.asked[f"/s/{number}"] for number in range(9)) == outcome.listed <= 3


def test_what_has_not_changed_is_asked_with_its_version_and_not_written_again(server, tmp_path):
    def versioned(request):
        if request.headers.get("if-none-match") == '"v1"':
            return answer("", "304 Not Modified")
        return page(etag='"v1"')

    server.routes["/a"] = versioned
    assert fetched(server, tmp_path, "/a").fetched == 1
    (path,) = tmp_path.rglob("*.warc.gz")
    before = path.stat().st_mtime_ns
    assert fetched(server, tmp_path, "/a").unchanged == 1
    assert path.stat().st_mtime_ns == before
    path.unlink()
    assert fetched(server, tmp_path, "/a").fetched == 1, "the file is gone: the page itself is asked for"


def test_a_server_without_versions_sends_the_same_page_and_it_is_not_written_again(server, tmp_path):
    server.routes["/a"] = page()
    assert fetched(server, tmp_path, "/a").fetched == 1
    assert fetched(server, tmp_path, "/a").unchanged == 1
    server.routes["/a"] = page("Port closes again")
    assert fetched(server, tmp_path, "/a").fetched == 1
    assert [document.title for document in documents(tmp_path)] == ["Port closes again"]


def test_known_pages_of_a_feed_are_asked_for_again_only_when_it_calls_them_changed(server, tmp_path):
    server.routes |= {"/feed": feed("/a", a="<updated>2026-03-10</updated>"), "/a": page()}
    fetched(server, tmp_path, "/feed")
    assert fetched(server, tmp_path, "/feed").known == 1
    assert server.asked["/a"] == 1
    server.routes["/feed"] = feed("/a", a="<updated>2026-03-11</updated>")
    assert fetched(server, tmp_path, "/feed").unchanged == 1
    assert fetched(server, tmp_path, "/feed", is_asked_again=True).unchanged == 1
    assert server.asked["/a"] == 3


def test_a_feed_counts_as_read_only_when_all_its_pages_were_had(server, tmp_path):
    def versioned(request):
        if request.headers.get("if-none-match"):
            return answer("", "304 Not Modified")
        return feed("/a", "/b").replace(b"connection:", b'etag: "v1"\r\nconnection:')

    server.routes |= {"/feed": versioned, "/a": page(), "/b": answer("", "503 Busy")}
    assert [one.reason_code for one in fetched(server, tmp_path, "/feed").refused] == ["http_503"]
    server.routes["/b"] = page()
    assert fetched(server, tmp_path, "/feed").fetched == 1, "not 304: /b was still to be had"
    assert fetched(server, tmp_path, "/feed").unchanged == 1


def test_what_is_beyond_the_limit_is_left_and_the_next_fetch_goes_on(server, tmp_path):
    links = [f"/p{number}" for number in range(5)]
    server.routes |= {"/feed": feed(*links)} | {link: page(link) for link in links}
    limits = FetchLimits(allow_private=True, host_delay_s=0, max_pages=3)
    first = fetched(server, tmp_path, "/feed", limits=limits)
    second = fetched(server, tmp_path, "/feed", limits=limits)
    assert (first.fetched, first.left, second.fetched, second.known, second.left) == (3, 2, 2, 3, 0)


def test_failures_that_pass_are_tried_again(server, tmp_path):
    tries = itertools.count()
    server.routes["/a"] = lambda _: page() if next(tries) == 2 else answer("", "503 Busy", retry_after="1")
    assert fetched(server, tmp_path, "/a").fetched == 1
    assert server.asked["/a"] == 3


def endless(_request):
    yield b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\nconnection: close\r\n\r\n<html>"
    for _ in range(100_000):
        yield b"<p>more</p>" * 1_000


def endless_head(_request):
    yield b"HTTP/1.1 200 OK\r\n"
    for number in range(200_000):
        yield f"x-{number}: {'y' * 100}\r\n".encode()


MISBEHAVIOUR = {
    "endless body": (endless, "too_large"),
    "endless head": (endless_head, "bad_answer"),
    "huge header": (answer("", x="y" * 300_000), "bad_answer"),
    "forged length, too long": (page(content_length="90000"), "cut_off"),
    "announces too much": (answer("<html>", content_type="text/html", content_length="999999999"), "cut_off"),
    "no HTTP": (b"220 ready when you are\r\n\r\n", "bad_answer"),
    "nothing at all": (b"", "cut_off"),
    "gzip bomb": (lambda _: answer(bomb(), content_type="text/html", content_encoding="gzip"), "too_large"),
    "gzip bomb in gzip": (lambda _: answer(bomb(2), content_type="text/html", content_encoding="gzip, gzip"), "bad_answer"),
    "no gzip": (answer("plain", content_type="text/html", content_encoding="gzip"), "bad_answer"),
    "cut gzip": (answer(gzip.compress(b"<html>" * 500)[:-12], content_encoding="gzip"), "cut_off"),
    "unknown packing": (answer("x", content_encoding="br"), "bad_answer"),
    "picture called a page": (answer(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", content_type="text/html"), "wrong_type"),
    "film": (answer(b"\0\0\0\x18ftypmp42", content_type="video/mp4"), "wrong_type"),
    "empty": (answer(""), "empty_answer"),
    "to itself": (lambda request: answer("", "302 Found", location=request.path), "too_many_redirects"),
    "to a file": (answer("", "302 Found", location="file:///etc/passwd"), "bad_address"),
    "to nowhere": (answer("", "301 Moved", location="http://[::1/"), "bad_answer"),
    "gone": (answer("", "410 Gone"), "http_410"),
    "come back in a year": (answer("", "429 Slow down", retry_after="31536000"), "http_429"),
    "list without addresses": (answer("<rss><channel/></rss>"), "empty_list"),
    "billion laughs": (
        answer('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><rss><channel><item><link>&b;</link></item></channel></rss>'),
        "empty_list",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MISBEHAVIOUR)
def test_a_server_that_misbehaves_is_refused_and_others_are_read(server, tmp_path, name):
    route, reason_code = MISBEHAVIOUR[name]
    server.routes |= {"/bad": route, "/good": page()}
    outcome = fetched(server, tmp_path, "/bad", "/good")
    assert [(one.url, one.reason_code) for one in outcome.refused] == [(f"{server.root}/bad", reason_code)]
    assert outcome.refused[0].detail
    assert outcome.fetched == 1


def test_an_answer_that_trickles_in_is_ended(server, tmp_path):
    ticks = itertools.count(step=7.0)

    def trickle(_request):
        yield b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n"
        for _ in range(50):
            yield b"<p>"

    server.routes["/slow"] = trickle
    outcome = fetched(server, tmp_path, "/slow", clock=lambda: next(ticks))
    assert [one.reason_code for one in outcome.refused] == ["timed_out"]


def test_a_host_that_does_not_answer_is_left_alone(server, tmp_path):
    server.close()
    outcome = fetched(server, tmp_path, *(f"/{number}" for number in range(6)))
    assert {one.reason_code for one in outcome.refused} == {"unreachable"}
    assert sum("left alone" in one.detail for one in outcome.refused) == 3


@pytest.mark.parametrize("target", ["http://127.0.0.1:{port}/secret", "http://[::1]:{port}/secret"])
def test_a_redirect_into_a_network_is_refused(server, tmp_path, target):
    """The first host counts as public here; the one that it leads to does not."""

    def public_by_name(host, port, **_):
        address = "127.0.0.1" if host == "news.example" else host.strip("[]")
        return [(2, 1, 6, "", (address, port))]

    class Network(GuardedNetwork):
        def _addresses(self, host, port):
            return ["127.0.0.1"] if host == "news.example" else super()._addresses(host, port)

    server.routes |= {
        "/a": answer("", "302 Found", location=target.format(port=server.port)),
        "/secret": page("Secret"),
    }
    addresses = addresses_given([f"http://news.example:{server.port}/a"])
    options = Fetch(
        limits=FetchLimits(host_delay_s=0), sleep=lambda _: None, network=lambda: Network(resolve=public_by_name)
    )
    outcome = fetch(addresses, tmp_path, options)
    assert [one.reason_code for one in outcome.refused] == ["private_address"]
    assert server.asked["/secret"] == 0


def test_robots_are_obeyed_also_after_a_redirect(server, tmp_path):
    server.routes |= {
        "/robots.txt": answer("User-agent: *\nDisallow: /*.private\n\nUser-agent: dateline\nDisallow: /no\nAllow: /no/but\n"),
        "/no/a": page(),
        "/no/but/b": page(),
        "/leads": answer("", "302 Found", location="/no/a"),
        "/x.private": page(),
    }  # fmt: skip
    outcome = fetched(server, tmp_path, "/no/a", "/no/but/b", "/leads", "/x.private")
    assert sorted((one.url.removeprefix(server.root), one.reason_code) for one in outcome.refused) == [
        ("/leads", "forbidden_by_robots"),
        ("/no/a", "forbidden_by_robots"),
    ]
    assert outcome.fetched == 2
    assert server.asked["/robots.txt"] == 1
    assert server.asked["/no/a"] == 0


def test_nothing_is_asked_of_a_host_whose_robots_cannot_be_had(server, tmp_path):
    server.routes |= {"/robots.txt": answer("", "500 Broken"), "/a": page()}
    outcome = fetched(server, tmp_path, "/a")
    assert [one.reason_code for one in outcome.refused] == ["http_500"]
    assert "robots.txt" in outcome.refused[0].detail
    assert server.asked["/a"] == 0


def test_a_name_from_an_address_stays_in_the_folder(server, tmp_path):
    path = "/..%2f..%2fetc/%2e%2e/passwd?x=" + "y" * 900
    server.routes[path] = page()
    folder = tmp_path / "landing"
    assert fetched(server, folder, path).fetched == 1
    assert [entry.name for entry in tmp_path.iterdir()] == ["landing"]


def test_a_state_that_was_cut_off_or_spoilt_is_read_as_far_as_it_goes(server, tmp_path):
    server.routes |= {"/a": page(), "/b": page("Other")}
    fetched(server, tmp_path, "/a")
    with (tmp_path / STATE_NAME).open("ab") as file:
        file.write(b'[1]\n{"url": 3}\n{"url": "http://x", "etag": 5}\n\xff\xfe\n{"url": "http')
    assert fetched(server, tmp_path, "/a", "/b").unchanged == 1
    assert fetched(server, tmp_path, "/a", "/b").unchanged == 2


def test_two_fetches_into_one_folder_do_not_meet(tmp_path):
    with State.of(tmp_path), pytest.raises(BusyError, match="another fetch"):
        fetch([], tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(OSError, match="denied"):
        fetch([], tmp_path / "landing")
