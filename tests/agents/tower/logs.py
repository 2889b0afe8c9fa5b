"""Audit logs as the server writes them, for tests: events with those who perceive them, typed lines, refusals."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from gothmud import wire
from gothmud.audit import Line
from gothmud.audit import fields as audit_fields

REAL = datetime(2026, 11, 25, 12, tzinfo=UTC)
NAMES = {1: "Lorenz", 2: "Ada", 3: "Bruno", 4: "Wim", 5: "Moll"}


@dataclass
class Log:
    """A log that grows. ``now`` is the city time of the next line."""

    folder: Path
    now: datetime
    seq: int = 0
    event: int = 0
    day: str = "2026-11-25"
    rooms: dict[int, str] = field(default_factory=lambda: dict.fromkeys(NAMES, "The Square"))

    def say(self, who: int, text: str, *hearers: int, mode: str = "say", to: int | None = None) -> None:
        """Somebody says something; ``hearers`` and the speaker perceive it."""
        shown = {
            "who": who,
            "called": NAMES[who],
            "mode": mode,
            "text": text,
            "to": to,
            "to_called": NAMES.get(to or 0, ""),
        }
        self._tell(wire.SayEvent, shown, who, *hearers)

    def whisper(self, who: int, to: int, text: str) -> None:
        self.say(who, text, to, mode="whisper", to=to)

    def arrive(self, who: int, room: str, *hearers: int) -> None:
        origin, self.rooms[who] = self.rooms[who], room
        self._tell(wire.Arrive, {"who": who, "called": NAMES[who], "origin": origin}, who, *hearers)

    def forget(self, who: int, *hearers: int) -> None:
        self._tell(wire.Forget, {"who": who, "called": NAMES[who]}, *hearers)

    def refuse(self, who: int, reason: str) -> None:
        result = wire.ActResult(id="a-1", ok=False, reason=reason, event=self._next())
        self.put(who, "out", frame=result.encode())

    def typed(self, who: int, text: str, *told: int) -> None:
        """Somebody without a client that takes frames types something; those who are told get it as text."""
        event = self._next()
        self.put(who, "in", text=text, events=[event])
        for each in told:
            self.put(each, "out", text="You hear something.", events=[event])

    def put(self, who: int, direction: str, **fields: Any) -> None:
        known = audit_fields(
            connection=who, account=NAMES[who], character=NAMES[who], body=who, room=self.rooms[who], room_id=7
        )
        self.seq += 1
        (line,) = Line(direction, [known], REAL, self.now, **fields).encode(self.seq)
        self.raw(f"{line}\n")

    def raw(self, text: str) -> None:
        self.folder.mkdir(exist_ok=True, parents=True)
        with open(self.folder / f"audit-{self.day}.jsonl", "a", encoding="utf-8") as file:
            file.write(text)

    def later(self, **stretch: float) -> None:
        self.now += timedelta(**stretch)

    def _next(self) -> str:
        self.event += 1
        return f"world-{self.event}"

    def _tell(self, message: type[wire.Perceived], shown: dict[str, Any], *hearers: int) -> None:
        frame = message(seq=self.event + 1, event=self._next(), at=self.now, **shown).encode()
        for each in hearers:
            self.put(each, "out", frame=frame)
