"""The whole city as clients' mappers draw it: rooms by number, areas by number, and all of it as MMP XML. No server."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Place:
    """A room: its number, its names, where it lies, to which room each exit leads, what else people call it, and whether it
    is a tram, which is here now and elsewhere then."""

    num: int
    name: str
    area: str
    environment: str
    x: int
    y: int
    ways: dict[str, int] = field(default_factory=dict)
    called: tuple[str, ...] = ()
    tram: bool = False


@dataclass(frozen=True)
class Atlas:
    """All rooms of a city."""

    places: tuple[Place, ...]

    @cached_property
    def areas(self) -> dict[str, int]:
        """The number of each area: the lowest of its rooms', so that it outlives a rebuild as rooms' numbers do."""
        lowest: dict[str, int] = {}
        for each in self.places:
            lowest[each.area] = min(each.num, lowest.get(each.area, each.num))
        return lowest

    def coords(self, area: str, x: int, y: int) -> str:
        """Return a place as Iron Realms' mappers read it: 'area,x,y,z'."""
        return f"{self.areas.get(area, 0)},{x},{y},0"

    @cached_property
    def mmp(self) -> bytes:
        """The city as a file of the MUD Mapper Protocol, as ``Client.Map`` offers it."""
        root = ET.Element("map")
        _listed(root, "area", ({"id": str(num), "name": name} for name, num in self.areas.items()))
        environments = {name: str(n) for n, name in enumerate(sorted({each.environment for each in self.places}), 1)}
        rooms = ET.SubElement(root, "rooms")
        for each in self.places:
            _room(rooms, each, str(self.areas[each.area]), environments[each.environment])
        _listed(root, "environment", ({"id": num, "name": name} for name, num in environments.items()))
        ET.indent(root)
        return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def _listed(root: ET.Element, name: str, entries: Iterable[dict[str, str]]) -> None:
    group = ET.SubElement(root, f"{name}s")
    for each in entries:
        ET.SubElement(group, name, each)


def _room(rooms: ET.Element, place: Place, area: str, environment: str) -> None:
    named = {"id": str(place.num), "area": area, "title": place.name, "environment": environment}
    room = ET.SubElement(rooms, "room", named)
    ET.SubElement(room, "coord", {"x": str(place.x), "y": str(place.y), "z": "0"})
    for way, to in place.ways.items():
        ET.SubElement(room, "exit", {"direction": way, "target": str(to)})
