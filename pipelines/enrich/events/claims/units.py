"""What is counted: people of a kind, and things of war."""

from pipelines.enrich.events.inflection import noun_forms
from pipelines.enrich.events.words import listed

_KINDS = {
    "people": "person people man men resident victim passenger worker student villager protester demonstrator human individual inhabitant other official pilgrim tourist employee teacher farmer miner migrant refugee fatality casualty adult national citizen life lives body corpse crew member sailor shopper worshipper pedestrian guest family",
    "soldiers": "soldier troop serviceman servicemen marine serviceperson occupier invader guardsman infantryman paratrooper conscript reservist sergeant peacekeeper commander general personnel military",
    "fighters": "fighter militant rebel insurgent gunman gunmen terrorist guerrilla jihadist extremist separatist militiaman militiamen combatant mercenary attacker bomber",
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
    % percent per years year year-old months month days day hours hour minutes minute weeks week times kilometers
    kilometres km miles meters metres feet dollars euros pounds rubles rupees a.m. p.m. million-dollar points seats votes
    p.m °c decades centuries degrees tons tonnes
    """
)
"""Words after a number that counts no losses."""
