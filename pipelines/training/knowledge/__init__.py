"""How the knowledge pack that ships is made, and the weights of linking."""
