"""How the lists and weights of `pipelines.enrich.stories` are made."""
