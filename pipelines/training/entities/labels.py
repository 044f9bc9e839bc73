"""The tags of training, in the order that the recogniser decodes."""

from pipelines.enrich.entities.decode import TAGS, TYPES

TAG_INDEX = {tag: index for index, tag in enumerate(TAGS)}
IGNORED = -100
"""Tag of a word that no loss is taken on."""

__all__ = ["IGNORED", "OTHER_NAME", "OTHER_NAME_TAGS", "TAGS", "TAG_INDEX", "TYPES", "span_tags"]


OTHER_NAME = -101
"""Tag of a word of a name that is no person, organisation or place: any other type, or none, is right."""

OTHER_NAME_TAGS = [i for i, tag in enumerate(TAGS) if tag[2:] not in {"PERSON", "ORG", "GPE", "LOC", "FAC"}]


def span_tags(first: int, last: int, label: str) -> list[int]:
    """The tags of the words from `first` to `last` inclusive."""
    if first == last:
        return [TAG_INDEX[f"S-{label}"]]
    return [TAG_INDEX[f"B-{label}"], *[TAG_INDEX[f"I-{label}"]] * (last - first - 1), TAG_INDEX[f"E-{label}"]]
