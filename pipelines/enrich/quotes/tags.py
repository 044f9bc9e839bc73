"""The tags that the quote network gives each word, and what they say about which cue a span belongs to.

A source or a content says on which side its cue stands: before it, after it, or nowhere. The nearest cue on that side is its own, which
is right for all but a few in a hundred of the attributions of PolNeAR; so the network links while it tags.
"""

CUE, SOURCE, CONTENT = "cue", "source", "content"
BEFORE, AFTER, NOWHERE = "before", "after", "nowhere"
SIDES = (BEFORE, AFTER, NOWHERE)
KINDS = ((CUE, NOWHERE), *((SOURCE, side) for side in SIDES), *((CONTENT, side) for side in SIDES))
"""What a span can be: its role, and where its cue stands."""
TAG_COUNT = 1 + 2 * len(KINDS)
"""Tag 0 is outside; 1 + 2 k opens a span of kind k, 2 + 2 k goes on in it."""


def opening(kind: int) -> int:
    """The tag of the first word of a span."""
    return 1 + 2 * kind


def inside(kind: int) -> int:
    """The tag of its other words."""
    return 2 + 2 * kind
