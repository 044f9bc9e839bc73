"""How the weights of the dating model are made."""
