"""The words of written dates: month names of the languages that news is written in, and abbreviations of zones."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_MONTH_NAMES = """
en january february march april may june july august september october november december
en jan feb mar apr may jun jul aug sep oct nov dec
en jan febr mar apr may jun jul aug sept oct nov dec
fr janvier février mars avril mai juin juillet août septembre octobre novembre décembre
fr janv févr mars avr mai juin juil août sept oct nov déc
de januar februar märz april mai juni juli august september oktober november dezember
de jänner feber mär apr mai jun jul aug sep okt nov dez
de jan febr mrz apr mai jun jul aug sept okt nov dez
es enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
es ene feb mar abr may jun jul ago sept oct nov dic
it gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
it gen feb mar apr mag giu lug ago set ott nov dic
pt janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
pt jan fev mar abr mai jun jul ago set out nov dez
nl januari februari maart april mei juni juli augustus september oktober november december
nl jan feb mrt apr mei jun jul aug sep okt nov dec
sv januari februari mars april maj juni juli augusti september oktober november december
da januar februar marts april maj juni juli august september oktober november december
no januar februar mars april mai juni juli august september oktober november desember
fi tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta
pl stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia
cs ledna února března dubna května června července srpna září října listopadu prosince
sk januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra
hu január február március április május június július augusztus szeptember október november december
ro ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie
tr ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
ru января февраля марта апреля мая июня июля августа сентября октября ноября декабря
ru янв фев мар апр мая июн июл авг сен окт ноя дек
uk січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня
el ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου δεκεμβρίου
id januari februari maret april mei juni juli agustus september oktober november desember
"""


_WEEKDAY_NAMES = """
en monday tuesday wednesday thursday friday saturday sunday
en mon tue wed thu fri sat sun
en mon tues weds thur fri sat sun
en mon tues wed thurs fri sat sun
fr lundi mardi mercredi jeudi vendredi samedi dimanche
de montag dienstag mittwoch donnerstag freitag samstag sonntag
de mo di mi do fr sa so
es lunes martes miércoles jueves viernes sábado domingo
it lunedì martedì mercoledì giovedì venerdì sabato domenica
pt segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo
nl maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
sv måndag tisdag onsdag torsdag fredag lördag söndag
da mandag tirsdag onsdag torsdag fredag lørdag søndag
pl poniedziałek wtorek środa czwartek piątek sobota niedziela
cs pondělí úterý středa čtvrtek pátek sobota neděle
ru понедельник вторник среда четверг пятница суббота воскресенье
uk понеділок вівторок середа четвер п'ятниця субота неділя
tr pazartesi salı çarşamba perşembe cuma cumartesi pazar
"""


def _numbered(lines: str, first: int) -> Mapping[str, int]:
    """Name to number; a name that is one number here and another there is left out."""
    met: dict[str, set[int]] = {}
    for line in lines.strip().splitlines():
        for number, name in enumerate(line.split()[1:], start=first):
            met.setdefault(name, set()).add(number)
    return {name: min(numbers) for name, numbers in met.items() if len(numbers) == 1}


MONTHS = _numbered(_MONTH_NAMES, 1)
"""Month name, in small letters, to its number."""

WEEKDAYS = _numbered(_WEEKDAY_NAMES, 0)
"""Weekday, in small letters, to its number, Monday 0."""

_ZONE_HOURS: Mapping[str, float] = {
    "utc": 0, "gmt": 0, "z": 0, "wet": 0, "west": 1, "bst": 1, "cet": 1, "cest": 2, "eet": 2, "eest": 3, "msk": 3,
    "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "akst": -9, "akdt": -8,
    "hst": -10, "nst": -3.5, "ndt": -2.5, "jst": 9, "kst": 9, "hkt": 8, "sgt": 8, "awst": 8, "aest": 10, "aedt": 11,
    "acst": 9.5, "acdt": 10.5, "nzst": 12, "nzdt": 13, "sast": 2, "eat": 3, "wat": 1, "cat": 2, "pkt": 5, "wib": 7,
}  # fmt: skip
"""Zones that have one meaning in news text, hours east of Greenwich; `CST` is read as in American news."""

_ZONES_BY_SEASON: Mapping[str, str] = {
    "et": "America/New_York", "ct": "America/Chicago", "mt": "America/Denver", "pt": "America/Los_Angeles",
    "eastern": "America/New_York", "central": "America/Chicago", "pacific": "America/Los_Angeles",
}  # fmt: skip

_ZONES_OF_SEVERAL = frozenset({"ist", "ast", "sst", "gst", "bdt", "cdst"})
"""Abbreviations that mean several zones (India, Israel, Ireland): the day is known, the moment is not."""


class UnknownZoneError(ValueError):
    """The zone's abbreviation has several meanings; the day that was stated still holds."""


def zone_offset(zone: str | None, local: datetime) -> timedelta | None:
    """Hours east of Greenwich that `zone` has at the wall clock time `local`; None for no zone.

    Args:
        zone: `+02:00`, `+0200`, `+2`, `EDT`, `ET`, `GMT+2`, or nothing.
        local: The stated wall clock time, without zone; it tells summer from winter.

    Raises:
        UnknownZoneError: If the abbreviation has several meanings.
        ValueError: If it is no zone.
    """
    if not zone:
        return None
    name = zone.strip().lower()
    for prefix in ("utc", "gmt"):
        if name.startswith(prefix) and len(name) > len(prefix):
            name = name.removeprefix(prefix)
    if name[0] in "+-\u2212":
        digits = name[1:].replace(":", "")
        hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
        if int(hours) > 14 or int(minutes) > 59:
            raise ValueError("no such offset")
        offset = timedelta(hours=int(hours), minutes=int(minutes))
        return offset if name[0] == "+" else -offset
    if name in _ZONE_HOURS:
        return timedelta(hours=_ZONE_HOURS[name])
    if name in _ZONES_BY_SEASON:
        try:
            return local.replace(tzinfo=ZoneInfo(_ZONES_BY_SEASON[name])).utcoffset()
        except ZoneInfoNotFoundError as error:
            raise UnknownZoneError(name) from error
    if name in _ZONES_OF_SEVERAL:
        raise UnknownZoneError(name)
    raise ValueError("no such zone")
