"""What a reader yields: records, parts of dumps, and refusals."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """One structured record, which is one article.

    Attributes:
        source_code: Who published or delivered it: the record's own source, else the file's stem.
        uri: The file it was read from; `archive.zip!member` for a member of an archive.
        external_id: The record's own id, as given.
        position: Where in the file it stood, such as `line 12`.
        media_type: IANA media type of the file, compression taken away.
        is_dump: False: a record is not cut into articles.
        title: The record's own title.
        text: The record's text with newlines as LF; never blank, always encodable as UTF-8.
        url: Address that the record gives.
        author: The record's own author or authors.
        published_at: The record's own date, aware, UTC; None when it gives none, or an impossible or ambiguous one.
        language_code: The record's own language, ISO 639-1.
        collected_at: Last modification of the file: the last moment at which the content can have been collected.
        published_on: The day of publication in the zone that the record states; it may stand without `published_at`.
        published_stated: The date as it stood, whether it could be read or not; None when the record states none.
        replaced_count: Bytes that are not in the file's encoding and stand as U+FFFD in the record.
        replaced_at: Where the first of them stood, such as `byte 1207 (e9)`.
    """

    source_code: str
    uri: str
    external_id: str | None
    position: str | None
    media_type: str
    is_dump: bool
    title: str | None
    text: str
    url: str | None
    author: str | None
    published_at: datetime | None
    language_code: str | None
    collected_at: datetime
    published_on: date | None = None
    published_stated: str | None = None
    replaced_count: int = 0
    replaced_at: str | None = None


@dataclass(frozen=True, slots=True)
class DumpPart:
    """A stretch of a text dump. The parts of a dump come one after the other and tile its text.

    Every part repeats what is known of the whole dump, which has been read through once before the first part comes,
    so that the document can be identified before any of its text is stored. A dump of which no part has `is_last`
    changed while it was read: drop its parts (a refusal follows).

    Attributes:
        content_sha256: SHA-256 of the dump's whole text in UTF-8, after decoding and newline normalisation.
        byte_count: Size of the whole text in UTF-8, bytes.
        char_count: Size of the whole text, code points.
        part_index: Position among the dump's parts, from 0.
        start_char: Offset of `text` in the dump's text, code points.
        text: The part's text; it ends at a line end or at the end of the dump.
        is_last: True for the dump's last part.
        replaced_count: Bytes of the whole dump that are not in its encoding and stand as U+FFFD.
        replaced_at: Where the first of them stood, such as `byte 1207 (e9)`.
    """

    source_code: str
    uri: str
    media_type: str
    collected_at: datetime
    content_sha256: str
    byte_count: int
    char_count: int
    part_index: int
    start_char: int
    text: str
    is_last: bool
    external_id: str | None = None
    position: str | None = None
    is_dump: bool = True
    title: str | None = None
    url: str | None = None
    author: str | None = None
    published_at: datetime | None = None
    language_code: str | None = None
    published_on: date | None = None
    published_stated: str | None = None
    replaced_count: int = 0
    replaced_at: str | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """One input, or one record of it, that could not be read.

    Attributes:
        uri: The file, or what was given in place of one.
        position: Where in the file, such as `line 12`; empty for the whole file.
        external_id: The record's own id, when it could be read.
        reason_code: Short stable code, such as `invalid_json`.
        detail: What was expected, what was found, and what to do.
    """

    uri: str
    position: str
    external_id: str | None
    reason_code: str
    detail: str


@dataclass(frozen=True, slots=True)
class AddressOnly(Refusal):
    """A record that has an address and no text: nothing to read here, but its page can be fetched.

    A list of addresses leaves `position` empty: its records are counted and refused as one.

    Attributes:
        url: The address.
    """

    url: str = ""

    def plain(self, addition: str = "") -> Refusal:
        """The refusal without the address, and with more words."""
        return Refusal(self.uri, self.position, self.external_id, self.reason_code, self.detail + addition)


Reading = SourceDocument | DumpPart | Refusal


class UnreadableError(Exception):
    """A file, or the rest of it, cannot be read on. No kind of error that a library raises: `except ValueError` lets it pass.

    Args:
        reason_code: As in `Refusal`.
        detail: As in `Refusal`.
        position: Where in the file; empty for the whole file.
    """

    def __init__(self, reason_code: str, detail: str, *, position: str = "") -> None:
        super().__init__(detail)
        self.reason_code = reason_code
        self.detail = detail
        self.position = position

    def refusal(self, uri: str) -> Refusal:
        """The refusal that says so for `uri`."""
        return Refusal(uri, self.position, None, self.reason_code, self.detail)
