"""Looking into a session file from outside: its turns, what each added and why. Pure; for people, not for minds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from agents.session import Entry
from gothmud.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Taken:
    """One turn: the entries that came before its reply (percepts, notes, thoughts), the reply, what came of it."""

    number: int
    before: tuple[Entry, ...]
    reply: Entry
    after: tuple[Entry, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All of it, in order."""
        return (*self.before, self.reply, *self.after)


def turns_of(entries: Iterable[Entry]) -> list[Taken]:
    """Return the turns of a session file, oldest first; what follows the last reply's outcome is no turn yet."""
    turns: list[Taken] = []
    before: list[Entry] = []
    for entry in entries:
        if entry.kind == "reply":
            turns.append(Taken(len(turns) + 1, tuple(before), entry, ()))
            before = []
        elif entry.kind == "outcome" and turns and not before:
            last = turns[-1]
            turns[-1] = Taken(last.number, last.before, last.reply, (*last.after, entry))
        elif entry.kind not in ("header", "state"):
            before.append(entry)
    return turns


def turn_called(turns: list[Taken], name: str, who: str) -> Taken:
    """Return the turn that ``name`` means: a number, a number from the end (-1 is the last), an entry's or an act's id.

    Raises ConfigError.
    """
    if not turns:
        raise ConfigError(f"agent '{who}': no turn was taken yet")
    if name.lstrip("-").isdigit():
        number = int(name)
        index = number - 1 if number > 0 else len(turns) + number
        if 0 <= index < len(turns) and number != 0:
            return turns[index]
        raise ConfigError(f"turn {number} of '{who}': there are 1 to {len(turns)}, or -1 to -{len(turns)} from the end")
    for each in reversed(turns):
        if name in {one.id for one in each.entries} or (each.reply.data.get("act") or {}).get("id") == name:
            return each
    raise ConfigError(
        f"turn '{name}' of '{who}': found no such entry or act; expected a number or an id from the record"
    )
