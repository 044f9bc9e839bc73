"""Assets of the `core` schema, one module a table."""
