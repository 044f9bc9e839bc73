"""Knowledge packs: who and what there is, with ids that a row of a source states."""

from pipelines.knowledge.base import Entry, KnowledgeBase, Office
from pipelines.knowledge.manifest import Manifest, PackError

__all__ = ["Entry", "KnowledgeBase", "Manifest", "Office", "PackError"]
