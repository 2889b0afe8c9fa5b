"""The directions that mappers know: what a city calls an exit, and the letter that clients write for it."""

from __future__ import annotations

LETTERS = {
    "north": "n", "east": "e", "south": "s", "west": "w", "northeast": "ne", "southeast": "se", "southwest": "sw",
    "northwest": "nw", "up": "u", "down": "d", "in": "in", "out": "out",
}  # fmt: skip


def letter(way: str) -> str:
    """Return how clients write an exit: 'n' for north; an exit with a name of its own keeps it."""
    return LETTERS.get(way.casefold(), way)
