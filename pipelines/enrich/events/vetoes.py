"""Where an expression tells no event whatever its words are: 'declined to comment', 'a photo released by', a match that is played.

Each rule is of English and was written after reading what the classifier let through in articles of outlets that it had not learnt from.
"""

from collections.abc import Callable

from pipelines.enrich.events.features import Sentence
from pipelines.enrich.events.inflection import noun_forms, verb_forms
from pipelines.enrich.events.lexicon import Match
from pipelines.enrich.events.words import listed


def _nouns(listed: str) -> frozenset[str]:
    return frozenset(form for noun in listed.split() for form in noun_forms(noun))


_ANSWERS = listed(
    "comment comments say answer discuss elaborate provide respond specify name identify interview interviews speculate disclose reply talk"
)
_PAPERS = _nouns(
    """
    photo photograph picture image video footage film album song single record tape recording transcript letter report poll survey
    study statement memo document paper result datum figure statistic list detail finding book trailer ad advert advertisement
    schedule tweet tax return email file guideline update version plan budget
    """
) | {"data"}
_BEHIND_PARTICIPLES = listed("by on in this last .")
_WORKS = _nouns(
    """
    plan decision policy proposal record idea bill law comment remark speech article view critic opponent rival media
    press platform agenda campaign candidate credential character reputation claim argument problem issue question poverty
    inflation cost crisis weakness group conservative liberal voter
    """
)
_CHAMBERS = _nouns(
    "house senate congress chamber parliament majority nomination lead moment opportunity title market narrative majority presidency"
)
_SPORT = listed(
    """
    coach season league championship playoff playoffs quarterback touchdown innings wicket wickets batsman striker midfielder
    goalkeeper goal goals penalty semi-final semifinal quarter-final semifinals quarterfinals finals tournament knockout
    round-robin defeat victory champion champions stadium fixture fixtures half-time scored score scoring match matches
    cricket football rugby soccer tennis basketball baseball hockey seed seeded olympic olympics cup club squad athlete athletes
    athletics sprinter marathon relay hurdles medal medals medallist gold silver bronze runner-up race races indoor finalist
    """
)
LEAST_SPORT = 2
"""Words of sport that a sentence needs: one alone ('victory', 'cup', 'stadium') stands in news of war as well."""
_OF_SPORT = frozenset({"ASSAULT", "RETREAT", "CONCEDE", "AGREE", "THREATEN"})
_SURELY_VIOLENT = frozenset(
    {"kill", "injure", "explosives", "suicide-attack", "firearms", "abduct", "sexual", "heavy-weapons"}
)
_ARTICLES = listed("a an the his her its their our my this that these those 's any every each new")
NEAR = 4
"""Words behind an expression in which its object stands."""


def is_vetoed(sentence: Sentence, match: Match) -> bool:
    """Whether an expression tells no event of its type here, by the words around it."""
    rules = _RULES.get(match.expression.event_type, ())
    return any(rule(sentence, match) for rule in rules) or _is_sport(sentence, match)


def _after(sentence: Sentence, match: Match, most: int = NEAR) -> list[str]:
    end = match.words[-1] + 1
    return sentence.cut.lowers[end : end + most]


def _before(sentence: Sentence, match: Match, most: int = NEAR) -> list[str]:
    return sentence.cut.lowers[max(0, match.first - most) : match.first]


def _no_comment(sentence: Sentence, match: Match) -> bool:
    """'declined to say', 'a request for comment'."""
    key = match.expression.key
    is_of_it = key.startswith(("decline", "refuse", "request for", "ask for"))
    return is_of_it and bool(_ANSWERS & set(_after(sentence, match, 2)))


def _asked_about(sentence: Sentence, match: Match) -> bool:
    """'asked whether he would': a question wants an answer, nothing done."""
    return match.expression.key.startswith("ask") and bool(
        {"if", "whether", "about", "what", "why", "how", "who", "when", ":"}
        & set(sentence.cut.lowers[match.first + 1 : match.first + 3])
    )


def _released_papers(sentence: Sentence, match: Match) -> bool:
    """'released a poll', 'a photo released by'."""
    if not match.expression.key.startswith(("release", "withdraw/", "free/")):
        return False
    is_participle = sentence.cut.lowers[match.first].endswith("ed") and bool(
        _BEHIND_PARTICIPLES & set(_after(sentence, match, 1))
    )
    return bool(_PAPERS & set((_before if is_participle else _after)(sentence, match)))


def _words_not_blows(sentence: Sentence, match: Match) -> bool:
    """'attacked the decision', 'a plan of attack', 'a heart attack', 'in retaliation for'."""
    if match.expression.mode is not None and match.expression.key != "blast/v":
        return False
    before, after = _before(sentence, match, 2), _after(sentence, match)
    lower = sentence.cut.lowers[match.first]
    if lower.startswith("retaliat"):
        return before[-1:] == ["in"]
    if before[-1:] and before[-1] in {"heart", "panic", "asthma", "personal", "verbal", "ad"}:
        return True
    if before in (["plan", "of"], ["line", "of"], ["lines", "of"]):
        return True
    return match.expression.is_verb and bool(_WORKS & set(after))


_MISHAPS = listed(
    """
    crash crashed earthquake quake coronavirus covid covid-19 virus flu cancer disease illness hurricane cyclone typhoon tornado
    flood floods flooding landslide avalanche tsunami accident accidentally heatwave overdose overdoses stroke heart
    """
)
_VIOLENT = listed(
    """
    attack attacked attacks bomb bombs bombing bomber gunman gunmen shot shots shooting strike strikes airstrike airstrikes militants
    rebels troops police army soldiers missile missiles downed war murder murdered killer assassin assassinated terrorist
    terrorists militia attackers stabbed fire fired protesters clashes
    """
)


def _mishap(sentence: Sentence, match: Match) -> bool:
    """'died of cancer', 'were killed when the bus crashed': nobody did it."""
    if match.expression.mode not in {"kill", "injure"}:
        return False
    lowers = set(sentence.cut.lowers)
    violent = lowers & _VIOLENT - {sentence.cut.lowers[place] for place in match.words}
    if "heart" in lowers and "attack" in lowers:
        violent = violent - {"attack"}
    return bool(lowers & _MISHAPS) and not violent


def _chamber_won(sentence: Sentence, match: Match) -> bool:
    """'took control of the House', 'seized the moment', 'seized on'."""
    if match.expression.mode != "seize":
        return False
    return _after(sentence, match, 1) in (["on"], ["upon"]) or bool(_CHAMBERS & set(_after(sentence, match, 3)))


_TRIALS = listed(
    "indoor british national european olympic clinical beta drug medical vaccine human field time flight early late-stage phase safety"
)


def _no_coercion(sentence: Sentence, match: Match) -> bool:
    """'clinical trials', 'a coup for the club', 'task forces will report to'."""
    lower, key = sentence.cut.lowers[match.first], match.expression.key
    if lower in {"trial", "trials"}:
        return bool(_TRIALS & set(_before(sentence, match, 2))) or "with" in _after(sentence, match, 1)
    if lower == "coup":
        return _after(sentence, match, 1) == ["for"]
    return lower == "forces" and key.startswith("force ")


def _only_named_so(sentence: Sentence, match: Match) -> bool:
    """'the proposed wall', 'the Court of Appeals for'."""
    lower = sentence.cut.lowers[match.first]
    if lower == "proposed":
        return _before(sentence, match, 1)[:1] in ([one] for one in _ARTICLES)
    return lower == "appeals" and _before(sentence, match, 1) == ["of"]


def _received_things(sentence: Sentence, match: Match) -> bool:
    """'received a letter': who receives a guest receives somebody with a name or an office."""
    return match.expression.key.startswith("receive/") and not any(
        sentence.is_capital(place)
        for place in range(match.words[-1] + 1, min(len(sentence.cut.lowers), match.words[-1] + 1 + NEAR))
    )


_FIRMS = listed("company companies number numbers line lines pole booth records hacking maker industry")


def _telephone_firm(sentence: Sentence, match: Match) -> bool:
    """'a telephone company'."""
    return match.expression.mode == "phone" and bool(_FIRMS & set(_after(sentence, match, 1)))


_ABSENCES = listed("family paid sick medical maternity parental paternity the of unpaid annual")


def _leave_of_work(sentence: Sentence, match: Match) -> bool:
    """'paid family leave for'."""
    return sentence.cut.lowers[match.first] == "leave" and bool(_ABSENCES & set(_before(sentence, match, 1)))


def _backed_away(sentence: Sentence, match: Match) -> bool:
    """'backed out of', 'backing down'."""
    return match.expression.key == "back/v" and bool(
        {"out", "off", "down", "away", "up", "into"} & set(_after(sentence, match, 1))
    )


_AREAS = listed("street streets building buildings area school station mall airport scene office")


def _cleared_streets(sentence: Sentence, match: Match) -> bool:
    """'evacuated the street': places are left, people are helped."""
    return sentence.cut.lowers[match.first].startswith("evacuat") and bool(_AREAS & set(_after(sentence, match, 3)))


_EXPOSED = verb_forms("expose")


def _exposed_to(sentence: Sentence, match: Match) -> bool:
    """'exposed to the virus'."""
    return sentence.cut.lowers[match.first] in _EXPOSED and _after(sentence, match, 1) == ["to"]


def _is_sport(sentence: Sentence, match: Match) -> bool:
    """Whether a contest of sport is told: its words are those of war."""
    expression = match.expression
    if expression.event_type not in _OF_SPORT or expression.mode in _SURELY_VIOLENT:
        return False
    return len(_SPORT.intersection(sentence.cut.lowers)) >= LEAST_SPORT


_RULES: dict[str, tuple[Callable[[Sentence, Match], bool], ...]] = {
    "REJECT": (_no_comment,),
    "REQUEST": (_no_comment, _only_named_so, _asked_about),
    "RETREAT": (_released_papers,),
    "ASSAULT": (_words_not_blows, _mishap),
    "COERCE": (_chamber_won, _no_coercion),
    "CONSULT": (_received_things, _telephone_firm, _leave_of_work),
    "SUPPORT": (_backed_away,),
    "AID": (_cleared_streets,),
    "ACCUSE": (_exposed_to,),
}
