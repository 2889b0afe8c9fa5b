"""The vault's first page, for a human who opens it: where to look, and what the mind's context starts from.

Nothing is read back from it: an edit of the notes changes what is remembered, an edit of this page changes nothing.
"""

from __future__ import annotations

from agents.hookspecs import hookimpl
from agents.memory.note import Draft, Kind
from agents.view import View

KEY = "front-page"
MOST = 12  # notes of a kind that are linked
KINDS: dict[Kind, str] = {"day": "Days", "person": "People", "thread": "Threads", "place": "Places"}


@hookimpl
async def on_sleep(mind: View) -> None:
    """Link the newest notes of each kind."""
    _write(mind, "Where to look", "\n".join(filter(None, (_links(mind, kind) for kind in KINDS))))


@hookimpl
async def after_compaction(mind: View, summary: str) -> None:
    """Show what the new context starts from, word for word."""
    _write(mind, "What I start from", summary.strip("\n"))


def _links(mind: View, kind: Kind) -> str:
    notes = sorted(
        (each for each in mind.vault.notes.values() if each.kind == kind), key=lambda each: str(each.updated)
    )
    newest = [mind.vault.link(each.id) for each in notes[-MOST:]]
    return f"{KINDS[kind]}: {', '.join(newest)}" if newest else ""


def _write(mind: View, heading: str, text: str) -> None:
    draft = Draft(KEY, "self", f"The notes of {mind.persona.name}", (), {heading: text})
    mind.vault.write(draft, at=mind.now, why="front page")
