"""Which country contested places are shown in.

Out of the box a place has the country code that ISO 3166-1 and GeoNames give it: Crimea and Sevastopol UA, Abkhazia and
South Ossetia GE, Nagorno-Karabakh AZ, Taiwan TW, Western Sahara EH, Kosovo XK (a user-assigned code), the West Bank,
the Gaza Strip and East Jerusalem PS, Northern Cyprus CY, Transnistria MD, Kashmir's parts as they are administered. That
is a convention of the standard, no judgement; whoever needs another one passes a view.
"""

from collections.abc import Mapping
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

View = Mapping[str, str | None]
"""`place_id` of a division or place to the country code shown for it and all it contains; None shows no country."""


class Divisions(Protocol):
    """Columns of places: the country and the divisions that each lies in."""

    version: str
    country_codes: tuple[str, ...]
    country_id: npt.NDArray[np.uint16]
    country_row: npt.NDArray[np.int32]
    admin1_row: npt.NDArray[np.int32]
    admin2_row: npt.NDArray[np.int32]

    def row(self, place_id: str) -> int:
        """The row of a place; KeyError where there is none."""


def as_seen(places: Divisions, view: View) -> tuple[npt.NDArray[Any], npt.NDArray[Any], tuple[str, ...], str]:
    """Country ids, country rows, country codes and version of a gazetteer under a view.

    Raises:
        KeyError: If the gazetteer has no such place; the message names it.
    """
    codes = list(places.country_codes)
    country_id, country_row = places.country_id.copy(), places.country_row.copy()
    rows = np.arange(len(country_row))
    is_country = (country_row == rows) & (country_id > 0)
    for place_id, code in view.items():
        row = places.row(place_id)
        inside = (places.admin1_row == row) | (places.admin2_row == row) | (rows == row)
        if (code or "") not in codes:
            codes.append(code or "")
        shown = codes.index(code or "")
        states = np.flatnonzero(is_country & (places.country_id == shown))
        country_id[inside] = shown
        country_row[inside] = int(states[0]) if len(states) and code else -1
    name = ",".join(f"{place_id}={code or ''}" for place_id, code in sorted(view.items()))
    return country_id, country_row, tuple(codes), f"{places.version}[{name}]"
