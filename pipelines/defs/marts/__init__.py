"""Assets of the `marts` schema, one module a table."""
