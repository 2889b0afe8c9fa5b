"""Which part of a prompt is new: what no earlier request of the same mind began with. Pure."""

from __future__ import annotations

from collections import deque

from agents.model import Request

REMEMBERED = 8  # prompts of a mind; a fork (a try with a cue) is left and come back to within a few


class Prompts:
    """The latest prompts of one mind."""

    def __init__(self) -> None:
        self._latest: deque[str] = deque(maxlen=REMEMBERED)

    def novel_share(self, request: Request) -> float:
        """Return the share of a request's prompt, in characters, that none of the latest began with; remember it."""
        text = request.prompt or "".join(f"<{each['role']}>{each['content']}" for each in request.messages)
        known = 0
        for each in reversed(self._latest):
            if len(each) > known and text.startswith(each[: known + 1]):  # else nothing is to be won there
                known = max(known, _shared(text, each))
        self._latest.append(text)
        return 1 - known / len(text) if text else 0.0


def _shared(one: str, other: str) -> int:
    """Return how many characters two texts begin with in common; by halves, as a context has tens of thousands."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[low:middle] == other[low:middle] else (low, middle - 1)
    return low
