"""What a mind knows of facts that go from mouth to mouth: the words, from whom, who knows it too, who was to be told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from agents.senses import Percept


@dataclass(frozen=True, slots=True)
class Story:
    """A fact as this mind first came to know it. ``by`` told it (0 and no name: one knew it from before); ``knowing``
    are those who told it or heard it with one, by body; ``wished`` those whom one wished to tell it."""

    id: str
    text: str
    at: datetime
    by: int = 0
    called: str = ""
    knowing: frozenset[int] = frozenset()
    wished: frozenset[int] = frozenset()


def told_of(story: Story | None, percept: Percept) -> Story:
    """Return a story after a percept of it; the first words of it stay."""
    here = frozenset({percept.who, *percept.heard}) - {0}
    if story is None:
        called = "" if percept.mine else percept.called
        return Story(percept.story, percept.text, percept.at, 0 if percept.mine else percept.who, called, here)
    return replace(story, knowing=story.knowing | here)
