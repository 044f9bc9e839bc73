"""What is counted: people of a kind, and things of war; and the words for what befalls them."""

from pipelines.enrich.events.inflection import noun_forms, verb_forms
from pipelines.enrich.events.words import listed

_KINDS = {
    "people": "person people man men resident victim passenger worker student villager protester demonstrator human individual inhabitant other official pilgrim tourist employee teacher farmer miner migrant refugee fatality casualty adult national citizen life lives body corpse crew member sailor shopper worshipper pedestrian guest family",
    "soldiers": "soldier troop serviceman servicemen marine serviceperson occupier invader guardsman infantryman paratrooper conscript reservist sergeant peacekeeper commander general personnel military",
    "fighters": "operative fighter militant rebel insurgent gunman gunmen terrorist guerrilla jihadist extremist separatist militiaman militiamen combatant mercenary attacker bomber",
    "police": "policeman policemen police officer policewoman constable cop",
    "civilians": "civilian noncombatant non-combatant",
    "children": "child children boy girl minor infant baby teenager schoolgirl schoolchild schoolchildren",
    "women": "woman women",
    "journalists": "journalist reporter cameraman photographer",
    "medics": "medic doctor nurse paramedic rescuer firefighter",
    "hostages": "hostage captive",
    "prisoners": "prisoner pow detainee",
    "drones": "drone uav quadcopter shahed",
    "missiles": "missile rocket projectile shell",
    "tanks": "tank",
    "aircraft": "aircraft plane jet helicopter warplane airliner",
    "vehicles": "vehicle truck car bus apc",
    "artillery": "howitzer gun mortar cannon artillery launcher",
    "ships": "ship boat vessel warship submarine tanker ferry",
    "buildings": "building home house apartment school hospital shop structure",
}
UNIT_OF: dict[str, str] = {
    form: unit for unit, nouns in _KINDS.items() for noun in nouns.split() for form in noun_forms(noun)
}
"""Canonical unit of each noun."""
PEOPLE = listed("people soldiers fighters police civilians children women journalists medics hostages prisoners")
THINGS = frozenset(_KINDS) - PEOPLE
NO_COUNT = listed(
    """
    % percent per years year year-old years-old months-old month-old old months month days day hours hour minutes minute weeks week times kilometers
    kilometres km miles meters metres feet dollars euros pounds rubles rupees a.m. p.m. million-dollar points seats votes
    square sq p.m °c decades centuries degrees tons tonnes
    """
)
"""Words after a number that counts no losses."""


def _forms(listed: str) -> frozenset[str]:
    return frozenset(form for lemma in listed.split() for form in verb_forms(lemma))


BEFALLEN: dict[str, frozenset[str]] = {
    "killed": _forms("kill slay murder massacre slaughter execute"),
    "wounded": _forms("wound injure hurt maim"),
    "captured": _forms("capture"),
    "displaced": _forms("displace uproot evacuate"),
    "destroyed": _forms("destroy obliterate"),
    "shot_down": _forms("down intercept") - {"down", "downs"},
}
"""Verbs for what befalls people and things."""
DYING, SHOOTING, LOSING, TAKING = (
    _forms("die perish drown"),
    _forms("shoot bring"),
    _forms("lose"),
    _forms("claim take"),
)
STATES = {
    "dead": "killed", "killed": "killed", "wounded": "wounded", "injured": "wounded", "hurt": "wounded", "missing": "missing",
    "displaced": "displaced", "unaccounted": "missing",
}  # fmt: skip
"""What a word right behind a number says of those counted: 'left 12 dead'."""
BEFALLING = frozenset().union(*BEFALLEN.values(), DYING, SHOOTING, LOSING)
"""All these verbs: no noun stands for a number beyond one of them."""
