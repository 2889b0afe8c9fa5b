"""Behaviours: found by pluggy, called by ourselves.

pluggy finds them (built in, by entry point ``gothmud.behaviours``, as files in the home's ``behaviours`` folder) and
knows which hook each implements. The calls are ours, because pluggy's are synchronous, last-come-first, and one
exception stops the rest: here each is called in the configured order (order decides bytes in the prompt), awaited,
under a time limit, in its own try, and put aside after it failed a few times. Idea: simonw/datasette's plugins.
"""

from __future__ import annotations

import asyncio
import errno
import json
import logging
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from agents.calling import begun, run, run_at_once
from agents.discovery import discovered, ordered
from agents.own import OwnAct, OwnAction
from agents.recollection import Recollection
from agents.view import Deed, Note, View, Wish
from gothmud import wire

log = logging.getLogger(__name__)
BUILT_IN = (
    "time_sense",
    "surroundings",
    "memory",
    "nudges",
    "ways_out",
    "gossip",
    "memo",
    "morning",
    "calendar",
    "daydream",
    "front_page",
    "tower",
    "photos",
)
MOST_FAILURES = 3
NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
SECONDS = {
    "after_turn": 90.0,
    "on_sleep": 90.0,
    "do": 90.0,
    "when_due": 300.0,
    "on_forget": 60.0,
}  # these may ask the model; the others only look
LOOKING = 2.0


class Behaviours:
    """The behaviours of one household, in order. ``on_aside`` hears of one that was put aside; ``brought`` are those that
    come with a body: objects with hooks, by name."""

    def __init__(
        self, home: Path, order: Sequence[str], on_aside: Callable[[str, str], None] = lambda _name, _why: None,
        brought: Mapping[str, object] = MappingProxyType({}),
    ) -> None:  # fmt: skip
        self.home = home
        self._manager = discovered(home, BUILT_IN, brought)
        self._on_aside = on_aside
        self._failures: Counter[str] = Counter()
        self.names = ordered(order, [name for name, _ in self._manager.list_name_plugin()])
        self._implementations: dict[str, list[tuple[str, Callable[..., Any], tuple[str, ...]]]] = {}

    async def notes(self, hook: str, view: View, past: Recollection, **arguments: Any) -> list[tuple[str, Note]]:
        """Call a hook; return the notes with the name of the behaviour that gave each."""
        found: list[tuple[str, Note]] = []
        for name, function, wants in self._of(hook):
            answer = await self._called(name, hook, function, wants, view, past, arguments)
            if not answer:
                continue
            notes = [answer] if isinstance(answer, Note) else answer
            if isinstance(notes, list) and all(map(_usable, notes)):
                found += [(name, _whole_lines(each)) for each in notes if each.text]
            else:
                self._failed(name, f"{hook} returned {answer!r:.80}; expected a Note or a list of them, in plain data")
        return found

    async def tell(self, hook: str, view: View, past: Recollection, **arguments: Any) -> None:
        """Call a hook that only observes."""
        for name, function, wants in self._of(hook):
            await self._called(name, hook, function, wants, view, past, arguments)

    async def due_at(self, view: View, past: Recollection) -> datetime | None:
        """Return the next city time at which one of them has something to do, or None."""
        moments: list[datetime] = []
        for name, function, wants in self._of("due_at"):
            moment = await self._called(name, "due_at", function, wants, view, past, {})
            if isinstance(moment, datetime) and moment.tzinfo is None:
                moments.append(moment)
            elif moment:
                self._failed(name, f"due_at returned {moment!r:.80}; expected a city time (without a zone) or None")
        return min(moments, default=None)

    async def deeds(self, view: View, past: Recollection, found: list[Deed | Wish]) -> None:
        """Let each do what is due; what they want done or followed is added to ``found`` as it comes."""
        for name, function, wants in self._of("when_due"):
            deed = await self._called(name, "when_due", function, wants, view, past, {})
            if (isinstance(deed, Deed) and _doable(deed)) or (isinstance(deed, Wish) and _wishable(deed)):
                found.append(deed)
            elif deed:
                self._failed(
                    name, f"when_due returned {deed!r:.80}; expected a Deed or a Wish of the wire's verbs, or None"
                )

    def actions(self) -> dict[str, OwnAction]:
        """Return the actions that behaviours offer, by name; of two of one name the first, and none of the world's."""
        return {each: action for each, (_, action) in self._offered.items()}

    @cached_property
    def _offered(self) -> dict[str, tuple[str, OwnAction]]:
        """The actions with the behaviour of each; asked for once, however many minds there are."""
        offered: dict[str, tuple[str, OwnAction]] = {}
        for name, function, _ in self._of("register_actions"):
            try:
                for each in run_at_once(function, LOOKING):
                    if each.name in wire.FIELDS:
                        raise ValueError(f"'{each.name}' is an act of the world; give it a name of its own")
                    offered.setdefault(each.name, (name, each))
            except Exception as error:  # noqa: BLE001 - somebody else's code
                self._failed(name, f"register_actions: {error}")
        return offered

    async def do(self, own: OwnAct, view: View, past: Recollection) -> str | None:
        """Do an action that was offered; return what the mind learns of it, or None where it came to nothing."""
        if own.name not in self._offered:
            return None
        by, action = self._offered[own.name]
        said = await self._called(by, "do", action.do, ("mind", "text"), view, past, {"text": own.text})
        return None if said is None else " ".join(str(said).split()) or "Done."

    def _of(self, hook: str) -> list[tuple[str, Callable[..., Any], tuple[str, ...]]]:
        """Return a hook's implementations that still stand, in order."""
        if hook not in self._implementations:
            each_by = {impl.plugin_name: impl for impl in getattr(self._manager.hook, hook).get_hookimpls()}
            self._implementations[hook] = [
                (name, each_by[name].function, each_by[name].argnames)
                for name in self.names if name in each_by and self._failures[name] < MOST_FAILURES
            ]  # fmt: skip
        return self._implementations[hook]

    async def _called(
        self, name: str, hook: str, function: Callable[..., Any], wants: tuple[str, ...], view: View, past: Recollection,
        arguments: dict[str, Any],
    ) -> Any:  # fmt: skip
        standing = past.standing(name)
        given = {"mind": view._replace(standing=standing) if standing else view, **arguments}
        try:
            running = begun(run(function, [given[each] for each in wants]))
            if running.done():  # as nearly all of them: it never waited, and costs no timer
                return running.result()
            async with asyncio.timeout(SECONDS.get(hook, LOOKING)):
                return await running
        except TimeoutError:
            self._failed(name, f"{hook} took longer than {SECONDS.get(hook, LOOKING):g} s")
        except Exception as error:
            if isinstance(error, OSError) and error.errno in NO_ROOM:
                raise  # no fault of the behaviour: the mind pauses, and what it chose to do is done when there is room
            log.debug("%s.%s", name, hook, exc_info=True)
            self._failed(name, f"{hook}: {type(error).__name__}: {error}")
        return None

    def _failed(self, name: str, why: str) -> None:
        self._failures[name] += 1
        log.warning("behaviour %s: %s", name, why)
        if self._failures[name] == MOST_FAILURES:
            self._implementations.clear()
            self._on_aside(name, why)


def _usable(note: Any) -> bool:
    """Return whether something is a note that the session file can hold."""
    if not isinstance(note, Note) or not isinstance(note.text, str) or not isinstance(note.key, str):
        return False
    try:
        json.dumps(dict(note.data))
    except (TypeError, ValueError):
        return False
    return True


def _doable(deed: Deed) -> bool:
    """Return whether the wire takes a deed as an act; its id is the mind's, which is short, and the key."""
    try:
        wire.Act(id="x" * 24 + deed.key, verb=deed.verb, text=deed.text, thing=deed.thing, person=deed.person)
    except ValidationError:
        return False
    return True


def _wishable(wish: Wish) -> bool:
    """Return whether a wish is one of the wire's acts, in words, at a city time."""
    return wish.verb in wire.VERBS and isinstance(wish.text, str) and isinstance(wish.since, datetime)


def _whole_lines(note: Note) -> Note:
    """Return a note that ends its line, so that what follows begins one."""
    return note if note.text.endswith("\n") else replace(note, text=f"{note.text}\n")
