"""A claim of control over a place, and what the forms of words that make one share."""

from collections.abc import Sequence
from typing import NamedTuple

from pipelines.enrich.events.claims.standing import PLACE_TYPES, Place
from pipelines.enrich.events.inflection import verb_forms
from pipelines.enrich.events.words import Word, listed


def forms(listed: str) -> frozenset[str]:
    """Return the forms of the verbs of a list."""
    return frozenset(form for lemma in listed.split() for form in verb_forms(lemma))


FIGHTING = forms("fight battle vie compete")
GAINING = forms("take seize gain regain win establish wrest assume reassert restore claim consolidate")
LOSING = forms("lose cede relinquish surrender give hand")
"""Verbs that say what becomes of the control of a place."""
WAR_WORDS = listed(
    """
    forces troop troops soldier soldiers military rebel rebels militant militants insurgents insurgency fighters
    militia militias frontline fighting brigade battalion occupiers occupied liberated shelling jihadists separatists
    junta taliban isis isil hezbollah hamas invaders tanks paramilitary paramilitaries governorate ceasefire guerrillas
    counteroffensive counter-offensive gunmen peshmerga houthi houthis airstrikes warlord front-line artillery siege
    """
)
_OFTEN_OF_WAR = listed(
    """
    force army armies fighter offensive front war battle assault commander commanders defenders occupation
    liberation captured regime stronghold positions advanced coup enemy retreat invasion conquest
    """
)
NOT_AGENTS = listed(
    "then now dawn night morning evening the-end noon mid late early force surprise foot accident storm"
)
MOST_TO_AGENT = 6
"""Words between a participle and the 'by' that names who did it: 'captured late last week by'."""


class Held(NamedTuple):
    """A claim of control in a sentence.

    Attributes:
        predicate: `holds`, `took`, `lost`, `entered`, `besieges` or `contests`.
        verb: The word that says it.
        end: One past the last word that says it.
        place: The place's name.
        form: The form of words: what a score is learnt for.
        standing: How the place stands to it: `head`, `part` or `beside`.
        holder: First word of who holds it, where the form of words itself says who; else -1.
    """

    predicate: str
    verb: int
    end: int
    place: Place
    form: str
    standing: str
    holder: int = -1


def tells_of_war(lowers: Sequence[str], least: int = 2) -> bool:
    """Whether a sentence, by its words in lower case, has one of war, or so many that are also used of contests of other kinds."""
    return not WAR_WORDS.isdisjoint(lowers) or len(_OFTEN_OF_WAR.intersection(lowers)) >= least


def agent_of(words: Sequence[Word], kinds: Sequence[str], at: int) -> int:
    """First word of who did it: behind a 'by' that follows the participle; -1 without one."""
    for place in range(at + 1, min(len(words) - 1, at + 1 + MOST_TO_AGENT)):
        lower = words[place].lower
        if lower == "by":
            after = words[place + 1].lower
            return (
                -1
                if after in NOT_AGENTS or kinds[place + 1] in {"DATE", "TIME"} or after.endswith("ing")
                else place + 1
            )
        if kinds[place] in PLACE_TYPES or lower in {".", ";", ":", "(", ")", "“", '"', "and", "which", "who"}:
            return -1
    return -1
