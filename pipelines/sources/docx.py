"""Word documents: their text, as a dump."""

import io
import zipfile
from collections.abc import Iterator
from typing import BinaryIO, cast

from pipelines.sources.compression import BLOCK_BYTES, DAMAGE, Content, GuardedStream, seekable
from pipelines.sources.documents import Reading, UnreadableError
from pipelines.sources.dumps import text_parts
from pipelines.sources.fields import RecordReader
from pipelines.sources.limits import ReadLimits
from pipelines.sources.xml_events import events, forget

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BODY = "word/document.xml"


def read(content: Content, reader: RecordReader) -> Iterator[Reading]:
    """The paragraphs of a Word document, one per line.

    Raises:
        UnreadableError: If it is no sound document, a bomb, or holds no text.
    """
    with seekable(content, reader.limits) as file:
        try:
            with zipfile.ZipFile(file) as archive:
                body = archive.getinfo(_BODY)
                with archive.open(body) as packed:
                    stream = GuardedStream(packed, lambda: max(body.compress_size, 1), reader.limits)
                    text = "\n".join(
                        _paragraphs(cast("BinaryIO", io.BufferedReader(stream, BLOCK_BYTES)), reader.limits)
                    )
        except (*DAMAGE, KeyError, ValueError) as error:
            detail = f"expected a Word document (.docx): {str(error)[:200]}; save it anew"
            raise UnreadableError("damaged_document", detail) from error
    yield from text_parts(text, reader)


def _paragraphs(stream: BinaryIO, limits: ReadLimits) -> Iterator[str]:
    from lxml import etree

    size = 0
    try:
        for _, paragraph in events(stream, tag=f"{_WORD}p"):
            text = "".join(_runs(paragraph))
            size += len(text) + 1
            if size > limits.max_line_chars:
                raise UnreadableError("record_too_large", f"more than {limits.max_line_chars} characters; split it")
            yield text
            forget(paragraph)
    except etree.LxmlError as error:
        detail = f"its text cannot be read ({str(error)[:200]}); save it anew"
        raise UnreadableError("damaged_document", detail) from error


def _runs(paragraph: "object") -> Iterator[str]:
    for node in paragraph.iter(f"{_WORD}t", f"{_WORD}tab", f"{_WORD}br"):  # type: ignore[attr-defined]
        yield (node.text or "") if node.tag == f"{_WORD}t" else "\t" if node.tag == f"{_WORD}tab" else "\n"
