"""Which id a group of articles has: the one that most of them had, so that ids stay while stories grow."""

import hashlib
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
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


def named(groups: Sequence[Sequence[str]], before: Mapping[str, str], taken_ids: Container[str]) -> Naming:
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
    taken = used | set(before.values())
    for number, group in enumerate(groups):
        if number not in ids:
            ids[number] = next(one for one in attempts(group[0]) if one not in taken and one not in taken_ids)
            taken.add(ids[number])
    moves = [
        Move(story_id, ids[number], "split" if story_id in used else "merge", count)
        for (story_id, number), count in sorted(overlaps.items())
        if ids[number] != story_id
    ]
    return Naming([ids[number] for number in range(len(groups))], moves)


def attempts(member: str) -> Iterator[str]:
    """Yield the ids that a group may get by its first member: a hash, and the hash of it where that is taken, and so on."""
    attempt = member
    while True:
        attempt = hashlib.sha256(f"story:{attempt}".encode()).hexdigest()[:ID_CHARS]
        yield attempt
