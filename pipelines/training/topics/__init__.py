"""How the topic model that ships is made."""
