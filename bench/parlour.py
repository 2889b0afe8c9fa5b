"""A city of one parlour, and of as many agents in it as are wanted, who have no plan and nowhere to be."""

from __future__ import annotations

from pathlib import Path

NAMES = ("Ada", "Bram", "Cleo")
ROLES = ("the mender", "the brewer", "the clerk")
CITY = """
id: parlour
name: Parlour
primer: A parlour with a fire, and a yard behind it.
start: parlour
districts:
  - {id: house, name: the house}
"""
ROOMS = """
- id: parlour
  name: The Parlour
  district: house
  at: [0, 0]
  desc: A parlour with a fire in it, and more chairs than anybody needs.
  exits:
    - {name: north, to: yard}
- id: yard
  name: The Yard
  district: house
  at: [0, 1]
  desc: A yard with a pump that nobody uses.
  exits:
    - {name: south, to: parlour}
"""
PERSON = """---
id: {id}
name: {name}
tier: agent
home: parlour
role: {role}
looks: Somebody with a chair by the fire and a great deal of time.
sample:
  - It is a fine day for all of us.
topics:
  - the weather
---
You are {name}, {role}. You like company, and you like to agree.
"""


def write_parlour(folder: Path, people: int) -> None:
    """Write the city into a folder that isn't there yet."""
    for each in ("rooms", "cast"):
        (folder / each).mkdir(parents=True)
    (folder / "city.yaml").write_text(CITY, encoding="utf-8")
    (folder / "rooms" / "house.yaml").write_text(ROOMS, encoding="utf-8")
    for name, role in list(zip(NAMES, ROLES, strict=True))[:people]:
        text = PERSON.format(id=name.lower(), name=name, role=role)
        (folder / "cast" / f"{name.lower()}.md").write_text(text, encoding="utf-8")
