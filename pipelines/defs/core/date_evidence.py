"""`core.date_evidence`: written together with core.articles, whose dates rest on it."""

from pipelines.defs.core.articles import articles as date_evidence

__all__ = ["date_evidence"]
