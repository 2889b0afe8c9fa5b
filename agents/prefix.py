"""Which part of a prompt is new: what no earlier request of the same mind began with. Pure."""

from __future__ import annotations

from collections import deque
from os.path import commonprefix

from agents.model import Request

REMEMBERED = 8  # prompts of a mind; a fork (a try with a cue) is left and come back to within a few


class Prompts:
    """The latest prompts of one mind."""

    def __init__(self) -> None:
        self._latest: deque[str] = deque(maxlen=REMEMBERED)

    def novel_share(self, request: Request) -> float:
        """Return the share of a request's prompt, in characters, that none of the latest began with; remember it."""
        text = request.prompt or "".join(f"<{each['role']}>{each['content']}" for each in request.messages)
        known = max((len(commonprefix([text, each])) for each in self._latest), default=0)  # noqa: RUF071 - texts, not paths
        self._latest.append(text)
        return 1 - known / len(text) if text else 0.0
