"""Which encoding a stream of bytes is in, and the stream as UTF-8 or as text."""

import codecs
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

from pipelines.sources.compression import BLOCK_BYTES, Opener
from pipelines.sources.documents import UnreadableError
from pipelines.sources.legacy import legacy_encoding
from pipelines.sources.replaced import MAX_REPLACED_SHARE, Replaced

SAMPLE_BYTES = 1 << 20
"""Evidence for the encoding of record files; dumps are read through."""

MAX_CONTROL_SHARE = 0.005
"""Share of control characters over which a file is taken for binary; text has at most a stray one."""

MAX_CONTROL_SHARE_IN_RECORDS = 0.1
"""The same for JSON lines, where a line with control characters is refused on its own."""

MIN_HIGH_LINES = 3
MIN_HIGH_LINE_SHARE = 0.02
"""JSON lines are UTF-8 by standard: fewer lines than this that are none are damage, not another encoding."""

_LEGACY_BYTES = 1 << 17
"""Lines with bytes that are no UTF-8, as many as are kept to tell the encoding by."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a zip archive or office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "gzip data"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ", "xz data"),
    (b"\x28\xb5\x2f\xfd", "zstd data"),
    (b"PAR1", "a Parquet file"),
    (b"\x7fELF", "a program"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
)
_MULTIBYTE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_HIGH = bytes(range(0x80, 0x100))
_SURROGATE = re.compile("[\ud800-\udfff]")
CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\v\f\r\x1b")) + b"\x7f"
"""ASCII control characters that text has no use for."""


@dataclass(slots=True)
class ByteEvidence:
    """What the bytes of a stream say about its encoding, counted block by block."""

    head: bytes = b""
    total: int = 0
    controls: int = 0
    multibyte: int = 0
    stray: int = 0
    legacy: bytes = b""
    _cut_off: bytes = b""

    def add(self, block: bytes) -> None:
        """Count a block; the blocks must come in order."""
        if len(self.head) < BLOCK_BYTES:
            self.head += block[: BLOCK_BYTES - len(self.head)]
        self.total += len(block)
        self.controls += count_of(block, CONTROLS)
        if block.isascii() and not self._cut_off:
            return
        block = self._cut_off + block
        try:
            _, end = codecs.utf_8_decode(block, "strict", False)  # noqa: FBT003 - positional in the library
            self.multibyte += count_of(block, _HIGH)
            self._cut_off = block[end:]
        except UnicodeDecodeError:
            self._cut_off = b""
            multibyte = sum(map(len, _MULTIBYTE.findall(block)))
            self.multibyte += multibyte
            self.stray += count_of(block, _HIGH) - multibyte
            if len(self.legacy) < _LEGACY_BYTES:
                found = b"\n".join(line for line in block.split(b"\n") if not line.isascii())
                self.legacy += found[: _LEGACY_BYTES - len(self.legacy)] + b"\n"

    def encoding(self, max_control_share: float = MAX_CONTROL_SHARE) -> str:
        """The encoding, by its byte order mark, else by what the bytes can be.

        UTF-8 is also given for text of which a few bytes are in no encoding.

        Raises:
            UnreadableError: `binary_content` for what is no text, `unknown_encoding` for text in an encoding that
                the bytes do not tell safely.
        """
        for bom, encoding in _BOMS:
            if self.head.startswith(bom):
                return encoding
        for magic, what in _MAGIC:
            if self.head.startswith(magic):
                detail = f"expected text, found {what}; convert it, or give the file its right suffix"
                raise UnreadableError("binary_content", detail)
        if utf_16 := _bare_utf_16(self.head):
            return utf_16
        require_text(self.controls, self.total, max_control_share)
        if self.multibyte >= self.stray:
            return "utf-8"
        if legacy := legacy_encoding(self.legacy):
            return legacy
        if self.stray <= MAX_REPLACED_SHARE * self.total:
            return "utf-8"
        detail = "neither Unicode nor safely any older encoding; convert it to UTF-8, e.g. `iconv -f cp1250 -t utf-8`"
        raise UnreadableError("unknown_encoding", detail)


def count_of(block: bytes, wanted: bytes) -> int:
    """How many bytes of `block` are among `wanted`."""
    return len(block) - len(block.translate(None, wanted))


def require_text(controls: int, total: int, max_control_share: float = MAX_CONTROL_SHARE) -> None:
    """Refuse what has too many control characters.

    Raises:
        UnreadableError: `binary_content`.
    """
    if controls > max(max_control_share * total, 1):
        detail = f"expected text, found {controls} control characters in {total} bytes; is it a text file?"
        raise UnreadableError("binary_content", detail)


def _bare_utf_16(head: bytes) -> str:
    """UTF-16 without a byte order mark shows as NULs in every other byte of Western text."""
    pairs = len(head) // 2
    if pairs == 0:
        return ""
    even, odd = head[0 : 2 * pairs : 2].count(0), head[1 : 2 * pairs : 2].count(0)
    if odd > 0.5 * pairs and even < 0.01 * pairs + 1:
        return "utf-16-le"
    if even > 0.5 * pairs and odd < 0.01 * pairs + 1:
        return "utf-16-be"
    return ""


def text_blocks(stream: BinaryIO, encoding: str, replaced: Replaced | None = None) -> Iterator[str]:
    """The stream's text with newlines as LF, without the byte order marks that stand where files were joined.

    Args:
        stream: Bytes in `encoding`.
        encoding: Its encoding.
        replaced: Counts the bytes that are not, which stand as U+FFFD.
    """
    replaced = Replaced() if replaced is None else replaced
    is_unicode = encoding.startswith(("utf-16", "utf-32"))
    decoder = codecs.getincrementaldecoder(encoding)("replace" if is_unicode else "surrogateescape")
    newlines = io.IncrementalNewlineDecoder(None, translate=True)
    taken, ends_line, is_end = 0, True, False
    while not is_end:
        held = decoder.getstate()[0]
        block = stream.read(BLOCK_BYTES)
        is_end = not block
        text = decoder.decode(block, final=is_end)
        if not is_unicode:
            text = replaced.repaired(text, taken - len(held), encoding)
        taken += len(block)
        text = newlines.decode(text, final=is_end)
        if "\ufeff" in text:
            text = text[1:] if ends_line and text[0] == "\ufeff" else text
            text = text.replace("\n\ufeff", "\n")
        if text:
            ends_line = text[-1] == "\n"
            yield text


def storable(text: str) -> str:
    """`text` with what no database stores as U+FFFD: NUL, and surrogates without their other half."""
    if "\0" in text:
        text = text.replace("\0", "\ufffd")
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        text = _SURROGATE.sub("\ufffd", text)
    return text


def utf8_stream(opener: Opener, *, is_utf8_standard: bool = False) -> BinaryIO:
    """The stream in UTF-8 without byte order mark; invalid UTF-8 is left for the reader of its lines to count.

    Args:
        opener: Gives the stream in an encoding that its first MiB tells.
        is_utf8_standard: True for formats that are UTF-8 by their standard: control characters and a few lines that
            are no UTF-8 do not make another encoding, or no text, of them.

    Raises:
        UnreadableError: As `ByteEvidence.encoding`; `empty_file` when there is nothing.
    """
    evidence = ByteEvidence()
    sample = _sample(opener)
    if not sample:
        raise UnreadableError("empty_file", "expected text, found nothing; remove the file or fetch it again")
    evidence.add(sample)
    encoding = evidence.encoding(MAX_CONTROL_SHARE_IN_RECORDS if is_utf8_standard else MAX_CONTROL_SHARE)
    if is_utf8_standard and not encoding.startswith("utf") and not _has_many_high_lines(sample):
        encoding = "utf-8"
    stream = opener()
    if encoding != "utf-8":
        encoded = (text.encode() for text in text_blocks(stream, encoding))
        return cast("BinaryIO", io.BufferedReader(_BlockStream(encoded, stream), BLOCK_BYTES))
    if sample.startswith(codecs.BOM_UTF8):
        stream.read(len(codecs.BOM_UTF8))
    return stream


def _sample(opener: Opener) -> bytes:
    """The first bytes, as far as they can be read: damage that follows is met, and reported, by who reads on."""
    sample = b""
    with opener() as stream:
        read: Callable[[int], bytes] = getattr(stream, "read1", stream.read)
        try:
            while len(sample) < SAMPLE_BYTES and (block := read(BLOCK_BYTES)):
                sample += block
        except UnreadableError:
            if not sample:
                raise
    return sample


def _has_many_high_lines(sample: bytes) -> bool:
    lines = sample.split(b"\n")
    high = sum(not line.isascii() for line in lines)
    return high >= MIN_HIGH_LINES and high >= MIN_HIGH_LINE_SHARE * len(lines)


class _BlockStream(io.RawIOBase):
    """Blocks of bytes as a stream."""

    def __init__(self, blocks: Iterator[bytes], owner: BinaryIO) -> None:
        self._blocks = blocks
        self._owner = owner
        self._rest = b""

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        """Fill `buffer`; the number of bytes, 0 at the end."""
        block = self._rest or next(self._blocks, b"")
        given = block[: len(buffer)]
        self._rest = block[len(given) :]
        buffer[: len(given)] = given
        return len(given)

    def close(self) -> None:
        """Close the stream below."""
        if not self.closed:
            self._owner.close()
        super().close()
