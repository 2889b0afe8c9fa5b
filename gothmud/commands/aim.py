"""From what somebody typed to who or what they mean, among what is here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from gothmud.wire import MAX_TEXT
from typeclasses.names import fold
from world.prose import literal

ARTICLE = re.compile(r"^(?:the|an?|some)\s+", re.IGNORECASE)

THE_NAME, A_WORD, A_BEGINNING, FAR = range(4)


def person_here(caller: Any, line: str) -> tuple[int | None, str]:
    """Return the id of the person whose name ``line`` begins with, and the rest of it.

    Names of two words and roles work as well. Nobody meant: the caller is told, and the id is None.
    """
    if found := person_called(caller, line):
        return found
    words = line.replace("=", " = ", 1).split()
    name = " ".join(words if len(words) < 3 else words[:1])
    caller.msg(f"Nobody called '{literal(name)}' is here." if name else "To whom?")
    return None, ""


def person_called(caller: Any, line: str, *, whole: bool = False) -> tuple[int, str] | None:
    """Return what ``person_here`` does, but None, without a word, where nobody is meant. With ``whole`` a name, or a word
    of it, has to be there as it is: what begins like one is a word of what is said."""
    people = [each for each in caller.location.people() if each is not caller] if caller.location else []
    words = line.replace("=", " = ", 1).split()
    for count in (3, 2, 1):
        named = " ".join(words[:count]).rstrip(",:")
        if named and (found := called(named, people, whole=whole)):
            return found.id, " ".join(words[count:]).removeprefix("=").strip()
    return None


def fitting(caller: Any, text: str) -> str:
    """Return as much of a text as one act may say; the caller is told where its end is lost."""
    if len(text) > MAX_TEXT:
        caller.msg(
            f"That was {len(text)} characters; the first {MAX_TEXT} count, up to '{text[MAX_TEXT - 20 : MAX_TEXT]}'."
        )
    return text[:MAX_TEXT]


def thing_among(caller: Any, name: str, things: Iterable[Any]) -> int | None:
    """Return the id of the thing called ``name``; the caller is told if there is none."""
    found = called(name, list(things))
    if found is None:
        caller.msg(f"You see no '{literal(name)}' here." if name else "What?")
    return found.id if found else None


def prop_meant(verb: str, line: str, things: Iterable[Any]) -> tuple[Any, str] | None:
    """Return the thing on which somebody wants to do a verb of its own, and the words behind its name; None for none.

    Where only one thing has the verb its name may be left out: 'order ale'.
    """
    having = [each for each in things if verb in (rule.verb for rule in each.prop.verbs)]
    words = plain(line).split()
    for count in range(min(4, len(words)), 0, -1):
        if found := called(" ".join(words[:count]), having):
            return found, " ".join(words[count:])
    return (having[0], line) if len(having) == 1 else None


def called(name: str, candidates: list[Any], *, whole: bool = False) -> Any | None:
    """Return whose name or alias it is, whatever article stands before it; else whose name has it as a word or, unless it
    has to be ``whole``, as the beginning of one."""
    nearest = min(candidates, key=lambda each: _farness(name, each), default=None)
    return nearest if nearest is not None and _farness(name, nearest) <= (A_WORD if whole else A_BEGINNING) else None


def _farness(name: str, thing: Any) -> int:
    """Return how far from a thing's names a name is."""
    wanted, names = fold(plain(name)), _names(thing)
    words = [fold(word) for known in names for word in (known, *known.split())]
    if not wanted:
        return FAR
    if {wanted, fold(name)} & {*map(fold, names)}:
        return THE_NAME
    return A_WORD if wanted in words else A_BEGINNING if any(each.startswith(wanted) for each in words) else FAR


def plain(name: str) -> str:
    """Return a name without an article."""
    return ARTICLE.sub("", name.strip(), 1)


def _names(thing: Any) -> list[str]:
    role = getattr(thing, "role", "")
    return [thing.key, *([role.removeprefix("the ")] if role else []), *thing.aliases.all()]
