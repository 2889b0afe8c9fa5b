"""Which names a stranger may take: none that somebody of the cast has, however it is written."""

from __future__ import annotations

import unicodedata

from typeclasses.stock import ServerConfig

NOBODY = frozenset("you me i self here somebody someone nobody anybody everybody stranger city system server".split())
TAKEN = "gothmud_taken_names"  # server setting: names and aliases of the cast, folded


def fold(name: str) -> str:
    """Return a name as it is compared: compatibility forms, case, accents and spaces laid aside."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(each for each in plain if not unicodedata.combining(each) and not each.isspace())


def bare(name: str) -> str:
    """Return a folded name without its signs: what is left of it at a glance."""
    return "".join(each for each in fold(name) if each.isalnum())


def refused_name(name: str) -> str:
    """Return why a new account can't have this name, or an empty string."""
    folded = bare(name)
    if not folded or folded in NOBODY:
        return f"'{name}' would be mistaken for no name at all; take another."
    if folded in (ServerConfig.objects.conf(TAKEN) or []):
        return f"'{name}' lives here already; take a name of your own."
    return ""
