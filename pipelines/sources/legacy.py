"""Text that is no Unicode: which of the older encodings it is in, or that the bytes do not say."""

import re
import unicodedata

MAX_BAD_SHARE = 0.04
"""Share of characters beyond ASCII that may stand where no language puts them (`powiedzia³`), before the reading is mojibake."""

MAX_RARE_SHARE = 0.3
"""Share of letters that Western names hardly use, among those of an English text, over which it is no cp1252."""

MIN_CONFIDENCE = 0.12
"""Below this the statistics say nothing; Western is tried first."""

MIN_MAC_BYTES = 3
"""Bytes beyond ASCII before a text may be taken for an old Macintosh's."""

MIN_ENGLISH_SHARE = 0.08
"""Share of `the`, `of`, `and` and their like among the words of English news: .2 to .3; of other languages below .03."""

_PYTHON_NAMES = {
    "windows-1250": "cp1250", "windows-1251": "cp1251", "windows-1252": "cp1252", "windows-1253": "cp1253",
    "windows-1254": "cp1254", "windows-1255": "cp1255", "windows-1256": "cp1256", "windows-1257": "cp1257",
    "windows-1258": "cp1258", "iso-8859-1": "cp1252", "iso-8859-2": "iso8859_2", "iso-8859-5": "iso8859_5",
    "iso-8859-7": "iso8859_7", "iso-8859-9": "cp1254", "iso-8859-13": "iso8859_13", "iso8859-15": "iso8859_15",
    "iso8859-16": "iso8859_16", "koi8-r": "koi8_r", "koi8-u": "koi8_u", "ibm866": "cp866", "cp932": "cp932",
    "shift_jis": "cp932", "euc-jp": "euc_jp", "gb18030": "gb18030", "gb2312": "gb18030", "big5": "big5hkscs",
    "cp949": "cp949", "euc-kr": "cp949", "macroman": "mac_roman",
}  # fmt: skip
"""Encodings that news is found in, as the detector calls them and as Python does; others are not believed."""

_ENGLISH_TRIALS = ("cp1252", "cp1250", "iso8859_2", "cp1254", "mac_roman")
_ENGLISH_WORDS = re.compile(rb"\b(?:the|of|and|to|in|said|that|for|with|was|is)\b", re.IGNORECASE)
_WORDS = re.compile(rb"[A-Za-z\x80-\xff]+")
_JOINERS = frozenset("'’‘ʼ´·-‐‑–—…“”„«»‹›\u00ad\u200c\u200d")
_RARE_WESTERN = frozenset("ìÌòÒùÙðÐþÞõÕýÝÿŸ¥ƒ×÷")
_RAISED = frozenset("²³¹")


def legacy_encoding(sample: bytes) -> str | None:
    """The encoding of text that is neither UTF-8 nor UTF-16; None when the bytes do not tell it safely.

    The detector's guesses are taken in their order, the first that gives letters only where letters stand. English
    with a few accents or quotes says little by statistics: cp1252 is tried first there, and refused if its letters are
    ones that Western names hardly use (`Zdenìk Høib`).
    """
    import chardet

    guesses = chardet.detect_all(sample, should_rename_legacy=False, compat_names=True)
    names = [_PYTHON_NAMES.get((guess["encoding"] or "").lower(), "") for guess in guesses]
    confidence = max((guess["confidence"] or 0.0 for guess in guesses), default=0.0)
    is_english = _is_english(sample)
    trials = _ENGLISH_TRIALS if is_english else tuple(name for name in names if name)
    if not is_english and confidence < MIN_CONFIDENCE:
        trials = ("cp1252", *trials)
    for encoding in dict.fromkeys(trials):
        if encoding == "mac_roman" and sum(byte > 0x7F for byte in sample[:4096]) < MIN_MAC_BYTES:
            continue
        text = sample.decode(encoding, "surrogateescape")
        if bad_share(text) <= MAX_BAD_SHARE:
            is_guess = is_english or confidence < MIN_CONFIDENCE
            return None if is_guess and _rare_share(text) > MAX_RARE_SHARE else encoding
    return None


def _is_english(sample: bytes) -> bool:
    words = len(_WORDS.findall(sample))
    return len(_ENGLISH_WORDS.findall(sample)) >= MIN_ENGLISH_SHARE * max(words, 1)


def _rare_share(text: str) -> float:
    letters = [char for char in text if char > "\x7f" and char.isalpha()]
    return sum(char in _RARE_WESTERN for char in letters) / max(len(letters), 1)


def bad_share(text: str) -> float:
    """Share of the characters beyond ASCII that stand where no language puts them; 0 without any."""
    high = bad = 0
    for match in re.finditer(r"[^\x00-\x7f]", text):
        place = match.start()
        before = text[place - 1] if place else " "
        after = text[place + 1 : place + 2] or " "
        high += 1
        bad += _is_misplaced(match.group(), before, after, text[max(place - 3, 0) : place])
    return bad / max(high, 1)


def _is_misplaced(char: str, before: str, after: str, head: str) -> bool:
    category = unicodedata.category(char)
    if category in {"Cc", "Cs", "Co", "Cn"} or "\u2500" <= char < "\u25a0":  # boxes of old screens
        return True
    if category[0] == "L":
        is_inside = before.islower() and before.isalpha()
        return (category == "Lu" and is_inside) or _mixes_scripts(char, before) or _mixes_scripts(char, after)
    if category[0] in "ZM" or char in _JOINERS:
        return False
    if char in _RAISED:
        return len(head) == 3 and head.isalpha()
    if category == "Sc":
        return after.isalpha() and after.islower()
    return before.isalpha() and after.isalpha() and "?" not in {_script(before), _script(after)}


def _mixes_scripts(char: str, beside: str) -> bool:
    """True for a Cyrillic or Greek letter beside a Latin one, and the other way round."""
    if not beside.isalpha():
        return False
    return _script(char) != _script(beside) and "?" not in (_script(char), _script(beside))


def _script(char: str) -> str:
    code = ord(char)
    if code < 0x250:
        return "L"
    if 0x370 <= code < 0x400:
        return "G"
    return "C" if 0x400 <= code < 0x530 else "?"
