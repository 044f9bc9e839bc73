"""Files as people really have them, through the whole ingestion: what each must bring, and that none stops the others."""

import json
from datetime import UTC, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.warehouse import Warehouse
from pipelines.work.ingest import ingest

PORT = "The port of Karlshamn reopened on Tuesday after two days of storms, and ferries sailed to Klaipeda again."
STRIKE = "Bus drivers in Maribor ended their strike on Thursday when the town offered them a rise of four per cent."
CAPTION = "The quay in the evening."
RECORDS = [
    {"id": "1", "title": "Port reopens", "text": PORT, "published_at": "2026-03-10T08:00:00Z"},
    {"id": "2", "title": "Strike ends", "text": STRIKE, "published_at": "2026-03-12T17:30:00Z"},
]
TWO = [("Port reopens", PORT, "2026-03-10"), ("Strike ends", STRIKE, "2026-03-12")]
ROWS = [f'{r["id"]};"{r["title"]}";"{r["text"]}";{r["published_at"]}\r\n' for r in RECORDS]
HEADER = "id;title;text;published_at\r\n"
LINES = [json.dumps(record) + "\n" for record in RECORDS]
BOM = "\ufeff"
POLISH = (
    "Burmistrz Żagania powiedział, że most na rzece zostanie zamknięty do końca roku, ponieważ jego przęsła są "
    "zniszczone. Mieszkańcy będą jeździć objazdem przez sąsiednie wsie, a dzieci dojadą do szkoły autobusem.\n"
)


def wrapped(name):
    """The two records as services and exports give them."""
    one, two = RECORDS
    return {
        "elasticsearch": {"took": 3, "hits": {"total": {"value": 2}, "hits": [{"_id": r["id"], "_source": r} for r in RECORDS]}},
        "guardian": {"response": {"status": "ok", "results": [
            {"id": f"world/{r['id']}", "type": "article", "webTitle": r["title"], "webPublicationDate": r["published_at"],
             "webUrl": f"https://paper.example/{r['id']}", "fields": {"bodyText": r["text"], "wordcount": "18"}} for r in RECORDS]}},
        "eventregistry": {"articles": {"page": 1, "totalResults": 2, "results": [
            {"uri": r["id"], "lang": "eng", "dateTimePub": r["published_at"], "title": r["title"], "body": r["text"],
             "source": {"uri": "coast.example", "title": "Coast News"}} for r in RECORDS]}},
        "webz": {"totalResults": 2, "next": "/more", "posts": [
            {"uuid": r["id"], "title": r["title"], "text": r["text"], "published": r["published_at"],
             "thread": {"site": "coast.example", "section_title": "News"}} for r in RECORDS]},
        "keyed": {one["id"]: one, two["id"]: two},
        "single": {"title": one["title"], "text": PORT, "published_at": one["published_at"],
                   "items": [{"text": CAPTION}, {"text": "Another one."}]},
    }[name]  # fmt: skip


def parquet(path, moments, kind):
    pq.write_table(
        pa.table(
            {
                "title": [f"Note {number}" for number in range(len(moments))],
                "text": [f"{PORT} ({number})" for number in range(len(moments))],
                "published_at": pa.array(moments, kind),
            }
        ),
        path,
    )


def loaded(tmp_path, *paths):
    """Title, text and day of each document of these files, by title."""
    warehouse = Warehouse(tmp_path / "w.duckdb")
    counts = ingest(warehouse, [str(path) for path in paths], now=lambda: datetime(2026, 4, 1, tzinfo=UTC))
    with warehouse.writer() as session:
        rows = session.query(
            "select title, text, coalesce(published_on, published_at::date)::varchar as day, documents.* "
            "from raw.documents as documents inner join raw.document_texts using (document_id) order by title, text"
        ).to_pylist()
    return rows, counts


def triples(rows):
    return [(row["title"], row["text"], row["day"]) for row in rows]


TEXTS = {
    "sep_line.csv": ("sep=;\r\n" + HEADER + "".join(ROWS), TWO),
    "joined.csv": (BOM + HEADER + ROWS[0] + BOM + HEADER + ROWS[1], TWO),
    "joined.jsonl": (BOM + LINES[0] + BOM + LINES[1], TWO),
    "elasticdump.jsonl": ("".join(json.dumps({"_index": "n", "_id": r["id"], "_source": r}) + "\n" for r in RECORDS), TWO),
    "elasticsearch.json": (json.dumps(wrapped("elasticsearch")), TWO),
    "guardian.json": (json.dumps(wrapped("guardian")), TWO),
    "eventregistry.json": (json.dumps(wrapped("eventregistry")), TWO),
    "webz.json": (json.dumps(wrapped("webz")), TWO),
    "keyed.json": (json.dumps(wrapped("keyed")), TWO),
    "single.json": (json.dumps(wrapped("single")), TWO[:1]),
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_wrappers_and_joined_files_bring_their_records(tmp_path, name):
    content, expected = TEXTS[name]
    path = tmp_path / name
    path.write_bytes(content.encode())
    rows, counts = loaded(tmp_path, path)
    assert triples(rows) == expected
    assert counts.rejected_count == 0


STATED = {
    "2026-03-10": "2026-03-10",
    "10 March 2026": "2026-03-10",
    "March 10, 2026 8:00 AM EST": "2026-03-10",
    "Tue, 10 Mar 2026 23:30:00 -0500": "2026-03-10",
    "2026-03-10T23:30:00-05:00": "2026-03-10",
    "1773129600": "2026-03-10",
    "13/03/2026": "2026-03-13",
    "03/04/2026": None,
    "last week": None,
    "31 February 2026": None,
    "n/a": None,
}
"""Each alone in its file: no other date of its column says which comes first, day or month."""


@pytest.mark.parametrize("stated", STATED)
def test_a_stated_date_is_read_for_certain_or_kept_in_its_words(tmp_path, stated):
    path = tmp_path / "dates.jsonl"
    path.write_text(json.dumps({"text": PORT, "published_at": stated}) + "\n")
    ((row,), _) = loaded(tmp_path, path)
    assert row["day"] == STATED[stated]
    assert row["published_stated"] == stated


def test_one_row_says_for_its_column_that_the_day_comes_first(tmp_path):
    path = tmp_path / "dates.csv"
    path.write_text("title,text,date\n" + "".join(f'{d},"{PORT} {d}",{d}/03/2026\n' for d in ("03", "04", "13")))
    rows, _ = loaded(tmp_path, path)
    assert [row["day"] for row in rows] == ["2026-03-03", "2026-03-04", "2026-03-13"]


def test_a_source_that_is_an_address_is_the_address_and_its_host_the_source(tmp_path):
    path = tmp_path / "page.json"
    path.write_text(
        json.dumps({"title": "Port reopens", "text": PORT, "source": "https://coast.example/port", "hostname": None})
    )
    ((row,), _) = loaded(tmp_path, path)
    assert (row["url"], row["source_code"]) == ("https://coast.example/port", "coast.example")


def test_a_zone_that_no_library_knows_spoils_neither_its_file_nor_the_others(tmp_path):
    parquet(tmp_path / "a.parquet", [datetime(2026, 3, 10, 8, tzinfo=UTC)], pa.timestamp("us", "tzlocal()"))
    (tmp_path / "b.jsonl").write_text(LINES[1])
    rows, counts = loaded(tmp_path, tmp_path / "a.parquet", tmp_path / "b.jsonl")
    assert [row["day"] for row in rows] == ["2026-03-10", "2026-03-12"]
    assert counts.rejected_count == 0


def test_nanoseconds_are_read_in_every_row(tmp_path):
    base = 1_773_129_600_000_000_000
    parquet(tmp_path / "a.parquet", [base + number * 1_000_000_007 for number in range(300)], pa.timestamp("ns", "UTC"))
    rows, counts = loaded(tmp_path, tmp_path / "a.parquet")
    assert len(rows) == counts.accepted_count == 300
    assert {row["day"] for row in rows} == {"2026-03-10"}


@pytest.mark.parametrize("encoding", ["iso-8859-2", "cp1250", "utf-8", "utf-16"])
def test_polish_is_read_in_its_own_letters(tmp_path, encoding):
    path = tmp_path / "miasto.txt"
    path.write_bytes((POLISH * 6).encode(encoding))
    rows, _ = loaded(tmp_path, path)
    assert "Żagania" in rows[0]["text"]
    assert "są zniszczone" in rows[0]["text"].replace("\n", " ")


def test_one_unreadable_path_met_twice_is_refused_once_and_the_rest_is_read(tmp_path):
    (tmp_path / "a.docx").write_bytes(b"no document")
    (tmp_path / "b.jsonl").write_text(LINES[0])
    rows, counts = loaded(tmp_path, tmp_path, tmp_path / "a.docx", tmp_path / "*.docx")
    assert triples(rows) == TWO[:1]
    assert (counts.rejected_count, counts.accepted_count) == (1, 1)
