"""A small sound city as text, to be broken in one place at a time."""

from __future__ import annotations

from pathlib import Path

from gothmud.errors import CityError
from world.load import load_city
from world.schema import CityPlan

CITY = """\
id: small
name: Small
primer: A town of two rooms.
start: square
districts:
  - id: middle
    name: the middle
"""
ROOMS = """\
- id: square
  name: The Square
  district: middle
  at: [0, 0]
  desc: A small square with a bell on a post.
  exits:
    - {name: north, to: inn}
- id: inn
  name: The Inn
  district: middle
  at: [0, 1]
  desc: One table, two chairs, and a pot.
  exits:
    - name: south
      to: square
  things:
    - id: pot
      name: pot
      desc: It never boils.
"""
ADA = """\
---
id: ada
name: Ada
tier: agent
home: inn
role: the mender
looks: A woman with oil on her sleeves.
plan:
  - {at: "07:00", place: inn, doing: mending a pump}
---
You are Ada, who mends what others give up on. You miss a cog.
"""
TEXTS = {"city.yaml": CITY, "rooms/a.yaml": ROOMS, "cast/ada.md": ADA}


def write(folder: Path, changes: dict[str, str | bytes] | None = None) -> Path:
    """Write the city with some files changed; return its folder."""
    for name, text in {**TEXTS, **(changes or {})}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def swap(name: str, old: str, new: str) -> dict[str, str | bytes]:
    """Return the change of one place in one file."""
    assert TEXTS[name].count(old) == 1, f"{old!r} stands {TEXTS[name].count(old)} times"
    return {name: TEXTS[name].replace(old, new)}


def loaded(folder: Path, changes: dict[str, str | bytes] | None = None) -> CityPlan:
    """Return the city, loaded."""
    return load_city(write(folder, changes))


def findings(folder: Path, changes: dict[str, str | bytes]) -> list[str]:
    """Return what is found in the broken city, a line each, paths without the folder."""
    try:
        loaded(folder, changes)
    except CityError as error:
        return str(error).replace(f"{folder}/", "").splitlines()
    return []
