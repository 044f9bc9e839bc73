"""Times: when the things happened that an article tells of."""

from pipelines.enrich.times.tagger import TimeTagger

__all__ = ["TimeTagger"]
