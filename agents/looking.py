"""Looking into a session file from outside: its turns, what each added and why. Pure; for people, not for minds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

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


def recalled_when_needed(entries: Iterable[Entry], noted: Mapping[str, datetime]) -> tuple[int, int]:
    """Return how many meetings there were with people of whom there was a note, and in how many it came to mind.

    ``noted`` is when each person's note (by id) was first written. A meeting is somebody's coming in that a turn was
    taken on; the note counts if the context holds it by the turn's reply.
    """
    needed = had = 0
    standing: set[str] = set()
    arrived: set[str] = set()
    for entry in entries:
        if entry.kind == "compaction":
            standing.clear()
        elif entry.kind == "note" and entry.data.get("by") == "memory":
            standing.add(entry.data.get("key", ""))
        elif (percept := entry.data.get("percept")) and percept["kind"] == "arrived" and not percept["mine"]:
            arrived.add(f"p{percept['who']}")
        elif entry.kind == "reply" and entry.data.get("by") != "dice":
            met = {each for each in arrived if each in noted and entry.city_time and noted[each] < entry.city_time}
            needed, had, arrived = needed + len(met), had + len(met & standing), set()
    return needed, had


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
