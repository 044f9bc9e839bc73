"""The tag set: one tag a word, begin, inside, end and single of each type, and outside."""

TYPES = ("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW")
TAGS = ("O", *(f"{position}-{name}" for name in TYPES for position in "BIES"))
TAG_INDEX = {tag: index for index, tag in enumerate(TAGS)}
IGNORED = -100


def span_tags(first: int, last: int, label: str) -> list[int]:
    """The tags of the words from `first` to `last` inclusive."""
    if first == last:
        return [TAG_INDEX[f"S-{label}"]]
    return [TAG_INDEX[f"B-{label}"], *[TAG_INDEX[f"I-{label}"]] * (last - first - 1), TAG_INDEX[f"E-{label}"]]
