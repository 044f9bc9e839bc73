"""How much a reader takes before it refuses: hostile or damaged input never fills memory."""

from dataclasses import dataclass

MAX_LINE_CHARS = 16_000_000
"""A line of a dump or of CSV, or a JSON record in bytes: five times the longest novel; a longer one is damage."""

MAX_RECORD_CHARS = 8_000_000
"""The text of one record: the longest novel has 3 million characters."""

MAX_DECOMPRESSION_RATIO = 200
"""Decompressed to compressed size: news text gives 3 to 8, repetitive JSON up to 60, bombs 1,000 and more."""

DECOMPRESSION_GRACE_BYTES = 64 * 2**20
"""The ratio is not held against a stream before it has given this much."""

MAX_COLUMNS = 10_000
"""Columns of a CSV or Parquet file."""

MAX_ARCHIVE_MEMBERS = 100_000
"""Members of an archive."""

MAX_ARCHIVE_DIRECTORY_BYTES = 64 * 2**20
"""The directory of a zip archive, which is read whole: 100,000 members take about 10 MiB."""

MAX_SPOOLED_BYTES = 8 * 2**30
"""A compressed Parquet file, or a member of a tar archive, is unpacked to a temporary file while it is read."""

MAX_DECODER_MEMORY_BYTES = 128 * 2**20
"""Memory of the decoder of an xz stream: `xz -9` needs 65 MiB. Arrow holds zstd to 128 MiB by itself."""

MAX_PAGE_BYTES = 10 * 2**20
"""A web page, message or feed entry: the largest live blogs have 4 MiB."""

MAX_MARKUP_CHARS = 3_000_000
"""Markup of a page without its scripts and styles, over which finding its main content takes minutes."""

MAX_PDF_PAGES = 5_000
"""Pages of a PDF document."""

MAX_DOCUMENT_SECONDS = 120.0
"""Processor time for one PDF, looked at after each page."""

MAX_REFUSALS = 10_000
"""Refusals of one file after which it is given up, when they are more than what could be read: it is no such file."""

PART_CHARS = 2_000_000
"""A dump is handed on in parts of about this size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLimits:
    """The limits of one reading; the module's constants say why each default is what it is."""

    max_line_chars: int = MAX_LINE_CHARS
    max_record_chars: int = MAX_RECORD_CHARS
    max_decompression_ratio: float = MAX_DECOMPRESSION_RATIO
    decompression_grace_bytes: int = DECOMPRESSION_GRACE_BYTES
    max_columns: int = MAX_COLUMNS
    max_archive_members: int = MAX_ARCHIVE_MEMBERS
    max_archive_directory_bytes: int = MAX_ARCHIVE_DIRECTORY_BYTES
    max_spooled_bytes: int = MAX_SPOOLED_BYTES
    max_decoder_memory_bytes: int = MAX_DECODER_MEMORY_BYTES
    max_page_bytes: int = MAX_PAGE_BYTES
    max_markup_chars: int = MAX_MARKUP_CHARS
    max_pdf_pages: int = MAX_PDF_PAGES
    max_document_seconds: float = MAX_DOCUMENT_SECONDS
    max_refusals: int = MAX_REFUSALS
    part_chars: int = PART_CHARS


DEFAULT_LIMITS = ReadLimits()
