"""The map in sentences, for whoever hears it instead of seeing it: where the ways lead, and how to get further."""

from __future__ import annotations

from collections import deque

from world.atlas import Atlas, Place

FURTHEST = 4  # exits away: what lies beyond is told from nearer by


def sentences(atlas: Atlas, here: int) -> str:
    """Return the ways from the room numbered ``here``, nearest first; one that is on no map gives one sentence."""
    places = {each.num: each for each in atlas.places}
    if here not in places:
        return "This place is on no map."
    start = places[here]
    lines = [f"You are at {start.name}, {start.area}." if start.area else f"You are at {start.name}."]
    lines += [f"{', '.join(route).capitalize()}: {place.name}." for place, route in _routes(places, start)]
    return "\n".join(lines)


def _routes(places: dict[int, Place], start: Place) -> list[tuple[Place, list[str]]]:
    """Return each place with the shortest route to it, in the order in which one would come to them."""
    routes: dict[int, list[str]] = {start.num: []}
    queue = deque([start])
    while queue:
        place = queue.popleft()
        if len(routes[place.num]) == FURTHEST:
            continue
        for way, to in place.ways.items():
            if to in places and to not in routes:
                routes[to] = [*routes[place.num], way]
                queue.append(places[to])
    return [(places[num], route) for num, route in routes.items() if route]
