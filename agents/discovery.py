"""Behaviours: where they come from (built in, by entry point, as files of the home), and which are on in which order."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Mapping, Sequence
from pathlib import Path

import pluggy

from agents import hookspecs
from gothmud.errors import ConfigError, nearest

GROUP = "gothmud.behaviours"
FOLDER = "behaviours"


def discovered(home: Path, built_in: Sequence[str], brought: Mapping[str, object]) -> pluggy.PluginManager:
    """Return all behaviours that there are; ``brought`` are objects with hooks, by name. Raises ConfigError for one that can't be used, with file and reason."""
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    for name in built_in:
        manager.register(importlib.import_module(f"agents.builtin.{name}"), name)
    for name, behaviour in brought.items():
        manager.register(behaviour, name)
    try:
        manager.load_setuptools_entrypoints(GROUP)
    except Exception as error:  # noqa: BLE001 - somebody else's package
        raise ConfigError(
            f"behaviours of installed packages ({GROUP}): {type(error).__name__}: {error}; mend or uninstall it"
        ) from None
    _check(manager, "behaviours of installed packages")
    for path in sorted((home / FOLDER).glob("*.py")):
        _register(manager, path)
    return manager


def ordered(order: Sequence[str], found: list[str]) -> list[str]:
    """Return the behaviours that are on, in order: those named, or all where none is named; ``-name`` is off.

    Raises ConfigError for a name that nobody has.
    """
    off = {each[1:] for each in order if each.startswith("-")}
    named = list(dict.fromkeys(each for each in order if not each.startswith("-")))
    for each in [*named, *off]:
        if each not in found:
            raise ConfigError(f"minds.behaviours: '{each}' is none; there are {', '.join(found)}{nearest(each, found)}")
    return [each for each in (named or found) if each not in off]


def _register(manager: pluggy.PluginManager, path: Path) -> None:
    spec = importlib.util.spec_from_file_location(f"gothmud_behaviour_{path.stem}", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
        manager.register(module, path.stem)
    except Exception as error:  # noqa: BLE001 - a user's file
        reason = " ".join(str(error).split())
        raise ConfigError(f"{path}: {type(error).__name__}: {reason}; mend it or move it out of the folder") from None
    _check(manager, str(path))


def _check(manager: pluggy.PluginManager, where: str) -> None:
    """Refuse an implementation of a hook that doesn't exist: nobody would ever call it."""
    known = [each for each in vars(hookspecs) if hasattr(getattr(hookspecs, each), f"{hookspecs.PROJECT}_spec")]
    strange = sorted(set(vars(manager.hook)) - set(known))
    if strange:
        raise ConfigError(
            f"{where}: '{strange[0]}' is no hook; expected one of {', '.join(known)}{nearest(strange[0], known)}"
        )
