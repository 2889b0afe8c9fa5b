"""The points at which a process can be killed: each thing that it leaves behind outside itself, counted and named.

A kill before an operation is the kill after the one before it, so each point is hit once after its effect, and where a
file is written once more in the middle of its line.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable, Container, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal
from unittest.mock import patch

from agents.memory import vault
from gothmud.journal import Journal

How = Literal["after", "torn"]


class Killed(BaseException):
    """The process is gone. What still runs of it (``finally``) reaches nothing any more."""


class Points:
    """Counts the operations of a day over all its processes, and kills where it is told to.

    ``full``: the writes, by their number, at which the disk has no room.
    """

    def __init__(self, kills: Mapping[int, How] | None = None, full: Container[int] = ()) -> None:
        self._kills, self._full, self._tries = dict(kills or {}), full, 0
        self.names: list[str] = []
        self.tearable: set[int] = set()
        self.dead = False
        self.on_death: Callable[[], None] = lambda: None
        self.deaths: list[str] = []

    def alive(self) -> None:
        """Raise Killed for whatever a dead process still tries."""
        if self.dead:
            raise Killed

    def passed(self, name: str) -> None:
        """An operation's effect is there: count it, and be killed if this is the point."""
        self.names.append(name)
        if len(self.names) in self._kills:  # also where it could not be torn
            self._die(name)

    def torn(self, name: str, tear: Callable[[], None]) -> None:
        """A write begins: leave half of it if this is the point."""
        number = len(self.names) + 1
        self.tearable.add(number)
        if self._kills.get(number) == "torn":
            self.names.append(name)
            tear()
            self._die(f"{name}, torn")

    def cramped(self) -> bool:
        """Return whether the disk is full for this write: it has room again after some tries."""
        self._tries += 1
        return self._tries in self._full

    def _die(self, name: str) -> None:
        self.dead = True
        self.deaths.append(name)
        self.on_death()
        raise Killed


class NoRoom:
    """A file on a full disk: half of a line goes in."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def write(self, data: bytes) -> int:
        return self._file.write(data[: len(data) // 2])


@contextmanager
def counted(points: Points) -> Iterator[None]:
    """Count (and cut) what is written to session, vault and record. fsync does nothing: a kill leaves the page cache."""
    put, replace = Journal.put, vault.replace

    def put_or_die(journal: Journal, *lines: str, sync: bool = False) -> None:
        points.alive()
        if any(tuple(points.cramped() for _ in lines)):
            with patch.object(journal, "_file", NoRoom(journal._file)):
                put(journal, *lines, sync=sync)
        for line in lines:  # what is written at once can be cut anywhere in it
            name = named(journal.path, json.loads(line))
            points.torn(name, lambda: _half(journal.path))
            put(journal, line, sync=sync)
            points.passed(name)

    def replace_or_die(file: Path, text: str) -> None:
        points.alive()
        name = f"vault file {file.parent.name}/{file.name}"
        points.torn(name, lambda: _half(file.with_name(f".{file.name}.new")))
        if points.cramped():
            raise OSError(errno.ENOSPC, "No space left on device")
        replace(file, text)
        points.passed(name)

    with (
        patch.object(Journal, "put", put_or_die), patch.object(vault, "replace", replace_or_die),
        patch.object(os, "fsync", lambda _number: None),
    ):  # fmt: skip
        yield


def named(path: Path, line: dict[str, Any]) -> str:
    """Return what a line of a file is: 'session reply say', 'vault history p2', 'record turn'."""
    if path.parent.name == "record":
        return f"record {line['kind']}{' ' + line['step'] if 'step' in line else ''}"
    if "path" in line:
        return f"vault history {line['note']}"
    data = line["data"]
    night, act, own = data.get("night") or {}, data.get("act"), data.get("own")
    verb = act["verb"] if isinstance(act, dict) else own["name"] if isinstance(own, dict) else ""
    state = f"asleep={data['asleep']}" if "asleep" in data else ""
    what = [line["kind"], data.get("by", "") if line["kind"] == "note" else verb, night.get("step", ""), state]
    return " ".join(["session", *(each for each in what if each)])


def _half(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "ab") as file:
        file.write(b'{"half a li')
