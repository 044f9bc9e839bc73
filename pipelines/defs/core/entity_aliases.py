"""`core.entity_aliases`: written together with core.entities, whose forms it lists."""

from pipelines.defs.core.entities import entities as entity_aliases

__all__ = ["entity_aliases"]
