"""How the ranker, the toponym filter and the role model of places are trained."""
