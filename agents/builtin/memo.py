"""An agent may write something down at once: the action ``remember``, kept as a thread of its notes."""

from __future__ import annotations

from agents.hookspecs import hookimpl
from agents.memory.note import Draft
from agents.own import OwnAction
from agents.view import View


@hookimpl
def register_actions() -> list[OwnAction]:
    """Offer ``remember``."""
    return [OwnAction("remember", "write a line into your own notes", remember)]


async def remember(mind: View, text: str) -> str:
    """Put a line under the day's open threads; the same line twice stands once."""
    key = f"memo-{mind.now:%Y-%m-%d}"
    known = mind.vault.notes.get(key)
    before = known.sections.get("Open", "") if known else ""
    line = f"- {text.strip()}"
    if text.strip() and line not in before.splitlines():
        draft = Draft(key, "thread", f"Memo of {mind.now:%A %d %B}", (), {"Open": f"{before}\n{line}".strip()})
        mind.vault.write(draft, at=mind.now, why="remember")
    return "It is noted."
