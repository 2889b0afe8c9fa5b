"""Behaviours: found by pluggy, called by ourselves.

pluggy finds them (built in, by entry point ``gothmud.behaviours``, as files in the home's ``behaviours`` folder) and
knows which hook each implements. The calls are ours, because pluggy's are synchronous, last-come-first, and one
exception stops the rest: here each is called in the configured order (order decides bytes in the prompt), awaited,
under a time limit, in its own try, and put aside after it failed a few times. Idea: simonw/datasette's plugins.
"""

from __future__ import annotations

import asyncio
import importlib
import importlib.util
import inspect
import logging
import threading
from collections import Counter
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pluggy

from agents import hookspecs
from agents.own import OwnAction
from agents.recollection import Recollection
from agents.view import Note, View
from gothmud.errors import ConfigError, nearest

log = logging.getLogger(__name__)
BUILT_IN = ("time_sense", "surroundings", "memory", "nudges", "memo", "morning", "daydream")
GROUP = "gothmud.behaviours"
FOLDER = "behaviours"
MOST_FAILURES = 3
SECONDS = {"after_turn": 90.0, "on_sleep": 90.0}  # these may ask the model; the others only look
LOOKING = 2.0


class Behaviours:
    """The behaviours of one household, in order. ``on_aside`` hears of one that was put aside."""

    def __init__(
        self, home: Path, order: Sequence[str], on_aside: Callable[[str, str], None] = lambda _name, _why: None
    ) -> None:
        self._manager = pluggy.PluginManager(hookspecs.PROJECT)
        self._manager.add_hookspecs(hookspecs)
        self._on_aside = on_aside
        self._failures: Counter[str] = Counter()
        self._find(home)
        self.names = _ordered(order, [name for name, _ in self._manager.list_name_plugin()])
        self._implementations: dict[str, list[tuple[str, Callable[..., Any], tuple[str, ...]]]] = {}

    async def notes(self, hook: str, view: View, past: Recollection, **arguments: Any) -> list[tuple[str, Note]]:
        """Call a hook; return the notes with the name of the behaviour that gave each."""
        found: list[tuple[str, Note]] = []
        for name, function, wants in self._of(hook):
            answer = await self._called(name, hook, function, wants, view, past, arguments)
            notes = [answer] if isinstance(answer, Note) else answer or []
            if isinstance(notes, list) and all(isinstance(each, Note) for each in notes):
                found += [(name, each) for each in notes if each.text]
            else:
                self._failed(name, f"{hook} returned {type(answer).__name__}; expected a Note or a list of them")
        return found

    async def tell(self, hook: str, view: View, past: Recollection, **arguments: Any) -> None:
        """Call a hook that only observes."""
        for name, function, wants in self._of(hook):
            await self._called(name, hook, function, wants, view, past, arguments)

    def actions(self) -> dict[str, OwnAction]:
        """Return the actions that behaviours offer, by name; of two of one name the first."""
        found: dict[str, OwnAction] = {}
        for name, function, _ in self._of("register_actions"):
            try:
                for each in function():
                    found.setdefault(each.name, each)
            except Exception as error:  # noqa: BLE001 - somebody else's code
                self._failed(name, f"register_actions: {error}")
        return found

    def _of(self, hook: str) -> list[tuple[str, Callable[..., Any], tuple[str, ...]]]:
        """Return a hook's implementations that still stand, in order."""
        if hook not in self._implementations:
            each_by = {impl.plugin_name: impl for impl in getattr(self._manager.hook, hook).get_hookimpls()}
            self._implementations[hook] = [
                (name, each_by[name].function, each_by[name].argnames) for name in self.names if name in each_by
            ]
        return [each for each in self._implementations[hook] if self._failures[each[0]] < MOST_FAILURES]

    async def _called(
        self, name: str, hook: str, function: Callable[..., Any], wants: tuple[str, ...], view: View, past: Recollection,
        arguments: dict[str, Any],
    ) -> Any:  # fmt: skip
        standing = past.standing(name)
        given = {"mind": replace(view, standing=standing) if standing else view, **arguments}
        try:
            return await _within(SECONDS.get(hook, LOOKING), _run(function, {each: given[each] for each in wants}))
        except TimeoutError:
            self._failed(name, f"{hook} took longer than {SECONDS.get(hook, LOOKING):g} s")
        except Exception as error:
            log.debug("%s.%s", name, hook, exc_info=True)
            self._failed(name, f"{hook}: {type(error).__name__}: {error}")
        return None

    def _failed(self, name: str, why: str) -> None:
        self._failures[name] += 1
        log.warning("behaviour %s: %s", name, why)
        if self._failures[name] == MOST_FAILURES:
            self._on_aside(name, why)

    def _find(self, home: Path) -> None:
        for name in BUILT_IN:
            self._manager.register(importlib.import_module(f"agents.builtin.{name}"), name)
        self._manager.load_setuptools_entrypoints(GROUP)
        for path in sorted((home / FOLDER).glob("*.py")):
            self._register_file(path)
        try:
            self._manager.check_pending()
        except pluggy.PluginValidationError as error:
            raise ConfigError(f"behaviours: {error}") from None

    def _register_file(self, path: Path) -> None:
        spec = importlib.util.spec_from_file_location(f"gothmud_behaviour_{path.stem}", path)
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        try:
            spec.loader.exec_module(module)
            self._manager.register(module, path.stem)
        except Exception as error:  # noqa: BLE001 - a user's file
            raise ConfigError(
                f"{path}: {type(error).__name__}: {error}; mend it or move it out of the folder"
            ) from None


async def _within(seconds: float, running: Coroutine[Any, Any, Any]) -> Any:
    """Await a coroutine under a time limit; one that never waits, as nearly all of them, costs no timer."""
    task = asyncio.Task(running, loop=asyncio.get_running_loop(), eager_start=True)
    if task.done():
        return task.result()
    async with asyncio.timeout(seconds):
        return await task


async def _run(function: Callable[..., Any], arguments: dict[str, Any]) -> Any:
    """Run an implementation: a coroutine here, a plain function in a thread that may hang without holding us up."""
    if inspect.iscoroutinefunction(function):
        return await function(**arguments)
    loop, done = asyncio.get_running_loop(), asyncio.get_running_loop().create_future()

    def settle(how: Callable[[Any], None], value: Any) -> None:
        if not done.done():
            how(value)

    def work() -> None:
        try:
            answer = function(**arguments)
        except Exception as error:  # noqa: BLE001 - handed on to who waits
            loop.call_soon_threadsafe(settle, done.set_exception, error)
        else:
            loop.call_soon_threadsafe(settle, done.set_result, answer)

    threading.Thread(target=work, daemon=True, name=f"hook {function.__name__}").start()
    return await done


def _ordered(order: Sequence[str], found: list[str]) -> list[str]:
    """Return the behaviours that are on, in order: those named, or all where none is named; ``-name`` is off.

    Raises ConfigError for a name that nobody has.
    """
    off = {each[1:] for each in order if each.startswith("-")}
    named = [each for each in order if not each.startswith("-")]
    for each in [*named, *off]:
        if each not in found:
            raise ConfigError(f"minds.behaviours: '{each}' is none; there are {', '.join(found)}{nearest(each, found)}")
    return [each for each in (named or found) if each not in off]
