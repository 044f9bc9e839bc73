"""Documents into articles, and articles into sentences, with offsets and a score for each cut."""

from pipelines.segment.corrections import Corrections, CorrectionsError, load_corrections
from pipelines.segment.identity import article_id_of
from pipelines.segment.segmenter import Segmenter
from pipelines.segment.sentences import SentenceSplitter
from pipelines.segment.spans import ArticleSpan, Merge, Segmentation, SetAside

__all__ = [
    "ArticleSpan",
    "Corrections",
    "CorrectionsError",
    "Merge",
    "Segmentation",
    "Segmenter",
    "SentenceSplitter",
    "SetAside",
    "article_id_of",
    "load_corrections",
]
