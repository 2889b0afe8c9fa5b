"""Small records by hand: events a line each, in a home's folder."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from gothmud.events import Event, Moved, Said

CITY = datetime(1890, 3, 1, 12)
REAL = datetime(2026, 1, 1, 12, tzinfo=UTC)
EVENING = Path(__file__).parents[1] / "data" / "evening"
ADA, BRUNO, HUMAN = 1, 2, 3
PEOPLE = {ADA: ("Ada", "agent"), BRUNO: ("Bruno", "short"), HUMAN: ("Corvina", "human")}
SQUARE, CAFE = 10, 11


class Making:
    """A record that is being made. Each event is a second of real time and ``minutes`` of city time after the last."""

    def __init__(self, home: Path) -> None:
        self.folder = home / "record"
        self.folder.mkdir(parents=True)
        self.seqs: dict[str, int] = {}
        self.city, self.real = CITY, REAL

    def add(
        self, kind: type[Event], source: str = "world", *, minutes: float = 0, cause: str = "", **fields: Any
    ) -> str:
        """Write an event; return its id."""
        self.seqs[source] = seq = self.seqs.get(source, 0) + 1
        self.city += timedelta(minutes=minutes)
        self.real += timedelta(seconds=1)
        if "minutes" in kind.model_fields:  # an event that lasts is written at its end
            fields["minutes"] = minutes
        event = kind(
            id=f"{source}-{seq}",
            city_time=self.city,
            real_time=self.real,
            source=source,
            seq=seq,
            cause=cause,
            **fields,
        )
        self.line(event.model_dump_json() + "\n", source)
        return event.id

    def said(self, who: int, text: str, **fields: Any) -> str:
        """Let somebody say something on the square."""
        name, tier = PEOPLE[who]
        given: dict[str, Any] = {"room": SQUARE, "mode": "say", "heard": [*PEOPLE], **fields}
        return self.add(Said, who=who, name=name, tier=tier, text=text, **given)

    def moved(self, who: int, origin: int | None, room: int, **fields: Any) -> str:
        """Let somebody walk."""
        name, tier = PEOPLE[who]
        return self.add(Moved, who=who, name=name, tier=tier, origin=origin, room=room, way="east", **fields)

    def line(self, text: str, source: str = "world") -> None:
        """Write bytes as they are into the day's file."""
        with open(self.file(source), "a", encoding="utf-8") as file:
            file.write(text)

    def file(self, source: str = "world") -> Path:
        """Return the day's file."""
        return self.folder / f"{source}-{self.real:%F}.jsonl"
