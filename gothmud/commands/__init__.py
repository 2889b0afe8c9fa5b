"""Commands: from a typed line to an act."""
