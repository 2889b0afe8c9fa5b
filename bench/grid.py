"""The same twelve rooms for both worlds: a ring with ways across. As a city's files, and as a list for a batch dig."""

from __future__ import annotations

from pathlib import Path

COUNT = 12
DESC = "A ring of old houses leans over a wet lane. Somebody has numbered the lamps in chalk, and then thought better of it."
WAYS = (("east", 1), ("west", -1), ("north", COUNT // 2))


def names() -> list[str]:
    """Return the rooms' names."""
    return [f"Lane {number + 1}" for number in range(COUNT)]


def exits(room: int) -> list[tuple[str, int]]:
    """Return the ways out of a room: name and the room they lead to."""
    return [(name, (room + step) % COUNT) for name, step in WAYS]


def write_city(folder: Path) -> None:
    """Write a city of rooms alone, nobody in it."""
    (folder / "rooms").mkdir(parents=True)
    (folder / "cast").mkdir()
    (folder / "city.yaml").write_text(
        "id: ring\nname: Ring\nprimer: A ring of lanes.\nstart: lane-1\ndistricts:\n  - {id: ring, name: the ring}\n",
        encoding="utf-8",
    )
    rooms = []
    for number, name in enumerate(names()):
        ways = "".join(f"    - {{name: {way}, to: lane-{to + 1}}}\n" for way, to in exits(number))
        rooms.append(
            f"- id: lane-{number + 1}\n  name: {name}\n  district: ring\n  at: [{number}, 0]\n  desc: {DESC}\n  exits:\n{ways}"
        )
    (folder / "rooms" / "ring.yaml").write_text("".join(rooms), encoding="utf-8")
