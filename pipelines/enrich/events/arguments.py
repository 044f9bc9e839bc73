"""Who did it and to whom: each phrase of the sentence has a chance to be either, and the best pair is taken."""

from collections.abc import Sequence
from typing import NamedTuple

from pipelines.enrich.events.features import Sentence
from pipelines.enrich.events.lexicon import Match
from pipelines.enrich.events.network import Floats, Network
from pipelines.enrich.events.role_features import role_features
from pipelines.enrich.events.suffering import befallen, is_suffered

ROLES_FILE = "events/roles.npz"
ROLES = ("none", "actor", "target")
LEAST_CHANCE = 0.08
"""Chance from which a phrase is taken for actor or target. It is low: the parser that the network learnt from leaves out parties
that stand further off, so that a chance says less than it means, and who is found at all is right four times out of five."""


class Parties(NamedTuple):
    """Numbers of the phrases that are actor and target, or None, with their chances."""

    actor: int | None
    target: int | None
    actor_chance: float
    target_chance: float


def parties_of(events: Sequence[tuple[Sentence, Sequence[Match]]], network: Network) -> list[list[Parties]]:
    """Return for each sentence actor and target of each of its events.

    Args:
        events: Sentences with what tells their events.
        network: Tells what a phrase is.
    """
    sets = [role_features(sentence, found, network.coding) for sentence, found in events]
    return [
        [
            chosen(befallen(table, sentence, match) if is_suffered(sentence.cut.lowers, match) else table)
            for match, table in zip(found, chances.reshape(len(found), len(sentence.phrases), len(ROLES)), strict=True)
        ]
        if len(chances)
        else [Parties(None, None, 0.0, 0.0) for _ in found]
        for (sentence, found), chances in zip(events, network.chances_of_groups(sets), strict=True)
    ]


def chosen(chances: Floats) -> Parties:
    """Return the best actor and the best other phrase as target, from the chances of each phrase."""
    actor_at, target_at = int(chances[:, 1].argmax()), int(chances[:, 2].argmax())
    if actor_at == target_at:
        # one phrase cannot be both: it is what it is likelier to be, and the other is the next best
        rest = chances.copy()
        rest[actor_at] = 0.0
        if chances[actor_at, 1] >= chances[target_at, 2]:
            target_at = int(rest[:, 2].argmax())
        else:
            actor_at = int(rest[:, 1].argmax())
    actor, target = float(chances[actor_at, 1]), float(chances[target_at, 2])
    return Parties(
        actor_at if actor >= LEAST_CHANCE else None,
        target_at if target >= LEAST_CHANCE and (target_at != actor_at or actor < LEAST_CHANCE) else None,
        actor,
        target,
    )
