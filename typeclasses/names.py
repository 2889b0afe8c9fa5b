"""Which names a stranger may take: none that somebody of the cast has, however it is written."""

from __future__ import annotations

import unicodedata

from typeclasses.stock import ServerConfig

TAKEN = "gothmud_taken_names"  # server setting: names and aliases of the cast, folded


def fold(name: str) -> str:
    """Return a name as it is compared: compatibility forms, case, accents and spaces laid aside."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(each for each in plain if not unicodedata.combining(each) and not each.isspace())


def refused_name(name: str) -> str:
    """Return why a new account can't have this name, or an empty string."""
    if fold(name) in (ServerConfig.objects.conf(TAKEN) or []):
        return f"'{name}' lives here already; take a name of your own."
    return ""
