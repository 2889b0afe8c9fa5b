"""Which part of a prompt is new: what no earlier request of the same mind began with. Pure."""

from __future__ import annotations

from collections import deque

from agents.model import Request

REMEMBERED = 8  # prompts of a mind; a fork (a try with a cue) is left and come back to within a few
Message = dict[str, str]


class Prompts:
    """The latest prompts of one mind."""

    def __init__(self) -> None:
        self._latest: deque[tuple[Message, ...]] = deque(maxlen=REMEMBERED)

    def novel_share(self, request: Request) -> float:
        """Return the share of a request's prompt, in characters, that none of the latest began with; remember it."""
        messages = ({"role": "", "content": request.prompt},) if request.prompt else request.messages
        size = _size(messages)
        known = 0
        for each in reversed(self._latest):
            known = max(known, _shared(messages, each))
            if each and messages[: len(each) - 1] == each[:-1] and messages[len(each) - 1 : len(each)] == each[-1:]:
                break  # it went on from this one: an older one shares no more
        self._latest.append(messages)
        return 1 - known / size if size else 0.0


def _size(messages: tuple[Message, ...]) -> int:
    return sum(len(each["role"]) + len(each["content"]) for each in messages)


def _shared(one: tuple[Message, ...], other: tuple[Message, ...]) -> int:
    """Return how many characters two prompts begin with in common. Messages that grew no more are the same objects."""
    same = 0
    for mine, its in zip(one, other, strict=False):
        if mine is not its and mine != its:
            return _size(one[:same]) + _begin(mine, its)
        same += 1
    return _size(one[:same])


def _begin(one: Message, other: Message) -> int:
    """Return how many characters two messages begin with in common, by halves; none where another speaks."""
    if one["role"] != other["role"]:
        return 0
    mine, its = one["content"], other["content"]
    low, high = 0, min(len(mine), len(its))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if mine[low:middle] == its[low:middle] else (low, middle - 1)
    return len(one["role"]) + low
