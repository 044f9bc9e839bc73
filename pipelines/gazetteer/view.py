"""Which country contested places are shown in.

Out of the box a place has the country code that ISO 3166-1 and GeoNames give it: Crimea and Sevastopol UA, Abkhazia and
South Ossetia GE, Nagorno-Karabakh AZ, Taiwan TW, Western Sahara EH, Kosovo XK (a user-assigned code), the West Bank,
the Gaza Strip and East Jerusalem PS, Northern Cyprus CY, Transnistria MD, Kashmir's parts as they are administered. That
is a convention of the standard, no judgement; whoever needs another one passes a view.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from pipelines.gazetteer.gazetteer import Gazetteer

View = Mapping[str, str | None]
"""`place_id` of a division or place to the country code shown for it and all it contains; None shows no country."""


def as_seen(gazetteer: "Gazetteer", view: View) -> tuple[npt.NDArray[Any], npt.NDArray[Any], tuple[str, ...], str]:
    """Country ids, country rows, country codes and version of a gazetteer under a view.

    Raises:
        KeyError: If the gazetteer has no such place; the message names it.
    """
    codes = list(gazetteer.country_codes)
    country_id, country_row = gazetteer.country_id.copy(), gazetteer.country_row.copy()
    rows = np.arange(len(gazetteer))
    is_country = (country_row == rows) & (country_id > 0)
    for place_id, code in view.items():
        row = gazetteer.row(place_id)
        inside = (gazetteer.admin1_row == row) | (gazetteer.admin2_row == row) | (rows == row)
        if (code or "") not in codes:
            codes.append(code or "")
        shown = codes.index(code or "")
        states = np.flatnonzero(is_country & (gazetteer.country_id == shown))
        country_id[inside] = shown
        country_row[inside] = int(states[0]) if len(states) and code else -1
    name = ",".join(f"{place_id}={code or ''}" for place_id, code in sorted(view.items()))
    return country_id, country_row, tuple(codes), f"{gazetteer.version}[{name}]"
