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
    """Return a sentence with the way to the place that somebody calls so, by its name or some words of it: the nearest of
    several. An empty string where nothing is called so, or no way leads there."""
    places = {each.num: each for each in atlas.places}
    wanted = called.casefold().removeprefix("the ").split()
    if here not in places or not wanted:
        return ""
    for place, route in _routes(places, places[here], math.inf):
        if _is_called(place, wanted):
            return f"{place.name} is that way: {', '.join(route)}."
    return f"You are at {places[here].name}." if _is_called(places[here], wanted) else ""


def _is_called(place: Place, words: list[str]) -> bool:
    """Return whether each of the words is the beginning of one of the place's name."""
    return all(any(part.startswith(word) for part in place.name.casefold().split()) for word in words)


def _routes(places: dict[int, Place], start: Place, furthest: float) -> list[tuple[Place, list[str]]]:
    """Return each place at most so many exits away with the shortest route to it, in the order in which one would come to
    them."""
    routes: dict[int, list[str]] = {start.num: []}
    queue = deque([start])
    while queue:
        place = queue.popleft()
        if len(routes[place.num]) == furthest:
            continue
        for way, to in place.ways.items():
            if to in places and to not in routes:
                routes[to] = [*routes[place.num], way]
                queue.append(places[to])
    return [(places[num], route) for num, route in routes.items() if route]
