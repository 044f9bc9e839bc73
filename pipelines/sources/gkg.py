"""GDELT's Global Knowledge Graph 2.1: addresses of pages, with what GDELT says of each; no header, no text.

The format: data.gdeltproject.org/documentation/GDELT-Global_Knowledge_Graph_Codebook-V2.1.pdf.
"""

import re
from collections.abc import Iterable, Iterator
from html import unescape

from pipelines.sources.documents import Reading
from pipelines.sources.fields import RecordReader

COLUMN_COUNT = 27
RECORD_ID, DATE, SOURCE_NAME, DOCUMENT, EXTRAS = 0, 1, 3, 4, 26
"""Places of the columns that are read."""

_FIRST = re.compile(r"\d{14}-T?\d+\t\d{14}\t\d{1,2}\t")
"""How a line begins: record id, moment, kind of collection."""
_EXTRA = {
    "title": re.compile(r"<PAGE_TITLE>([^<]{1,1000})</PAGE_TITLE>"),
    "author": re.compile(r"<PAGE_AUTHORS>([^<]{1,500})</PAGE_AUTHORS>"),
}
_PRECISE = re.compile(r"<PAGE_PRECISEPUBTIMESTAMP>(\d{14})</PAGE_PRECISEPUBTIMESTAMP>")


def is_gkg(line: str) -> bool:
    """True for a line of a GKG 2.1 file."""
    return bool(_FIRST.match(line)) and line.count("\t") == COLUMN_COUNT - 1


def gkg_readings(lines: Iterable[str], reader: RecordReader) -> Iterator[Reading]:
    """Each line as an address with title, author, source and the moment of its publication.

    The moment is the page's own where GDELT read one; the time at which GDELT met the page is no publication date.
    """
    for number, line in enumerate(lines, start=1):
        cells = line.rstrip("\r\n").split("\t")
        if len(cells) != COLUMN_COUNT:
            detail = f"expected the {COLUMN_COUNT} columns of GKG 2.1, found {len(cells)}; fetch the file again"
            yield reader.refusal(f"line {number}", "ragged_row", detail)
            continue
        precise = _PRECISE.search(cells[EXTRAS])
        record = {
            "id": cells[RECORD_ID],
            "url": cells[DOCUMENT],
            "source": cells[SOURCE_NAME],
            "published_at": _moment(precise[1]) if precise else None,
            "timestamp": _moment(cells[DATE]),
        }
        for name, pattern in _EXTRA.items():
            if found := pattern.search(cells[EXTRAS]):
                record[name] = unescape(found[1]).strip()
        yield reader.read(record, "")


def _moment(digits: str) -> str:
    """`20240102030405` as ISO 8601, UTC."""
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}T{digits[8:10]}:{digits[10:12]}:{digits[12:14]}Z"
