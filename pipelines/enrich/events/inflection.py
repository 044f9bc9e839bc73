"""Forms of English verbs and nouns, so that a list of expressions needs to hold each of them once."""

from pipelines.enrich.events.words import listed

_IRREGULAR = {
    "arise": "arose arisen", "be": "am is are was were been being", "beat": "beat beaten", "become": "became become",
    "begin": "began begun", "bind": "bound", "blow": "blew blown", "break": "broke broken", "bring": "brought",
    "build": "built", "burn": "burned burnt", "burst": "burst", "buy": "bought", "catch": "caught", "choose": "chose chosen",
    "come": "came come", "cut": "cut", "deal": "dealt", "draw": "drew drawn", "drive": "drove driven", "eat": "ate eaten",
    "fall": "fell fallen", "feed": "fed", "fight": "fought", "find": "found", "flee": "fled", "fly": "flew flown",
    "forgive": "forgave forgiven", "freeze": "froze frozen", "get": "got gotten", "give": "gave given", "go": "went gone",
    "hang": "hung hanged", "have": "has had", "hit": "hit", "hold": "held", "hurt": "hurt", "keep": "kept", "lay": "laid",
    "lead": "led", "leave": "left", "lend": "lent", "let": "let", "lose": "lost", "make": "made", "meet": "met", "pay": "paid",
    "plead": "pleaded pled", "put": "put", "quit": "quit", "raze": "razed", "ride": "rode ridden", "rise": "rose risen",
    "run": "ran run", "say": "said", "see": "saw seen", "seek": "sought", "sell": "sold", "send": "sent", "set": "set",
    "shake": "shook shaken", "shoot": "shot", "show": "showed shown", "shut": "shut", "sink": "sank sunk", "sit": "sat",
    "slay": "slew slain", "speak": "spoke spoken", "split": "split", "spread": "spread", "stand": "stood", "steal": "stole stolen",
    "stick": "stuck", "strike": "struck stricken", "swear": "swore sworn", "sweep": "swept", "take": "took taken",
    "teach": "taught", "tear": "tore torn", "tell": "told", "think": "thought", "throw": "threw thrown",
    "undertake": "undertook undertaken", "wage": "waged", "win": "won", "withdraw": "withdrew withdrawn",
    "withhold": "withheld", "withstand": "withstood", "overrun": "overran overrun", "retake": "retook retaken",
    "write": "wrote written", "overthrow": "overthrew overthrown", "fling": "flung", "lie": "lay lain lying",
    "will": "would ’ll 'll", "may": "might", "can": "could", "bleed": "bled", "dig": "dug", "hide": "hid hidden",
}  # fmt: skip
_STEADY = listed("not never would could will may might")
"""Words that open an expression and have no further forms, or forms of their own."""
_DOUBLED = listed(
    """
    stab gun stop plan rap slam ban bar nab rob plot step drop hit sit snub rig wrap ship strip scrap jam trap grab drag
    mob club whip ram commit permit admit refer confer deter defer compel expel repel rebel patrol control propel abet
    regret submit blot clap clip flog gag hug kidnap wiretap unban pin tag tip swap chat
    """
)
_VOWELS = "aeiou"


def verb_forms(lemma: str) -> frozenset[str]:
    """The lemma with its forms on -s, -ed and -ing, and those that do not follow the rule."""
    if lemma in _STEADY:
        return frozenset({lemma, *_IRREGULAR.get(lemma, "").split()})
    if lemma == "be":
        return frozenset({"be", *_IRREGULAR["be"].split()})
    head, hyphen, last = lemma.rpartition("-")
    past = _IRREGULAR.get(last, _past(last)).split()
    return frozenset(head + hyphen + form for form in (last, _third(last), *past, _gerund(last)))


def noun_forms(lemma: str) -> frozenset[str]:
    """The noun and its plural."""
    return frozenset({lemma, "crises" if lemma == "crisis" else _third(lemma)})


def _third(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh")) or word in {"go", "do", "veto", "undergo"}:
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ies"
    return word + "s"


def _past(word: str) -> str:
    if word.endswith("e"):
        return word + "d"
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ied"
    return _stem(word) + "ed"


def _gerund(word: str) -> str:
    if word.endswith("ie"):
        return word[:-2] + "ying"
    if word.endswith("e") and not word.endswith(("ee", "oe", "ye")):
        return word[:-1] + "ing"
    return _stem(word) + "ing"


def _stem(word: str) -> str:
    """The word before -ed or -ing: its last consonant is written twice where the stress asks for it."""
    if word in _DOUBLED or word in {
        "run",
        "cut",
        "put",
        "set",
        "let",
        "shut",
        "sit",
        "dig",
        "begin",
        "win",
        "get",
        "quit",
        "split",
    }:
        return word + word[-1]
    if word.endswith("ic"):
        return word + "k"
    return word
