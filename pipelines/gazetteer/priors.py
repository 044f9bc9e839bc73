"""What the words around a name are worth when candidates are put in order, before any ranker."""

FORM_DISCOUNT = 0.4
"""When a place has the whole surface as its name, what part of it names counts little ("South Charleston")."""
MAX_AREAS = 3
"""Areas that a surface may name after commas ("Springfield, Clark County, Ohio, USA")."""
OUTSIDE_DISCOUNT = 0.3
"""A place that does not lie in the area that the surface names ("Paris, Texas") counts little."""
COUNTRY_IMPORTANCE = 0.7
"""Countries and unions (US, UK, EU) have at least this prior, states less."""
MAX_NAMESAKES = 2_000
"""Places of one name that are looked through for the one in a named area ("Krasne, Sumy Oblast")."""
