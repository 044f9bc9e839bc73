"""PDF documents: their text, as a dump."""

import logging
import time
from collections.abc import Iterator

from pipelines.sources.compression import Content, seekable
from pipelines.sources.documents import Reading, UnreadableError
from pipelines.sources.dumps import text_parts
from pipelines.sources.fields import RecordReader


def read(content: Content, reader: RecordReader) -> Iterator[Reading]:
    """The text of a PDF document, page after page.

    Raises:
        UnreadableError: If it is no sound PDF document, is encrypted, has too many pages, or holds pictures only.
    """
    import pypdf
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it cannot read is said by the refusal
    limits = reader.limits
    with seekable(content, limits) as file:
        try:
            document = pypdf.PdfReader(file, strict=False)
            if document.is_encrypted and not document.decrypt(""):
                raise UnreadableError("encrypted_document", "it is encrypted; save it without a password")
            count = len(document.pages)
            if count > limits.max_pdf_pages:
                detail = f"{count} pages, at most {limits.max_pdf_pages} are read; split it"
                raise UnreadableError("record_too_large", detail)
            pages: list[str] = []
            started = time.process_time()
            for page in document.pages:
                pages.append(page.extract_text() or "")
                if time.process_time() - started > limits.max_document_seconds:
                    detail = f"more than {limits.max_document_seconds:g} s of work by page {len(pages)}; save it anew"
                    raise UnreadableError("document_too_slow", detail, position=f"page {len(pages)}")
            title = document.metadata.title if document.metadata else None
        except (PyPdfError, OSError, ValueError, LookupError, TypeError, AttributeError, NotImplementedError) as error:
            detail = f"expected a PDF document: {type(error).__name__} {str(error)[:200]}; save it anew"
            raise UnreadableError("damaged_pdf", detail) from error
    text = "\n".join(pages)
    if len(text) > limits.max_line_chars:
        raise UnreadableError("record_too_large", f"{len(text)} characters, at most {limits.max_line_chars}; split it")
    yield from text_parts(text, reader, title if isinstance(title, str) and title.strip() else None)
