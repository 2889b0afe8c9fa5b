"""Generated days for the replay benchmark: a city's record, fast to make, with every kind that the metrics read."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from pydantic_core import to_json

CITY, REAL = datetime(1890, 3, 1), datetime(2026, 1, 1)
PEOPLE, HUMANS, ROOMS, A_DAY = 48, 4, 30, 100_000
WORDS = [f"{first}{second}" for first in "bcdfghjklmnpqrstvwxz" for second in "aeiouäöüyéèêíóúáàâî"]


class Days:
    """Days of one city, event by event; the same for the same seed."""

    def __init__(self, seed: int = 1) -> None:
        self.rng = random.Random(seed)
        self.rooms = {who: who % ROOMS for who in range(PEOPLE)}
        self.heard_last: dict[int, tuple[str, int]] = {}  # by room: the last line and its speaker
        self.seqs = {"world": 0, "agents": 0}
        self.made = 0

    def write(self, folder: Path, events: int) -> list[Path]:
        """Write that many events, a file a source and day; return the files."""
        folder.mkdir(parents=True)
        paths: list[Path] = []
        while self.made < events:
            paths += self._day(folder, min(A_DAY, events - self.made))
        return paths

    def _day(self, folder: Path, events: int) -> list[Path]:
        day = self.made // A_DAY
        step = timedelta(days=1) / A_DAY
        lines: dict[str, list[bytes]] = {"world": [], "agents": []}
        first = self.made
        while self.made < first + events:
            at = timedelta(days=day) + (self.made % A_DAY) * step
            for source, fields in self._happening(at):
                lines[source].append(self._line(source, at, fields))
                self.made += 1
        paths = [folder / f"{source}-{REAL + timedelta(days=day):%F}.jsonl" for source in lines]
        for path, found in zip(paths, lines.values(), strict=True):
            path.write_bytes(b"".join(found))
        return paths

    def _line(self, source: str, at: timedelta, fields: dict[str, Any]) -> bytes:
        self.seqs[source] = seq = self.seqs[source] + 1
        return to_json({
            "v": 1, "id": f"{source}-{seq}", "kind": fields["kind"], "city_time": CITY + at,
            "real_time": f"{(REAL + at).isoformat()}Z", "source": source, "seq": seq, "cause": "", **fields,
        }) + b"\n"  # fmt: skip

    def _happening(self, at: timedelta) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield what happens next: a step or a sleep, a line, or a turn with its call and sometimes a nudge."""
        who, dice = self.rng.randrange(PEOPLE), self.rng.random()
        if dice < 0.3:
            yield "world", self._moved(who)
        elif dice < 0.32:
            yield (
                "world",
                {**_body(who), "kind": "slept", "room": self.rooms[who], "state": self._state(at), "heard": []},
            )
        elif dice < 0.72:
            yield "world", self._said(who)
        else:
            agent = f"mind{who}"
            yield "agents", self._call(agent)
            if dice > 0.95:
                fate = self.rng.choice(["obeyed", "ignored", "fired"])
                yield "agents", {"kind": "nudge", "agent": agent, "rule": "plan", "key": "k", "fate": fate}
            yield "agents", {"kind": "turn", "agent": agent, "tier": "agent", "verb": "say", "ok": True, "seconds": 0.5}

    def _state(self, at: timedelta) -> str:
        return "asleep" if at.seconds < 6 * 3600 else "awake"

    def _moved(self, who: int) -> dict[str, Any]:
        origin, room = self.rooms[who], self.rng.randrange(ROOMS)
        self.rooms[who] = room
        return {**_body(who), "kind": "moved", "origin": origin, "room": room, "way": "east", "heard": self._near(room)}

    def _said(self, who: int) -> dict[str, Any]:
        room = self.rooms[who]
        before, speaker = self.heard_last.get(room, ("", who))
        self.heard_last[room] = (f"world-{self.seqs['world'] + 1}", who)
        return {
            **_body(who), "kind": "said", "room": room, "mode": "say", "heard": self._near(room),
            "text": " ".join(self.rng.choices(WORDS, k=self.rng.randint(2, 14))),
            "cause": before if speaker != who else "", "turn": self._asked(who, room) if who < HUMANS else None,
        }  # fmt: skip

    def _asked(self, who: int, room: int) -> int | None:
        others = [each for each in self._near(room) if each >= HUMANS]
        return others[who % len(others)] if others else None

    def _near(self, room: int) -> list[int]:
        return [who for who, where in self.rooms.items() if where == room]

    def _call(self, agent: str) -> dict[str, Any]:
        prompt = self.rng.randint(500, 6000)
        return {
            "kind": "call", "agent": agent, "purpose": "muse", "priority": "idle", "model": "m", "ok": True,
            "prompt_tokens": prompt, "cached_tokens": prompt - self.rng.randint(20, 400), "output_tokens": 30,
            "novel_tokens": 60, "queue_seconds": 0.01, "model_seconds": 0.8,
        }  # fmt: skip


def _body(who: int) -> dict[str, Any]:
    return {"who": who, "name": f"Person {who}", "tier": "human" if who < HUMANS else "agent"}
