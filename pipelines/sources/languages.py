"""A record's language as ISO 639-1, whatever code or name it gives."""

import re
from functools import lru_cache

_CODES = (
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en "
    "eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv "
    "ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne "
    "ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st "
    "su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
)
_ISO_639_1 = frozenset(_CODES.split())
_OTHER_NAMES = {
    name: code
    for code, names in {
        "ar": "ara arabic", "bg": "bul bulgarian", "bn": "ben bengali", "cs": "ces cze czech", "da": "dan danish",
        "de": "deu ger german deutsch", "el": "ell gre greek", "en": "eng english", "es": "spa spanish español",
        "et": "est estonian", "fa": "fas per persian farsi", "fi": "fin finnish", "fr": "fra fre french français",
        "he": "heb hebrew iw", "hi": "hin hindi", "hr": "hrv croatian", "hu": "hun hungarian", "id": "ind indonesian in",
        "it": "ita italian italiano", "ja": "jpn japanese", "ka": "kat geo georgian", "ko": "kor korean",
        "lt": "lit lithuanian", "lv": "lav latvian", "nl": "nld dut dutch", "no": "nor norwegian",
        "pl": "pol polish", "pt": "por portuguese português", "ro": "ron rum romanian", "ru": "rus russian",
        "sk": "slk slo slovak", "sl": "slv slovenian", "sr": "srp serbian", "sv": "swe swedish", "sw": "swa swahili",
        "th": "tha thai", "tr": "tur turkish", "uk": "ukr ukrainian", "ur": "urd urdu", "vi": "vie vietnamese",
        "zh": "zho chi chinese cmn",
    }.items()
    for name in names.split()
}  # fmt: skip
_SUBTAG = re.compile(r"[-_\s]")


@lru_cache(maxsize=1024)
def language_code(given: str | None) -> str | None:
    """ISO 639-1 of a code such as `en`, `en-GB`, `eng`, or an English language name; None when it is no such thing."""
    if not given:
        return None
    first = _SUBTAG.split(given.strip().lower(), maxsplit=1)[0]
    return first if first in _ISO_639_1 else _OTHER_NAMES.get(first)
