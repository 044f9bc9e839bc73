"""Which id a group of articles has: the one that most of them had, so that ids stay while stories grow."""

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

ID_CHARS = 24


class Move(NamedTuple):
    """Articles that belong to another story than before.

    Attributes:
        from_story_id: The story that they belonged to.
        to_story_id: The story that they belong to.
        kind: `merge` when no article of the first is left in it, else `split`.
        article_count: How many.
    """

    from_story_id: str
    to_story_id: str
    kind: str
    article_count: int


class Naming(NamedTuple):
    """Ids of groups.

    Attributes:
        story_ids: One per group.
        moves: Articles that changed their story.
    """

    story_ids: list[str]
    moves: list[Move]


def named(groups: Sequence[Sequence[str]], before: Mapping[str, str], taken_ids: Collection[str]) -> Naming:
    """Return the ids of groups.

    An id goes to the group with most of its articles, the larger overlap first; a group without one gets an id made of its
    first article's.

    Args:
        groups: Articles of each group, the first one first; the groups hold every article of the stories in `before`.
        before: The story of the articles that had one.
        taken_ids: Ids that may not be made: those of other stories, and those that were used once.
    """
    overlaps: Counter[tuple[str, int]] = Counter(
        (before[article], number) for number, group in enumerate(groups) for article in group if article in before
    )
    ids: dict[int, str] = {}
    used: set[str] = set()
    for (story_id, number), _ in sorted(overlaps.items(), key=lambda item: (-item[1], item[0][1], item[0][0])):
        if number not in ids and story_id not in used:
            ids[number] = story_id
            used.add(story_id)
    taken = used | set(before.values()) | set(taken_ids)
    for number, group in enumerate(groups):
        if number not in ids:
            ids[number] = _new_id(group[0], taken)
            taken.add(ids[number])
    moves = [
        Move(story_id, ids[number], "split" if story_id in used else "merge", count)
        for (story_id, number), count in sorted(overlaps.items())
        if ids[number] != story_id
    ]
    return Naming([ids[number] for number in range(len(groups))], moves)


def _new_id(article_id: str, taken: set[str]) -> str:
    """A hash of the first article's id; of a second one where that is taken, and so on."""
    attempt = article_id
    while True:
        attempt = hashlib.sha256(f"story:{attempt}".encode()).hexdigest()[:ID_CHARS]
        if attempt not in taken:
            return attempt
