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
    "(?:international |regional |municipal )?airport|airfield|airstrip|air ?base|air force base|naval base|military base"
    "|port|harbou?r|(?:railway |train |central |bus |metro |subway |police |fire |power )?station|refinery|oil refinery"
    "|(?:nuclear )?(?:power )?plant|front|direction|axis|salient|suburbs|countryside|outskirts|city cent(?:er|re)|downtown"
    "|metro|area|valley|bay|beach|cathedral|church|mosque|temple|synagogue|(?:state )?university|college|academy"
    "|(?:high |middle |elementary |primary |secondary )?school|elementary|middle|hospital|medical cent(?:er|re)|clinic"
    "|(?:district |high |supreme |crown |superior |circuit |magistrates )?court|courthouse|(?:city |county |town )?council"
    "|(?:police|fire|sheriff) (?:department|force|office)|police|stadium|arena|bridge|museum|zoo|park|national park|street"
    "|avenue|road|highway|expressway|square|prison|jail|stock exchange|exchange|world cup|festival|marathon|dam|mine|camp"
    "|refugee camp|market|library|theatre|theater|hotel|hall|tower|palace|castle|cemetery|river|lake|islands?|mountains"
    "|hills|forest|desert|peninsula|coast|strait|canal|creek|basin|delta|plateau|convention cent(?:er|re)|golf club"
    "|racecourse|speedway|garden|gardens|monument|memorial|shipyard|embassy|consulate|detention cent(?:er|re)"
)
_PART_WORDS = (
    "northern|southern|eastern|western|central|northeastern|northwestern|southeastern|southwestern|north eastern"
    "|north western|south eastern|south western|north east|north west|south east|south west|northeast|northwest"
    "|southeast|southwest|north|south|east|west|upper|lower|greater|inner|outer|mainland|occupied|downtown|rural"
    "|metropolitan|metro|old|central|city"
)
_ADMIN_AFTER = re.compile(rf"^(?P<base>.+?) (?:{_ADMIN_WORDS})(?P<other>)$")
_ADMIN_BEFORE = re.compile(
    rf"^(?:{_ADMIN_WORDS}|region|regions|county|state|province|governorate|department) of (?:the )?(?P<base>.+)$"
    r"|^(?:county|co|provincia de|departamento de|estado de) (?P<other>.+)$"
)
_CITY_AFTER = re.compile(r"^(?P<base>.+?) (?:city|town|village|township|metropolis)$")
_CITY_BEFORE = re.compile(r"^(?:greater )?(?:city|town|village|municipality|settlement) of (?:the )?(?P<base>.+)$")
_SITE_AFTER = re.compile(rf"^(?P<base>.+?) (?:{_SITE_WORDS})$")
_SITE_BEFORE = re.compile(
    r"^(?:university|port|bank|diocese|archdiocese|gulf|battle|siege|airport|bishop|church|port authority) of (?P<base>.+)$"
)
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
    if found := _SITE_AFTER.match(key) or _SITE_BEFORE.match(key):
        yield Form(found["base"], "site", "PAL")


def is_cased(surface: str, kind: str) -> bool:
    """Whether the surface's capitals let it be a name of this kind: "US" and "Ky.", not "us" or "in"."""
    if kind == "demonym":
        return surface[:1].isupper()
    letters = [c for c in surface if c.isalpha()]
    return bool(letters) and letters[0].isupper() and (surface.isupper() or "." in surface or len(letters) > 3)
