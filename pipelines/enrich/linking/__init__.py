"""Linking: who or what the entities of an article are, in knowledge packs, with NULL where no row says so surely."""

from pipelines.enrich.linking.linker import EntityLinker
from pipelines.enrich.linking.model import LinkingModel

__all__ = ["EntityLinker", "LinkingModel"]
