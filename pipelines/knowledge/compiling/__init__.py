"""How packs are made: entities into tables, and Wikidata dumps into entities. Nothing of a run imports it."""
