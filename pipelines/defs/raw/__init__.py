"""Assets of the `raw` schema, one module a table."""
