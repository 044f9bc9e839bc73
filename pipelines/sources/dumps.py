"""Text dumps: whole files of running text, in parts."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.sources.compression import BLOCK_BYTES, Content
from pipelines.sources.credits import Credits
from pipelines.sources.decoding import CONTROLS, ByteEvidence, count_of, require_text, storable, text_blocks
from pipelines.sources.documents import DumpPart, Reading, Refusal, UnreadableError
from pipelines.sources.fields import RecordReader
from pipelines.sources.limits import ReadLimits
from pipelines.sources.replaced import Replaced


@dataclass(frozen=True, slots=True)
class _Measure:
    sha256: str
    byte_count: int
    char_count: int
    replaced: Replaced
    credited: str | None


def read(content: Content, reader: RecordReader) -> Iterator[Reading]:
    """The parts of a dump, each about `reader.limits.part_chars` long and ending at a line end.

    Its source is what folder or user name, else what its text credits, else its file's stem.

    The bytes are read twice, for the identity of the whole text and to hand it on (text that is no UTF-8 once more, for
    its encoding); memory stays at a part and its longest line.

    Raises:
        UnreadableError: Before the first part, if the file is empty, no text, in no safely known encoding, or has a
            line over the limit.
    """
    limits = reader.limits
    encoding, whole = _identity(content, limits)
    digest = hashlib.sha256()
    start = 0
    source_code = reader.source_code if reader.is_source_named else whole.credited or reader.source_code
    for index, text in enumerate(_parts(content, encoding, limits)):
        digest.update(text.encode())
        is_last = start + len(text) >= whole.char_count
        if is_last and (start + len(text) > whole.char_count or digest.hexdigest() != whole.sha256):
            detail = "the file changed while it was read; run again when nothing writes to it"
            yield Refusal(content.uri, "", None, "changed_while_read", detail)
            return
        yield DumpPart(
            source_code=source_code,
            uri=content.uri,
            media_type=reader.media_type,
            collected_at=reader.collected_at,
            content_sha256=whole.sha256,
            byte_count=whole.byte_count,
            char_count=whole.char_count,
            part_index=index,
            start_char=start,
            text=text,
            is_last=is_last,
            replaced_count=whole.replaced.count,
            replaced_at=whole.replaced.first,
        )
        start += len(text)
    if start < whole.char_count:
        detail = "the file was cut while it was read; run again when nothing writes to it"
        yield Refusal(content.uri, "", None, "changed_while_read", detail)


def _identity(content: Content, limits: ReadLimits) -> tuple[str, _Measure]:
    """Encoding and measures; the text is taken for UTF-8 until a byte says otherwise."""
    if _encoding(content, first_bytes=BLOCK_BYTES) == "utf-8":
        measure = _measure(content, "utf-8", limits)
        if not measure.replaced.count:
            return "utf-8", measure
    encoding = _encoding(content)
    measure = _measure(content, encoding, limits)
    measure.replaced.require_few(measure.byte_count)
    return encoding, measure


def _encoding(content: Content, first_bytes: int | None = None) -> str:
    evidence = ByteEvidence()
    with content.open() as stream:
        while block := stream.read(BLOCK_BYTES):
            evidence.add(block)
            if first_bytes is not None and evidence.total >= first_bytes:
                break
    return evidence.encoding()


def _measure(content: Content, encoding: str, limits: ReadLimits) -> _Measure:
    digest = hashlib.sha256()
    byte_count = char_count = line_chars = controls = 0
    line = 1
    is_blank = True
    replaced = Replaced()
    credited = Credits()
    with content.open() as stream:
        for text in text_blocks(stream, encoding, replaced):
            encoded = text.encode()
            controls += count_of(encoded, CONTROLS)
            if "\0" in text:
                encoded = text.replace("\0", "\ufffd").encode()
            digest.update(encoded)
            credited.add(text)
            byte_count += len(encoded)
            char_count += len(text)
            is_blank = is_blank and (not text or text.isspace())
            newline = text.rfind("\n")
            line_chars = line_chars + len(text) if newline < 0 else len(text) - newline - 1
            if line_chars > limits.max_line_chars:
                line += text.count("\n")
                detail = f"a line of more than {limits.max_line_chars} characters; expected running text with line ends"
                raise UnreadableError("line_too_long", detail, position=f"line {line}")
            line += text.count("\n")
    require_text(controls, byte_count)
    if is_blank:
        raise UnreadableError("empty_file", "expected text, found none; remove the file or fetch it again")
    return _Measure(digest.hexdigest(), byte_count, char_count, replaced, credited.source)


def _parts(content: Content, encoding: str, limits: ReadLimits) -> Iterator[str]:
    pending: list[str] = []
    size = 0
    with content.open() as stream:
        for text in text_blocks(stream, encoding):
            pending.append(text.replace("\0", "\ufffd"))
            size += len(text)
            while size > limits.part_chars:
                joined = "".join(pending)
                cut = joined.rfind("\n", 0, limits.part_chars) + 1 or joined.find("\n", limits.part_chars) + 1
                if not cut:
                    pending = [joined]
                    break
                yield joined[:cut]
                pending, size = [joined[cut:]], size - cut
    if size:
        yield "".join(pending)


def text_parts(text: str, reader: RecordReader, title: str | None = None) -> Iterator[DumpPart]:
    """The parts of a text that is at hand, as of a dump.

    Args:
        text: Newlines as LF; not blank.
        reader: Says where the text comes from, and how large parts are.
        title: The document's own title.

    Raises:
        UnreadableError: `no_text` if it is blank.
    """
    text = storable(text)
    if not text.strip():
        raise UnreadableError("no_text", "no text in this document; if its pages are pictures, read them by OCR first")
    encoded = text.encode()
    sha256, byte_count = hashlib.sha256(encoded).hexdigest(), len(encoded)
    size = reader.limits.part_chars
    start = index = 0
    while start < len(text):
        end = len(text) if start + size >= len(text) else text.rfind("\n", start, start + size) + 1 or start + size
        yield DumpPart(
            source_code=reader.source_code,
            uri=reader.uri,
            media_type=reader.media_type,
            collected_at=reader.collected_at,
            content_sha256=sha256,
            byte_count=byte_count,
            char_count=len(text),
            part_index=index,
            start_char=start,
            text=text[start:end],
            is_last=end == len(text),
            title=title,
        )
        start, index = end, index + 1
