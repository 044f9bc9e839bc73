"""Deeds that are told by who suffers them: 'people killed in police firing', 'three died in the shelling', 'seven fell to army bullets'.

A parser calls those who die the subject, and a network that learnt from it takes them for who acts; by what a deed is done, who did it is told.
"""

from collections.abc import Sequence

from pipelines.enrich.events.cues import is_passive
from pipelines.enrich.events.features import Sentence
from pipelines.enrich.events.lexicon import Match
from pipelines.enrich.events.network import Floats
from pipelines.enrich.events.words import listed

SUFFERED_MODES = frozenset({"kill", "assassinate", "injure", "abduct", "arrest"})
"""Modes whose verbs want an object: one without it is a participle."""
_DYING = ("die", "perish", "succumb", "fall to", "fall victim", "lose _ li", "bleed to death")
_PARTICIPLES = frozenset({"shot", "slain", "hurt", "beaten", "held", "taken"})
_BEHIND = listed("in by during at near on after when while as since outside inside across from amid . , ; : - — –")
"""Words and marks right behind a verb that has no object."""
_AMOUNTS = frozenset({"least", "most"})
"""Words behind "at" with which an object begins: 'killed at least ten'."""
_MEANS = listed(
    """
    firing fire gunfire shelling bombing bombings bombardment bombardments airstrike airstrikes strike strikes air raid raids attack attacks
    bullet bullets shooting shootings drone drones artillery missile missiles rocket rockets mortar sniper snipers ambush crackdown
    """
)
"""Words behind a name or noun by which it did it: 'in army shelling'."""
_BEFORE_MEANS = frozenset({"in", "by", "from", "to", "during", "under", "of"})
FARTHEST_MEANS = 6
"""Words behind a verb in which what it was done with begins."""


def is_suffered(lowers: Sequence[str], match: Match) -> bool:
    """Whether the subject of an expression is whom it befell, without the form of a passive.

    Args:
        lowers: The words of its sentence in lower case.
        match: The expression.
    """
    expression, first, words = match
    if not expression.is_verb:
        return False
    if expression.key.startswith(_DYING):
        return True
    lower, after = lowers[first], words[-1] + 1
    is_participle = lower.endswith("ed") or lower in _PARTICIPLES
    is_bare = after == len(lowers) or (lowers[after] in _BEHIND and _AMOUNTS.isdisjoint(lowers[after + 1 : after + 2]))
    return expression.mode in SUFFERED_MODES and is_participle and is_bare and not is_passive(lowers, first)


def befallen(chances: Floats, sentence: Sentence, match: Match) -> Floats:
    """The chances of each phrase to be none, actor and target, held to what the expression allows: whoever stands before it may be its target, whoever stands behind it may not, and who did it is named by the means.

    Args:
        chances: The network's chances, one row per phrase.
        sentence: The sentence.
        match: An expression that is suffered.
    """
    first, last, lowers = match.first, match.words[-1], sentence.cut.lowers
    turned = chances.copy()
    for number, (phrase, (preposition, _)) in enumerate(zip(sentence.phrases, sentence.beside, strict=True)):
        if phrase.end <= first:
            turned[number, 2] += turned[number, 1]
            turned[number, 1] = 0.0
            continue
        turned[number, 2] = 0.0
        is_near = phrase.first <= last + FARTHEST_MEANS and preposition in _BEFORE_MEANS
        if is_near and phrase.end < len(lowers) and lowers[phrase.end] in _MEANS:
            turned[number, 1] = 1.0
    return turned
