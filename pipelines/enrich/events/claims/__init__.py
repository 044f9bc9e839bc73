"""Claims of two kinds that a war's readers ask about: who holds which place, and how many were killed, wounded or lost."""
