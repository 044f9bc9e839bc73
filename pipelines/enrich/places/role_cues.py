"""What the words around a toponym say of its role, as named features."""

import re
from collections.abc import Iterator
from functools import lru_cache

AROUND_CHARS = 64
"""Characters read on either side: four words and their punctuation."""
WORDS_BEFORE = 3
WORDS_AFTER = 4

_TOKEN = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*|[^\w\s]|\n")
_CLASS_WORDS = {
    "where": "in at near around outside inside within across throughout through into onto toward towards between off "
    "beyond along via above below over under upon leaving entering nearby",
    "move": "to from for left reached visited visiting fled toured hit struck rocked swept leave visit reach",
    "against": "against with by on about",
    "say": "said says say saying told tells warned warns warn announced announces insisted insists claimed claims vowed "
    "denied denies accused accuses blamed blames called calls urged urges demanded demands agreed agrees "
    "rejected rejects refused refuses condemned condemns welcomed welcomes backed backs supported supports "
    "confirmed confirms responded responds replied added adds argues argued believes believed hopes hoped "
    "wants wanted plans planned intends intended expects expected fears feared knows thinks sees considers "
    "considered proposed proposes offered offers promised promises pledged pledges threatened threatens "
    "signaled signalled signals decided decides ordered orders approved approves voted votes adopted adopts",
    "act": "sent sends launched launches invaded attacked attacks imposed imposes banned bans expelled expels recalled "
    "signed signs joined joins withdrew withdraws withdrew deployed deploys fired tested tests beat beats "
    "defeated defeats won wins lost loses played plays drew scored faced faces hosts led leads bought buys "
    "sold sells supplies supplied exports imports invests invested spends spent became becomes remains must "
    "should would could will may can might has have had did does do makes made take took takes taking gave "
    "gives needs need seeks sought tried tries continues continued began begins started starts stopped "
    "violated breached used uses helped helps allowed allows opened sanctioned summoned retaliated responded "
    "annexed seized recognised recognized ratified enacted passed introduced lifted cut raised pulled pushed",
    "be": "is are was were been be being",
    "people": "government governments president presidents minister ministers ministry prime official officials officer "
    "officers troops forces force army military navy police authorities leader leaders leadership citizen "
    "citizens people peoples soldiers soldier fighters rebels militants parliament lawmakers lawmaker senate "
    "senator congress court courts embassy ambassador ambassadors diplomat diplomats company companies firm "
    "firms bank banks team teams coach player players side squad club fans striker captain men women man woman "
    "boy girl children child family families student students workers doctors scientists researchers actor "
    "actress author singer artist artists journalist journalists businessman businessmen national nationals "
    "foreign state-owned state intelligence spy agents agent spokesman spokeswoman spokesperson media press "
    "newspaper television tv economy economic currency trade exports oil gas sanctions law laws language "
    "culture food music art film society politics political politician politicians election elections "
    "tanks missiles missile aircraft jets warplanes drones airstrikes strikes weapons nuclear embassy secret "
    "dollar dollars rouble pound voters taxpayers community communities residents refugees migrants immigrants "
    "investors investment market markets stocks bonds official-language champion championship open league cup",
    "land": "city cities town towns village villages region regions province provinces border borders coast capital "
    "territory soil area areas district districts port ports island islands side valley mountains river sea "
    "airport base bases streets street suburb suburbs countryside waters airspace desert peninsula site sites "
    "school schools hospital hospitals university prison factory plant facility airport road roads hotel "
    "colleges college campus neighborhood neighbourhood home house homes resort beach beaches north south east "
    "west northern southern eastern western central landscape land climate weather frontier enclave mainland",
    "direct": "north south east west northeast northwest southeast southwest miles kilometers kilometres km mile outside "
    "near northern southern eastern western central downtown greater upper lower rural mainland",
    "relate": "of and or the a an",
}
_CLASS_OF = {word: name for name, words in reversed(_CLASS_WORDS.items()) for word in words.split()}


def role_cues(text: str, start: int, end: int, form: str, place_kind: str) -> Iterator[str]:
    """The features of one mention.

    Args:
        text: The field's text.
        start: First character of the mention.
        end: One past its last character.
        form: Name kind of the best candidate (`main`, `demonym`, ...), or `unknown`.
        place_kind: Feature class prefix of the best candidate, or `unknown`.
    """
    surface = text[start:end]
    before = _TOKEN.findall(text[max(0, start - AROUND_CHARS) : start])[-WORDS_BEFORE:]
    after = _TOKEN.findall(text[end : end + AROUND_CHARS])[:WORDS_AFTER]
    before = ["^"] * (WORDS_BEFORE - len(before)) + before
    after += ["$"] * (WORDS_AFTER - len(after))
    possessive = after[0] in {"'", "’"} and after[1] in {"s", "$"}
    if possessive:
        after = [*after[2:], "$", "$"]
    kind = f"{form}|{place_kind}"
    previous, following = _shape(before[-1]), _shape(after[0])
    yield "bias"
    yield f"form={form}"
    yield f"kind={kind}"
    yield f"p1={previous}"
    yield f"n1={following}"
    yield f"p1n1={previous}|{following}"
    yield f"p2={_shape(before[-2])}"
    yield f"p2p1={_shape(before[-2])}|{previous}"
    yield f"n2={_shape(after[1])}"
    yield f"n1n2={following}|{_shape(after[1])}"
    yield f"form,p1={form}|{previous}"
    yield f"form,n1={form}|{following}"
    yield f"place,p1={place_kind}|{previous}"
    yield f"place,n1={place_kind}|{following}"
    yield f"wp1={before[-1].lower()}"
    yield f"wn1={after[0].lower()}"
    if possessive:
        yield f"possessive,n1={following}"
        yield "possessive"
    if surface.isupper() and len(surface) > 4:
        yield "upper"
        yield f"upper,n1={following}"
    if surface.endswith("s") and form == "demonym":
        yield "plural"
    if start < AROUND_CHARS and following in {"(", "—", "-", "–"}:
        yield "dateline"
    yield f"words={min(3, surface.count(' ') + 1)}"


@lru_cache(maxsize=16_384)
def _shape(word: str) -> str:
    lower = word.lower()
    named = _CLASS_OF.get(lower)
    if named:
        return named if word[0].islower() else named.upper()
    if word[0].isalpha():
        if word[0].isupper():
            return "Name"
        if lower.endswith("ed"):
            return "-ed"
        return "-ing" if lower.endswith("ing") else "word"
    return "0" if word[0].isdigit() else word
