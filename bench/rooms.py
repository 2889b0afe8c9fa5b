"""A city's rooms as a body sees them, without a world around them. Pure."""

from __future__ import annotations

from gothmud.wire import RoomInfo, Way
from world.schema import CityPlan


def rooms_of(plan: CityPlan) -> dict[str, RoomInfo]:
    """Return the rooms of a city as their bodies see them, by id."""
    numbers = {room.id: number for number, room in enumerate(plan.rooms, 1000)}
    names = {room.id: room.name for room in plan.rooms}
    return {
        room.id: RoomInfo(
            num=numbers[room.id], name=room.name, key=room.id, area=room.district, desc=room.desc,
            ways=[
                Way(id=numbers[room.id] * 100 + index, name=way.name, to=numbers[way.to], to_name=names[way.to])
                for index, way in enumerate(room.exits)
            ],
        )
        for room in plan.rooms
    }  # fmt: skip
