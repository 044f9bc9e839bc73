"""`raw.cut_corrections`: written together with raw.documents, by the same asset."""

from pipelines.defs.raw.documents import documents as cut_corrections

__all__ = ["cut_corrections"]
