"""The tags of training, in the order that the recogniser decodes."""

from pipelines.enrich.entities.decode import TAGS, TYPES

TAG_INDEX = {tag: index for index, tag in enumerate(TAGS)}
IGNORED = -100
"""Tag of a word that no loss is taken on."""

__all__ = ["IGNORED", "TAGS", "TAG_INDEX", "TYPES", "span_tags"]


def span_tags(first: int, last: int, label: str) -> list[int]:
    """The tags of the words from `first` to `last` inclusive."""
    if first == last:
        return [TAG_INDEX[f"S-{label}"]]
    return [TAG_INDEX[f"B-{label}"], *[TAG_INDEX[f"I-{label}"]] * (last - first - 1), TAG_INDEX[f"E-{label}"]]
