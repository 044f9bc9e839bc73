"""Surfaces that are a known name plus a word: "Kharkov Region", "City of York", "northern Syria", "Aleppo Airport"."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_ADMIN_WORDS = (
    "oblast|region|province|state|county|parish|governorate|prefecture|voivodeship|district|raion|rayon|krai|kray"
    "|territory|republic|canton|department|municipality|borough|emirate|division|shire|okrug|wilayat|vilayet|commune"
    "|autonomous region|autonomous province|autonomous republic|autonomous oblast|special administrative region"
    "|metropolitan area|subdistrict|regency|kommun|municipality area|local government area|local council area"
)
_SITE_WORDS = (
    "international airport|regional airport|airport|airfield|air base|airbase|air force base|naval base|port|harbour"
    "|harbor|railway station|train station|nuclear power plant|nuclear plant|power plant|power station|refinery"
    "|oil refinery|front|direction|axis|salient|suburbs|countryside|outskirts|city center|city centre|downtown"
    "|metro|area|valley|bay|beach|central station"
)
_PART_WORDS = (
    "northern|southern|eastern|western|central|northeastern|northwestern|southeastern|southwestern|north eastern"
    "|north western|south eastern|south western|north east|north west|south east|south west|northeast|northwest"
    "|southeast|southwest|north|south|east|west|upper|lower|greater|inner|outer|mainland|occupied|downtown|rural"
    "|metropolitan|metro|old|central"
)
_ADMIN_AFTER = re.compile(rf"^(?P<base>.+?) (?:{_ADMIN_WORDS})(?P<other>)$")
_ADMIN_BEFORE = re.compile(
    rf"^(?:{_ADMIN_WORDS}|region|regions|county|state|province|governorate|department) of (?:the )?(?P<base>.+)$"
    r"|^(?:county|co|provincia de|departamento de|estado de) (?P<other>.+)$"
)
_CITY_AFTER = re.compile(r"^(?P<base>.+?) (?:city|town|village|township|metropolis)$")
_CITY_BEFORE = re.compile(r"^(?:greater )?(?:city|town|village|municipality|settlement) of (?:the )?(?P<base>.+)$")
_SITE_AFTER = re.compile(rf"^(?P<base>.+?) (?:{_SITE_WORDS})$")
_PART_BEFORE = re.compile(rf"^(?:{_PART_WORDS}) (?P<base>.+)$")
_ADJECTIVAL = re.compile(
    r"^(?P<stem>.{3,})(?:skaya|skaia|ska|skoi|skoy|skii|skiy|sky|skyi|skyy|shchyna|schyna|shchina)$"
)


class Form(NamedTuple):
    """A key to look up for a surface, and what it says of the place that it names.

    Attributes:
        key: Name key.
        kind: Name kind of what is found, or "" to keep the kind of the name that is found.
        classes: Feature classes that what is found must have; "" for any.
    """

    key: str
    kind: str = ""
    classes: str = ""


def forms(key: str) -> Iterator[Form]:
    """What else a key may be looked up as, best first; the key itself is not among them."""
    if found := _ADMIN_AFTER.match(key) or _ADMIN_BEFORE.match(key):
        groups = found.groupdict()
        base = groups["base"] or groups["other"]
        yield Form(base, "admin_form", "A")
        if adjective := _ADJECTIVAL.match(base):
            for ending in ("", "sk", "e", "a", "ia"):
                yield Form(adjective["stem"] + ending, "admin_form", "A")
    if found := _CITY_AFTER.match(key) or _CITY_BEFORE.match(key):
        yield Form(found["base"], "admin_form", "PA")
    if found := _PART_BEFORE.match(key):
        yield Form(found["base"], "part", "ALTHP")
    if found := _SITE_AFTER.match(key):
        yield Form(found["base"], "site", "PAL")
