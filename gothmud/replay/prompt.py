"""The exact text that a mind had before it when it chose an act: from its session file, where the home is at hand."""

from __future__ import annotations

from pathlib import Path

from agents.session import Entry, every, messages_of


def context_before(home: Path, agent: str, reply: str) -> tuple[dict[str, str], ...] | None:
    """Return the messages of the context that a reply was given to, to the byte.

    None where the mind has no session file or no such reply. Raises RecordError for a file that is broken.
    """
    path = home / "minds" / agent / "session.jsonl"
    if not reply or not path.is_file():
        return None
    context: list[Entry] = []
    for entry in every(path):
        if entry.id == reply:
            return messages_of(context)
        if entry.kind == "compaction":
            del context[1:]
        context.append(entry)
    return None
