"""Which names a stranger may take: none that reads like somebody's who is here already, however it is written."""

from __future__ import annotations

import unicodedata

from typeclasses.stock import PEOPLE, AccountDB, ObjectDB, ServerConfig
from world.lookalikes import hidden_signs, skeleton

NOBODY = frozenset(
    map(skeleton, "you me i self here somebody someone nobody anybody everybody stranger city system server".split())
)
TAKEN = "gothmud_taken_names"  # server setting: names and aliases of the cast, as they read at a glance


def fold(name: str) -> str:
    """Return a name as it is looked for: compatibility forms, case, accents and spaces laid aside."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(each for each in plain if not unicodedata.combining(each) and not each.isspace())


def refused_name(name: str) -> str:
    """Return why a new account can't have this name, or an empty string."""
    if hidden_signs(name):
        return "That name has signs in it that nobody can see or say; take plain letters."
    read = skeleton(name)
    if not read or read in NOBODY:
        return f"'{name}' would be mistaken for no name at all; take another."
    if lives_here(name):
        return f"'{name}' lives here already; take a name of your own."
    if alike := _reads_like(read):
        return f"'{name}' would be mistaken for {alike}, who has been here before; take another."
    return ""


def lives_here(name: str) -> bool:
    """Return whether one of the cast is called so, or so that it reads the same."""
    return skeleton(name) in (ServerConfig.objects.conf(TAKEN) or [])


def _reads_like(read: str) -> str:
    """Return the first person or account whose name reads so, or an empty string."""
    people = ObjectDB.objects.filter(db_typeclass_path__in=PEOPLE).values_list("db_key", flat=True)
    accounts = AccountDB.objects.values_list("username", flat=True)
    return next((each for names in (people, accounts) for each in names if skeleton(each) == read), "")
