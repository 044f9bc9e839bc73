"""Topics: IPTC Media Topics, users' own schemes, and keyphrases."""

from pipelines.enrich.topics.classifier import TopicClassifier
from pipelines.enrich.topics.keyphrases import KeyphraseExtractor
from pipelines.enrich.topics.schemes import SchemeError, UserScheme, UserTopic, load_scheme
from pipelines.enrich.topics.taxonomy import IPTC_SCHEME, IPTC_VERSION, media_topics, top_level, topics_table

__all__ = [
    "IPTC_SCHEME",
    "IPTC_VERSION",
    "KeyphraseExtractor",
    "SchemeError",
    "TopicClassifier",
    "UserScheme",
    "UserTopic",
    "load_scheme",
    "media_topics",
    "top_level",
    "topics_table",
]
