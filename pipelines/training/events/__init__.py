"""How the networks of `pipelines.enrich.events` are fitted; one module per network, `fitting` for what they share."""
