"""The same rooms for both worlds, twelve unless said: a ring with ways across. As a city's files, and for a batch dig."""

from __future__ import annotations

from pathlib import Path

COUNT = 12
DESC = "A ring of old houses leans over a wet lane. Somebody has numbered the lamps in chalk, and then thought better of it."
A_FILE = 1000  # rooms of one file


def names(count: int = COUNT) -> list[str]:
    """Return the rooms' names."""
    return [f"Lane {number + 1}" for number in range(count)]


def exits(room: int, count: int = COUNT) -> list[tuple[str, int]]:
    """Return the ways out of a room: name and the room they lead to."""
    return [(name, (room + step) % count) for name, step in (("east", 1), ("west", -1), ("north", count // 2))]


def write_city(folder: Path, count: int = COUNT) -> None:
    """Write a city of rooms alone, nobody in it."""
    (folder / "rooms").mkdir(parents=True)
    (folder / "cast").mkdir()
    (folder / "city.yaml").write_text(
        "id: ring\nname: Ring\nprimer: A ring of lanes.\nstart: lane-1\ndistricts:\n  - {id: ring, name: the ring}\n",
        encoding="utf-8",
    )
    for first in range(0, count, A_FILE):
        rooms = [_room(number, count) for number in range(first, min(first + A_FILE, count))]
        (folder / "rooms" / f"ring-{first:05}.yaml").write_text("".join(rooms), encoding="utf-8")


def _room(number: int, count: int) -> str:
    ways = "".join(f"    - {{name: {way}, to: lane-{to + 1}}}\n" for way, to in exits(number, count))
    return (
        f"- id: lane-{number + 1}\n  name: Lane {number + 1}\n  district: ring\n  at: [{number}, 0]\n  desc: {DESC}\n"
        f"  exits:\n{ways}"
    )
