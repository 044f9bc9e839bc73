"""Dating: when an article that does not say so was written, as a day or an interval, with the evidence."""

from pipelines.enrich.dating.dater import ArticleDater, Dating

__all__ = ["ArticleDater", "Dating"]
