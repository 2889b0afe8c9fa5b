"""The shortest way between two places, a step at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Mapping


def next_room(ways: Mapping[str, Collection[str]], here: str, goal: str) -> str:
    """Return the neighbouring room on a shortest way to ``goal``; empty if there is none or one is there."""
    steps, edge = {here: ""}, deque([here])
    while edge:
        room = edge.popleft()
        for each in ways.get(room, ()):
            if each not in steps:
                steps[each] = steps[room] or each
                edge.append(each)
    return steps.get(goal, "")
