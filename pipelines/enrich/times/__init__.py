"""Times: when things happened, and when an undated article was written."""

from pipelines.enrich.times.dater import ArticleDater, Dating
from pipelines.enrich.times.tagger import TimeTagger

__all__ = ["ArticleDater", "Dating", "TimeTagger"]
