"""The map in sentences, for whoever hears it instead of seeing it, and the way to a place that somebody asks for."""

from __future__ import annotations

import math
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
    near = _routes(places, start, FURTHEST)
    lines += [f"{', '.join(route).capitalize()}: {place.name}." for place, route in near]
    return "\n".join(lines)


def direction(atlas: Atlas, here: int, called: str) -> str:
    """Return a sentence with the way to the place that somebody calls so: by its name or another word for it, else by some
    words of its name, the nearest of several. An empty string where nothing is called so, or no way leads there."""
    places = {each.num: each for each in atlas.places}
    wanted = _plain(called)
    if here not in places or not wanted:
        return ""
    routes = [(places[here], []), *_routes(places, places[here], math.inf)]
    meant = [each for each in routes if wanted in map(_plain, (each[0].name, *each[0].called))]
    found = meant or [each for each in routes if _begins(each[0], wanted.split())]
    if not found:
        return ""
    place, route = found[0]
    return f"{place.name} is that way: {', '.join(route)}." if route else f"You are at {place.name}."


def _plain(name: str) -> str:
    """Return a name as people type it."""
    return " ".join(name.casefold().removeprefix("the ").split())


def _begins(place: Place, words: list[str]) -> bool:
    """Return whether each of the words is the beginning of one of the place's name."""
    return all(any(part.startswith(word) for part in place.name.casefold().split()) for word in words)


def _routes(places: dict[int, Place], start: Place, furthest: float) -> list[tuple[Place, list[str]]]:
    """Return each place at most so many exits away with the shortest route to it, in the order in which one would come to
    them."""
    routes: dict[int, list[str]] = {start.num: []}
    queue = deque([start])
    while queue:
        place = queue.popleft()
        if len(routes[place.num]) == furthest or (place.tram and place is not start):
            continue  # nobody is sent by a tram: it may be gone by then
        for way, to in place.ways.items():
            if to in places and to not in routes:
                routes[to] = [*routes[place.num], way]
                queue.append(places[to])
    return [(places[num], route) for num, route in routes.items() if route]
