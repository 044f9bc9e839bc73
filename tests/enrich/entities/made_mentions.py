"""Mentions as the recogniser gives them, for tests of what comes after it."""

from collections.abc import Callable, Sequence

from pipelines.enrich.entities.agreement import Found

Mentions = list[tuple[str, Found]]


def types_after(step: Callable[[Mentions], Sequence[Found]], text: str, given: Sequence[tuple[str, str]]) -> list[str]:
    """Return the types that a step leaves to names, given in the order in which they stand in the text."""
    mentions, at = [], 0
    for surface, entity_type in given:
        at = text.index(surface, at)
        mentions.append((text, Found(at, at + len(surface), surface, entity_type, 0.9)))
        at += len(surface)
    return [mention.entity_type for mention in step(mentions)]
