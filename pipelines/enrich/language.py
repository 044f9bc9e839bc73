"""Which language a text is in: scripts, tell-tale letters and function words, counted on its opening.

Small and bounded: enough to keep annotators that read English away from other languages.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping

SAMPLE_CHARS = 3_000
"""Characters whose script is looked at."""

WORD_SAMPLE_CHARS = 1_200
"""Characters whose words are looked up: some 200 words, of which 60 or more are function words."""

LATIN_SHARE = 0.6
"""Share of characters in a-z above which no other script can be the text's."""

MIN_LETTERS = 12
"""Fewer letters than this tell nothing, except in scripts that one language uses."""

MIN_FUNCTION_WORDS = 2
MIN_FUNCTION_SHARE = 0.06
"""Function words that a text must hold, absolutely and per word: running text has 20-50 %, lists of names none."""

MIN_LEAD = 1.15
"""How far the best language must lead the next one, as a ratio of function words."""

_FUNCTION_WORDS = {
    "en": "the of and to in a is that for on was with as by at from it be are this have has had he his they said not an or were but who will which their been its after would more than about",
    "de": "der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch wurde",
    "fr": "le la les de des du et en un une est que dans qui pour au aux sur par plus pas ne se ce il elle avec son sa ses sont ont été cette mais ou comme nous vous leur après selon être fait",
    "es": "el la los las de del y en que un una es por con para se su al lo como más pero sus fue ha este esta entre cuando muy sin sobre también hasta hay donde desde está según han ser tras",
    "it": "il lo la i gli le di del della dei delle e è che in un una per con non si da dal dalla al alla nel nella sono come più ma ha anche questo questa essere stato tra dopo hanno su",
    "pt": "o a os as de do da dos das e em que um uma no na nos nas por com para se não ao mais como mas foi são pelo pela também entre sua seu já ser tem está após até disse",
    "nl": "de het een en van in is dat op te zijn met voor niet die aan er om ook als bij door over naar uit maar hij wordt werd heeft nog zich meer dan worden deze tot geen wel kan",
    "sv": "och att det i en är som på för av med den till inte har om ett var de från så kan han men vid också efter nu skulle mot under sig eller när hade där vi sin",
    "da": "og at det i en er som på for af med den til ikke har om et var de fra så kan han men ved også efter nu skulle mod under sig eller når havde hvor blev ud være år efter",
    "no": "og at det i en er som på for av med den til ikke har om et var de fra så kan han men ved også etter nå skulle mot under seg eller når hadde hvor ble ut være år sier",
    "fi": "ja on ei että se oli hän ovat mutta myös kun joka sen tai jos niin mukaan ole kuin olla sitä jälkeen vain voi ollut",
    "pl": "i w na z do że się nie to jest o jak po za od przez przy ale dla oraz są ich jego był była było tym które który która ze jednak został",
    "cs": "a v na se že je s z do o to i jako za by po ve který která které pro od ale podle jsou byl bylo jeho také při však jen více až ze",
    "sk": "a v na sa že je s z do o to aj ako za by po vo ktorý ktorá ktoré pre od ale podľa sú bol bolo jeho pri však len viac až zo",
    "ro": "de și în a la cu pe din este nu că o un care pentru mai au sunt fi sau după între al ale lui fost prin acest această",
    "hu": "a az és hogy nem is egy ez van volt meg már csak de mint még el azt ki fel után szerint lesz vagy között pedig",
    "tr": "ve bir bu da de için ile olarak çok daha olan gibi sonra kadar ancak ise ne en var yok değil olduğu tarafından dedi etti göre her",
    "id": "yang dan di dengan untuk pada dari ini itu tidak akan dalam adalah oleh ke juga telah sebagai karena bisa mereka kami saat ada",
    "vi": "và của là có được cho trong không người một các với những đã này để khi từ đến ở cũng về theo tại",
    "ca": "el la els les de del i en que un una és per amb al no es ha més com però aquest aquesta són han seva dels",
    "hr": "i u na je se da za od su s a o koji koja koje kako nije će ali iz kao po bi što biti samo ili prema nakon",
    "lt": "ir yra kad į iš su kaip bet ar tai jis buvo dėl apie po už nuo jau dar nei per",
    "sq": "të e në dhe i me që për një nga është së si nuk ka u do më por kanë",
}
_LANGUAGES_OF_WORD: dict[str, list[str]] = {}
for _language, _words in _FUNCTION_WORDS.items():
    for _word in set(_words.split()):
        _LANGUAGES_OF_WORD.setdefault(_word, []).append(_language)

_NOT_LETTERS = bytes(byte for byte in range(128) if not chr(byte).isalpha())

_LATIN_WORD = re.compile(r"[^\W\d_]+")

_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af\u1100-\u11ff]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("arabic", re.compile("[\u0600-\u06ff]")),
    ("cyrillic", re.compile("[\u0400-\u04ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("bn", re.compile("[\u0980-\u09ff]")),
    ("ta", re.compile("[\u0b80-\u0bff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("ka", re.compile("[\u10a0-\u10ff]")),
    ("hy", re.compile("[\u0530-\u058f]")),
    ("am", re.compile("[\u1200-\u137f]")),
    ("latin", re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")),
)

KANA_SHARE = 0.08
"""Japanese mixes kana into Chinese characters; Chinese text has none beyond a quoted name."""

SCRIPT_SHARE = 0.5
"""Share of the letters that a script must have for the text to be in it."""


def detect_language(text: str) -> str | None:
    """ISO 639-1 code of a text's language, or None when its opening does not tell.

    Reads at most `SAMPLE_CHARS` characters. A text in several languages gets the one that most of the sample is in.
    """
    sample = text[:SAMPLE_CHARS]
    if sample.isascii() or _ascii_letters(sample) > LATIN_SHARE * len(sample):
        return _latin(sample)
    counts = {script: len(pattern.findall(sample)) for script, pattern in _SCRIPTS}
    letters = sum(counts.values())
    if counts["ja"] + counts["zh"] > SCRIPT_SHARE * letters:
        return "ja" if counts["ja"] >= KANA_SHARE * (counts["ja"] + counts["zh"]) else "zh"
    script = max(counts, key=lambda name: counts[name])
    if counts[script] <= SCRIPT_SHARE * letters:
        return None
    if script == "latin":
        return _latin(sample)
    if script in _BY_LETTERS:
        return _BY_LETTERS[script](sample.lower()) if counts[script] >= MIN_LETTERS else None
    return script


def _ascii_letters(sample: str) -> int:
    return len(sample.encode("ascii", "ignore").translate(None, _NOT_LETTERS))


def _latin(sample: str) -> str | None:
    words = _LATIN_WORD.findall(sample[:WORD_SAMPLE_CHARS].lower())
    votes: Counter[str] = Counter()
    for word, count in Counter(words).items():
        for language in _LANGUAGES_OF_WORD.get(word, ()):
            votes[language] += count
    if not votes or sum(map(len, words)) < MIN_LETTERS:
        return None
    (best, count), (_, second) = (*votes.most_common(2), ("", 0))[:2]
    needed = max(MIN_FUNCTION_WORDS, MIN_FUNCTION_SHARE * len(words))
    return best if count >= needed and count >= MIN_LEAD * second else None


def _share(sample: str, letters: str) -> float:
    return sum(sample.count(letter) for letter in letters) / max(1, len(sample))


TELLTALE_SHARE = 0.002
"""Share of characters above which a letter is the language's own rather than that of a quoted name."""


def _cyrillic(sample: str) -> str:
    if _share(sample, "јљњћђџ") > TELLTALE_SHARE:
        return "mk" if _share(sample, "ѓќѕ") > _share(sample, "ћђ") else "sr"
    if _share(sample, "ў") > TELLTALE_SHARE:
        return "be"
    if _share(sample, "әғқңұһ") > TELLTALE_SHARE:
        return "kk"
    if _share(sample, "іїєґ") > _share(sample, "ыэё"):
        return "uk"
    if _share(sample, "ыэё") > TELLTALE_SHARE:
        return "ru"
    return "bg" if _share(sample, "ъ") > TELLTALE_SHARE else "ru"


def _arabic(sample: str) -> str:
    if _share(sample, "ٹڈڑےں") > TELLTALE_SHARE:
        return "ur"
    return "fa" if _share(sample, "پچژگکی") > _share(sample, "ةيكىإأ") else "ar"


_BY_LETTERS: Mapping[str, Callable[[str], str]] = {"cyrillic": _cyrillic, "arabic": _arabic}
