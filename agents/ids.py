"""Ids of entries and acts: twelve hexadecimal digits that nobody had before."""

from __future__ import annotations

import random

_chance = random.Random()


def new_id() -> str:
    """Return a new id."""
    return f"{_chance.getrandbits(48):012x}"
