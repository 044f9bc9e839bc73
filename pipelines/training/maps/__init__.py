"""How the outlines that maps are drawn on were compiled; nothing imports it."""
