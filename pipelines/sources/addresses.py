"""Addresses without text: what a list names, and how a run says that there is nothing to read in it yet."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from pipelines.sources.documents import AddressOnly, Reading, Refusal
from pipelines.sources.fields import RecordReader
from pipelines.sources.names import MEMBER_MARK
from pipelines.sources.replaced import Replaced
from pipelines.sources.values import date_value, value_at

LIST_MARK = "\0list"
"""Name in a record that says: its address is that of another list. No file can hold it."""

MAX_LISTED_REFUSALS = 1_000
"""Records without text that are refused one by one; further ones of the same file are counted and refused as one."""

CHANGED_NAME = "timestamp"
"""Name in a record for the moment of its last change, which is no date of publication."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address that a list names.

    Attributes:
        url: Absolute.
        is_list: It leads to another list.
        title: As the list has it.
        published: The date of publication, in the list's words.
        source: Who published it, as the list has it.
        version: What the list says of its last change; it is compared, never read.
    """

    url: str
    is_list: bool = False
    title: str = ""
    published: str = ""
    source: str = ""
    version: str = ""


@dataclass(slots=True)
class AddressProbe(RecordReader):
    """Collects the addresses of a file's records, whatever its format; the records themselves are not read.

    Attributes:
        base: What relative addresses stand below.
        found: The addresses, each once, in the file's order.
    """

    base: str = ""
    found: dict[str, Address] = field(default_factory=dict)

    def read(self, record: dict[str, Any], position: str, replaced: Replaced | None = None) -> Reading:  # noqa: ARG002 - the base's signature
        """Note the record's address."""
        plan = self.plan(tuple(record))
        given = self._url(record, plan["url"])
        url = _joined(self.base, given) if given else ""
        if url.startswith(("http://", "https://")):
            is_list = record.get(LIST_MARK) is True
            dates = {name: str(words) for name in plan["published_at"] if (words := date_value(value_at(record, name)))}
            published = next((words for name, words in dates.items() if name != CHANGED_NAME), "")
            title = self._first(record, plan["title"]) or ""
            source = "" if is_list else self._source(record, plan["source"])[0] or ""
            address = Address(url, is_list, title, published, source, " ".join(dates.values()))
            self.found.setdefault(url, address)
        return self.refusal(position, "probe", "")


def folded_addresses(readings: Iterator[Reading]) -> Iterator[Reading]:
    """The readings, with the records of a list of addresses refused as one; so are those beyond a thousand of any file."""
    listed = folded = 0
    first: AddressOnly | None = None
    failure: Exception | None = None
    try:
        for reading in readings:
            if not isinstance(reading, AddressOnly):
                yield reading
                continue
            listed += bool(reading.position)
            if reading.position and listed <= MAX_LISTED_REFUSALS:
                yield reading.plain(f"; {_hint(reading.uri)}")
            else:
                first = first or reading
                folded += 1
    except Exception as error:  # noqa: BLE001 - raised again when what was counted is said
        failure = error
    if first:
        yield _folded(first, folded, is_rest=listed > MAX_LISTED_REFUSALS)
    if failure:
        raise failure


def _folded(first: AddressOnly, count: int, *, is_rest: bool) -> Refusal:
    what = f"{count:,} {'more ' if is_rest else ''}address{'' if count == 1 else 'es'} without text"
    detail = f"{what}, the first one {first.url[:300]}; {_hint(first.uri)}"
    return Refusal(first.uri, "", None, first.reason_code, detail)


def _hint(uri: str) -> str:
    """What to do; of a member of an archive, with the file that holds it."""
    return f"`dateline fetch {uri.partition(MEMBER_MARK)[0]} --into landing` gets the pages"


def _joined(base: str, url: str) -> str:
    try:
        return urljoin(base, url) if base else url
    except ValueError:
        return ""
