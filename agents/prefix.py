"""Which part of a prompt is new: what no earlier request of the same mind began with. Pure."""

from __future__ import annotations

from collections import deque

from agents.model import Request

REMEMBERED = 8  # prompts of a mind; a fork (a try with a cue) is left and come back to within a few
Message = dict[str, str]


class Prompts:
    """The latest prompts of one mind."""

    def __init__(self) -> None:
        self._latest: deque[tuple[tuple[Message, ...], int]] = deque(maxlen=REMEMBERED)

    def novel_share(self, request: Request) -> float:
        """Return the share of a request's prompt, in characters, that none of the latest began with; remember it."""
        messages = ({"role": "", "content": request.prompt},) if request.prompt else request.messages
        known, size = 0, -1
        for each, its_size in reversed(self._latest):
            same = _same(messages, each)
            before = its_size - _size(each[same:])
            size = before + _size(messages[same:])
            shared = before + (_begin(messages[same], each[same]) if same < min(len(messages), len(each)) else 0)
            known = max(known, shared)
            if shared == its_size:
                break  # it went on from this one: an older one shares no more
        size = size if size >= 0 else _size(messages)
        self._latest.append((messages, size))
        return 1 - known / size if size else 0.0


def _size(messages: tuple[Message, ...]) -> int:
    return sum(len(each["role"]) + len(each["content"]) for each in messages)


def _same(one: tuple[Message, ...], other: tuple[Message, ...]) -> int:
    """Return with how many whole messages both begin. Those that grew no more are the same objects."""
    for number, (mine, its) in enumerate(zip(one, other, strict=False)):
        if mine is not its and mine != its:
            return number
    return min(len(one), len(other))


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
