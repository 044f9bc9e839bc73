"""`raw.document_texts`: written together with raw.documents, by the same asset."""

from pipelines.defs.raw.documents import documents as document_texts

__all__ = ["document_texts"]
