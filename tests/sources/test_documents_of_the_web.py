"""Pages, feeds, web archives, messages, PDF and Word: the article is read; broken and hostile ones are refused."""

import gzip
import io
import zipfile
from collections.abc import Callable
from datetime import date

import pytest

from pipelines.pictures.markup import element
from pipelines.pictures.pages import page
from pipelines.sources import DumpPart, Reading, ReadLimits, Refusal, SourceDocument

from .conftest import Read

PORT = "The harbour authority in Rotterdam said on Tuesday that container traffic rose 4 percent in the first quarter, helped by new sailings to Singapore and Santos."
FARM = "Farmers near Toulouse blocked two motorways on Friday to protest against cheap grain imports and the rising price of diesel, the prefect said in the evening."
PAGE = f"""<!DOCTYPE html><html lang="en-GB"><head><title>Port traffic rises - Example</title>
<meta property="og:title" content="Port traffic rises"><meta property="og:site_name" content="Example Post">
<meta property="article:published_time" content="2024-04-17T23:30:00-05:00"><meta name="author" content="Rita Vos">
<link rel="canonical" href="https://example.org/port"><script>var x = "<p>never this</p>";</script></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>Port traffic rises</h1>
<p>{PORT}</p><p>{FARM}</p><p>{PORT} That was all.</p></article><footer>Subscribe to our letter</footer></body></html>"""
RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Example Post</title><language>en</language><link>https://example.org</link>
<item><title>Port &amp; sea</title><link>https://example.org/1</link><guid>g1</guid><pubDate>Wed, 17 Apr 2024 23:30:00 -0500</pubDate>
<dc:creator>Rita Vos</dc:creator><description>Short.</description><content:encoded><![CDATA[<p>{PORT}</p><p>{FARM}</p>]]></content:encoded></item>
<item><title>Farm</title><link>https://example.org/2</link><description>{FARM}</description></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Example Post</title>
<entry><id>a1</id><title>Port</title><link rel="self" href="https://example.org/self"/><link href="https://example.org/1"/>
<published>2024-04-17T08:30:00Z</published><author><name>Rita Vos</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{PORT}</p><p>{FARM}</p></div></content></entry></feed>"""
MAIL = f"""From: Rita Vos <rita@example.org>\r\nSubject: =?utf-8?q?Port_=E2=80=93_sea?=\r\nMessage-ID: <1@example.org>\r
Date: Wed, 17 Apr 2024 23:30:00 -0500\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary="b"\r\n\r
--b\r\nContent-Type: text/html\r\n\r\n<p>not this</p>\r\n--b\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\r\nCaf\xe9. {PORT}\r\n--b--\r\n"""


def documents(readings: list[Reading]) -> list[SourceDocument]:
    assert all(isinstance(reading, SourceDocument) for reading in readings), readings
    return [reading for reading in readings if isinstance(reading, SourceDocument)]


def warc(*bodies: tuple[str, str, int]) -> bytes:
    records = b""
    for number, (body, kind, status) in enumerate(bodies, start=1):
        payload = f"HTTP/1.1 {status} OK\r\nContent-Type: {kind}\r\n\r\n{body}".encode()
        records += (
            (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/{number}\r\n"
                f"WARC-Date: 2024-04-18T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:0000000{number}-0000-0000-0000-000000000000>\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(payload)}\r\n\r\n"
            ).encode()
            + payload
            + b"\r\n\r\n"
        )
    return records


def docx(body: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", body)
    return file.getvalue()


def word(*paragraphs: str) -> str:
    runs = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return f'<?xml version="1.0"?><w:document xmlns:w="{space}"><w:body>{runs}</w:body></w:document>'


def pdf(text: str = "Some text of news.", password: str | None = None) -> bytes:
    import pypdf
    from pypdf.generic import DictionaryObject, NameObject, StreamObject

    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(300, 300)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
    )
    if text:
        stream = StreamObject()
        stream.set_data(f"BT /F1 12 Tf 20 200 Td ({text}) Tj ET".encode())
        page[NameObject("/Contents")] = stream
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def test_main_content_of_a_page(read_text: Read) -> None:
    [page] = documents(read_text("a.html", PAGE))
    assert PORT in page.text
    assert FARM in page.text
    assert not any(word in page.text for word in ("Subscribe", "Home", "never this", "<"))
    assert (page.title, page.author, page.source_code) == ("Port traffic rises", "Rita Vos", "Example Post")
    assert (page.url, page.language_code, page.published_on) == ("https://example.org/port", "en", date(2024, 4, 17))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1250", "iso8859_2"])
def test_page_in_any_encoding(read_text: Read, encoding: str) -> None:
    text = PAGE.replace("Rotterdam", "Łodzi, że zamknięty źle").replace("<head>", f'<head><meta charset="{encoding}">')
    [page] = documents(read_text("a.html", text.encode(encoding)))
    assert "Łodzi, że zamknięty źle" in page.text


def test_a_page_that_dateline_wrote_is_no_news(read_text: Read) -> None:
    written = page("Briefing", element("p", "The mayor of Lyon opened the bridge on Monday, officials said. " * 20))
    (refusal,) = read_text("other.html", written.encode())
    assert isinstance(refusal, Refusal)
    assert refusal.reason_code == "own_file"


def test_entries_of_a_feed(read_text: Read) -> None:
    port, farm = documents(read_text("a.rss", RSS))
    assert (port.external_id, port.title, port.url, port.author) == (
        "g1",
        "Port & sea",
        "https://example.org/1",
        "Rita Vos",
    )
    assert (port.text, farm.text) == (f"{PORT}\n\n{FARM}", FARM)
    assert (port.source_code, port.language_code, port.published_on) == ("Example Post", "en", date(2024, 4, 17))
    [entry] = documents(read_text("a.atom", ATOM))
    assert (entry.external_id, entry.url, entry.text) == ("a1", "https://example.org/1", f"{PORT}\n\n{FARM}")


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gz"])
def test_pages_of_a_web_archive(read_text: Read, pack: Callable[[bytes], bytes]) -> None:
    content = warc(
        (PAGE, "text/html", 200),
        ("x", "image/png", 200),
        (PAGE, "text/html", 404),
        ("<p>", "text/html; charset=utf-8", 200),
    )
    page, refusal = read_text("a.warc.gz" if pack is gzip.compress else "a.warc", pack(content))
    assert isinstance(page, SourceDocument)
    assert PORT in page.text
    assert isinstance(refusal, Refusal)
    assert (refusal.position, refusal.reason_code) == ("record 4", "no_text")


def test_messages(read_text: Read) -> None:
    data = MAIL.encode("latin-1")
    [message] = documents(read_text("a.eml", data))
    assert (message.title, message.author, message.source_code) == ("Port – sea", "Rita Vos", "example.org")
    assert (message.external_id, message.published_on) == ("<1@example.org>", date(2024, 4, 17))
    assert message.text.strip() == f"Café. {PORT}"
    box = (
        b"From x@y.org Wed Apr 17 23:30:00 2024\r\n"
        + data
        + b"\r\nFrom MAILER\r\nSubject: Two\r\n\r\nFrom the text\r\n>From here\r\n"
    )
    first, second = documents(read_text("a.mbox", box))
    assert (first.title, second.title, second.text) == ("Port – sea", "Two", "From the text\nFrom here\n")


def test_text_of_word_and_pdf(read_text: Read) -> None:
    [part] = read_text("a.docx", docx(word("One &amp; two.", "Three.")))
    assert isinstance(part, DumpPart)
    assert (part.text, part.is_last, part.char_count) == ("One & two.\nThree.", True, 17)
    [part] = read_text("a.pdf", pdf())
    assert isinstance(part, DumpPart)
    assert part.text.strip() == "Some text of news."


LOCKED = pdf(password="x")  # noqa: S106 - the encrypted one
BILLION = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefghi", "bcdefghij", strict=True)
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.html", b"", "empty_file"),
        ("a.html", b"<html><body></body></html>", "no_text"),
        ("a.html", b"%PDF-1.7", "no_text"),
        ("a.html", b"<p>" + b"word " * 3_000_000, "page_too_large"),
        ("a.html", b"<div>" * 700_000, "page_too_large"),
        ("a.html", b"<div>" * 100_000, "no_text"),
        ("a.rss", b"", "damaged_feed"),
        ("a.rss", b"no feed", "no_records"),
        ("a.xml", b"<urlset><url><loc>https://x.org</loc></url></urlset>", "no_text"),
        (
            "a.xml",
            BILLION.encode() + b"]><rss><channel><item><description>&j;</description></item></channel></rss>",
            "no_records",
        ),
        (
            "a.xml",
            OUTSIDE.encode() + b"<rss><channel><item><description>&x;</description></item></channel></rss>",
            "no_text",
        ),
        ("a.warc", b"no archive", "damaged_warc"),
        ("a.warc", warc((PAGE, "text/html", 404)), "no_records"),
        ("a.eml", b"", "empty_file"),
        ("a.eml", b"Subject: x\r\n\r\n", "no_text"),
        ("a.mbox", b"From x\n\n", "empty_file"),
        ("a.pdf", b"%PDF-1.7 and nothing", "damaged_pdf"),
        ("a.pdf", pdf(""), "no_text"),
        ("a.pdf", LOCKED, "encrypted_document"),
        ("a.docx", b"PK\x03\x04", "damaged_document"),
        ("a.docx", docx("<w:p>"), "damaged_document"),
        ("a.docx", docx(word()), "no_text"),
        ("a.docx", docx(word("boom " * 3_000_000)), "decompression_bomb"),
    ],
)
def test_broken_and_hostile_ones_are_refused(read_text: Read, name: str, content: bytes, reason: str) -> None:
    readings = read_text(name, content, limits=ReadLimits(decompression_grace_bytes=100_000))
    assert [r.reason_code for r in readings if isinstance(r, Refusal)] == [reason]
    assert len(readings) == 1


def test_a_web_archive_that_is_cut_off_gives_what_was_whole(read_text: Read) -> None:
    content = warc((PAGE, "text/html", 200), (PAGE, "text/html", 200))
    first, *rest = read_text("a.warc", content[: len(content) - len(PAGE) - 100])
    assert isinstance(first, SourceDocument)
    assert all(isinstance(reading, Refusal) for reading in rest)


def test_a_forged_length_in_a_web_archive_fills_no_memory(read_text: Read) -> None:
    content = warc((PAGE, "text/html", 200)).replace(b"Content-Length: ", b"Content-Length: 99999999")
    assert len(read_text("a.warc", content)) >= 1
