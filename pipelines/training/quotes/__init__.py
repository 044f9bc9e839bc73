"""Makes the weights of the quote reading."""
