"""Makes this process mortal: the functions of its steps are wrapped as their modules are imported."""

from __future__ import annotations

import asyncio
import functools
import inspect
import os
import signal
import sys
from collections.abc import Callable, Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.live.mortal.steps import STEPS, Step, When
from tests.live.mortal.trigger import VARIABLE, Trigger

WITHIN = 0.1  # seconds after which a process dies that waits for something
STEADY = 1.0  # seconds after which the supervisor forgets a fall: each death here is meant to be somebody's first
Patch = Callable[[ModuleType], None]


def become_mortal(role: str) -> None:
    """Wrap the steps of this process; of the supervisor, shorten its memory."""
    trigger = Trigger(Path(os.environ[VARIABLE]))
    steps = [each for each in STEPS if each.process == role]
    patches: dict[str, list[Patch]] = {}
    for module, name in dict.fromkeys((each.module, each.name) for each in steps):
        here = [each for each in steps if (each.module, each.name) == (module, name)]
        patches.setdefault(module, []).append(functools.partial(_wrap, name, here, trigger))
    if role == "up":
        patches["gothmud.supervisor"] = [lambda module: setattr(module, "STEADY", STEADY)]
    sys.meta_path.insert(0, Finder(patches))


class Finder:
    """Finds nothing itself; where others find one of its modules, that is patched before anybody has it."""

    def __init__(self, patches: dict[str, list[Patch]]) -> None:
        self._patches = patches

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        """Return the spec of one of our modules, with the patches in its loader; None for all others."""
        if name not in self._patches:
            return None
        others = (each.find_spec(name, path, target) for each in sys.meta_path if each is not self)
        spec = next(filter(None, others), None)
        if spec and spec.loader:
            spec.loader.exec_module = self._patching(name, spec.loader.exec_module)
        return spec

    def _patching(self, name: str, execute: Callable[[ModuleType], None]) -> Callable[[ModuleType], None]:
        def executed(module: ModuleType) -> None:
            execute(module)
            for patch in self._patches[name]:
                patch(module)

        return executed


def _wrap(name: str, steps: list[Step], trigger: Trigger, module: ModuleType) -> None:
    """Put the wrapped function in the place of ``name``. Raises AttributeError where the product has none: mend the table."""
    *owners, last = name.split(".")
    owner = functools.reduce(getattr, owners, module)
    plain = inspect.getattr_static(owner, last)
    wrap = _mortal_coroutine if inspect.iscoroutinefunction(plain) else _mortal
    setattr(owner, last, wrap(plain, _Fate(steps, trigger)))


class _Fate:
    """Decides at each call of one function whether the process dies there."""

    def __init__(self, steps: list[Step], trigger: Trigger) -> None:
        self._steps, self._trigger = steps, trigger

    def due(self, arguments: tuple[Any, ...]) -> When | None:
        """Return when in this call the process has to die, if it has to."""
        armed, word = self._trigger.armed()
        return next((each.when for each in self._steps if each.id == armed and each.meant(arguments, word)), None)

    def meet(self) -> None:
        """Die."""
        self._trigger.pull()
        os.kill(os.getpid(), signal.SIGKILL)


def _mortal(plain: Callable[..., Any], fate: _Fate) -> Callable[..., Any]:
    """Return the function, dying where its fate wants it."""

    @functools.wraps(plain)
    def mortal(*args: Any, **kwargs: Any) -> Any:
        when = fate.due((*args, *kwargs.values()))
        if when == "half":
            _half(*args)
        if when in ("before", "half"):
            fate.meet()
        result = plain(*args, **kwargs)
        if when == "after":
            fate.meet()
        return result

    return mortal


def _mortal_coroutine(plain: Callable[..., Any], fate: _Fate) -> Callable[..., Any]:
    """Return the same of a coroutine function."""

    @functools.wraps(plain)
    async def mortal(*args: Any, **kwargs: Any) -> Any:
        when = fate.due((*args, *kwargs.values()))
        if when == "before":
            fate.meet()
        if when == "within":
            asyncio.get_running_loop().call_later(WITHIN, fate.meet)
        result = await plain(*args, **kwargs)
        if when == "after":
            fate.meet()
        return result

    return mortal


def _half(journal: Any, *lines: str) -> None:
    """Leave half of the last line in the file, as an end in the middle of a write does."""
    data = "\n".join(lines).encode()
    journal._file.write(data[: len(data) - len(lines[-1].encode()) // 2])
