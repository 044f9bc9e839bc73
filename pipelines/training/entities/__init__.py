"""How the entity weights are made: corpora cleaned to one tag set, a small encoder tuned, pruned and quantised."""
