"""Abbreviations of news English, by what a full stop after them means."""

_NAME_FOLLOWS = """
mr mrs ms mx dr prof gen lt col maj cmdr capt sgt cpl pvt adm brig sen rep gov pres amb atty rev fr msgr mt ft
messrs mme mlle vs nos figs vol pp eds cf approx e.g i.e viz supt insp det const cllr sr. lt.gen maj.gen lt.col
brig.gen reps sens gens profs drs cit eq gov.-elect
"""

_SENTENCE_MAY_END = """
jr sr inc corp co ltd llc plc bros cos etc u.s u.k u.n e.u u.s.a u.a.e d.c l.a n.y a.m p.m b.c a.d ph.d m.d b.a m.a
r.i n.j n.h n.c s.c s.d n.d w.va calif fla tex mass conn wash ore mich minn wis ill ind ky tenn ala ga va md pa okla
kan neb nev ariz colo mont ark mo la miss del jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu
thur thurs fri sat sun dept univ assn ave blvd rd sq bldg ext tel hrs min mins oz lb lbs km kg cm mm mph est pop d b
bn mln tn m k ca rs cie s.a s.p.a g.m.b.h dist gen.-col min.-pres
"""

_STARTERS = """
the a an he she it they we i you his her its their our my this that these those there here in on at for from by with
as after before but and so yet or if when while where who what why how although though however meanwhile since
during under over some many most all both each no not one two three another other others such according asked
despite earlier later last next now then still also even only officials police prosecutors authorities
critics several few more until because once among about
"""

_DIGIT_FOLLOWS = """
no nos jan feb mar apr jun jul aug sep sept oct nov dec p pp ca approx fig art sec vol ch rs
"""

_UNLESS_LOWER = """
no art fig ch ed v al st op var est hon para sec
"""

NAME_FOLLOWS = frozenset(_NAME_FOLLOWS.split())
"""Never end a sentence: a name or a number follows."""
SENTENCE_MAY_END = frozenset(_SENTENCE_MAY_END.split())
"""End a sentence only when the next word commonly begins one."""
STARTERS = frozenset(_STARTERS.split())
"""Words that commonly begin a sentence."""
DIGIT_FOLLOWS = frozenset(_DIGIT_FOLLOWS.split())
"""Never end a sentence before a figure."""
UNLESS_LOWER = frozenset(_UNLESS_LOWER.split())
"""Words as well as abbreviations: abbreviations when they begin with a capital."""
