"""Photos: from what stood before the lens to a picture. Pure; the same exposure gives the same bytes."""
