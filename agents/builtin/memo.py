"""An agent may write something down at once: the action ``remember``, kept as a thread of its notes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from agents.hookspecs import hookimpl
from agents.memory.links import shown
from agents.memory.note import LONGEST, Draft
from agents.own import OwnAction
from agents.view import View


@hookimpl
def register_actions() -> list[OwnAction]:
    """Offer ``remember``."""
    return [OwnAction("remember", "write a line into your own notes", remember)]


async def remember(mind: View, text: str) -> str:
    """Put a line under the day's open threads; the same line twice stands once. A full memo is followed by another."""
    line = f"- {' '.join(text.split())}"
    for key, before in _memos(mind) if text.strip() else ():
        if shown(line) in map(shown, before.splitlines()):
            break
        if len(before) + len(line) < LONGEST:
            draft = Draft(key, "thread", f"Memo of {mind.now:%A %d %B}", (), {"Open": f"{before}\n{line}".strip()})
            mind.vault.write(draft, at=mind.now, why="remember")
            break
    return "It is noted."


def _memos(mind: View) -> Iterator[tuple[str, str]]:
    """Yield the ids of the day's memos and what stands in them; after the last one those that aren't there yet."""
    for number in count(1):
        key = f"memo-{mind.now:%Y-%m-%d}{f'-{number}' if number > 1 else ''}"
        known = mind.vault.notes.get(key)
        yield key, known.sections.get("Open", "") if known else ""
