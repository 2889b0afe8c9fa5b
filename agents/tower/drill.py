"""A closer look, for whoever writes a report: ``inspect NAME``, ``trace PLACE``, ``quote LINE``. It reads, and does
nothing else; each answer is bounded."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator, Sequence, Set
from pathlib import Path
from typing import Any

from agents.tower.lines import COMES_IN, HAPPENED, parsed, presence, quoted
from agents.tower.reading import Marks, Spot, between

MOST = 8  # lines of an answer
LINE = re.compile(r"(?:audit-)?(\d{4}-\d\d-\d\d):(\d+)")
FORGET = b'"package":"Gothmud.Forget"'
MODES = {"say": "says", "whisper": "whispers", "emote": "shows"}


class Drill:
    """Looks into one stretch of a log: the lines after ``since`` that end by ``upto``. What the ``forgotten`` said, or was
    said to them, isn't there."""

    def __init__(
        self, folder: Path, since: Marks, upto: dict[str, int], forgotten: Set[int] = frozenset(), *, whispers: bool
    ) -> None:  # fmt: skip
        self._forgotten = forgotten
        self._folder, self._since, self._upto, self._whispers = folder, since, upto, whispers

    def answers(self, asked: Sequence[str], most: int) -> str:
        """Return what was asked for, at most ``most`` answers; a question that is none is passed over."""
        told = (self._answer(" ".join(each.split())) for each in asked[:most])
        return "\n".join(each for each in told if each)

    def _answer(self, asked: str) -> str:
        what, _, of = asked.partition(" ")
        name = of.casefold()
        match what.casefold():
            case "inspect" if of:
                found = self._lines(lambda line: name in (_who(line).casefold(), _to(line).casefold()))
            case "trace" if of:
                found = self._lines(lambda line: str(line.get("room", "")).casefold() == name)
            case "quote" if at := LINE.fullmatch(of):
                found = self._line(at[1], int(at[2]))
            case _:
                return ""
        lines = "\n".join(f"- {each}" for each in found) or "- nothing"
        return f"{what.casefold()} {quoted(of, 40)}:\n{lines}"

    def _lines(self, wanted: Callable[[dict[str, Any]], bool]) -> list[str]:
        newest: deque[str] = deque(maxlen=MOST)
        for spot, line in self._events():
            if wanted(line):
                newest.append(self._told(spot, line))
        return list(newest)

    def _line(self, day: str, number: int) -> list[str]:
        for spot, raw in between(self._folder, self._since, self._upto):
            if (spot.day, spot.line) == (day, number):
                line = self._event(raw) or self._typed(raw)
                return [self._told(spot, line)] if line else []
        return []

    def _events(self) -> Iterator[tuple[Spot, dict[str, Any]]]:
        """Yield each event of the stretch once, where somebody perceived it."""
        last = 0
        for spot, raw in between(self._folder, self._since, self._upto):
            found = HAPPENED.search(raw)
            if found and int(found[1]) > last and presence(raw) and (line := self._event(raw)):
                last = int(found[1])
                yield spot, line

    def _event(self, raw: bytes) -> dict[str, Any]:
        """Return a line that tells of an event; nothing of one that is none, or of somebody who is forgotten."""
        line = _fields(raw) if HAPPENED.search(raw) and FORGET not in raw else {}
        data = line.get("data")
        if not isinstance(data, dict) or {data.get("who"), data.get("to")} & self._forgotten:
            return {}
        return line

    def _typed(self, raw: bytes) -> dict[str, Any]:
        """Return a line that somebody typed. It may be a whisper, however it begins."""
        line = _fields(raw) if COMES_IN in raw and self._whispers else {}
        return {} if line.get("body") in self._forgotten else line

    def _told(self, spot: Spot, line: dict[str, Any]) -> str:
        data = line.get("data")
        if not isinstance(data, dict) or "who" not in data:
            who = quoted(line.get("character", "somebody"), 40)
            return f"{_hour(line)} {who} typed: {quoted(line.get('text', ''))} ({spot})"
        where = quoted(line.get("room", ""), 40)
        if line["package"] == "Gothmud.Arrive":
            return f"{_hour(line)} {_who(line)} comes to {where} ({spot})"
        mode = data.get("mode", "")
        words = "..." if mode == "whisper" and not self._whispers else quoted(data.get("text", ""))
        to = f" to {_to(line)}" if _to(line) else ""
        return f'{_hour(line)} {where}: {_who(line)} {MODES.get(mode, "calls")}{to}: "{words}" ({spot})'


def _fields(raw: bytes) -> dict[str, Any]:
    try:
        return parsed(raw)
    except ValueError:
        return {}


def _hour(line: dict[str, Any]) -> str:
    return str(line.get("city", ""))[11:16]


def _who(line: dict[str, Any]) -> str:
    return quoted(line["data"].get("called") or line["data"].get("talker") or "", 40)


def _to(line: dict[str, Any]) -> str:
    return quoted(line["data"].get("to_called") or "", 40)
