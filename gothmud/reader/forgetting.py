"""Who asked to be forgotten: their lines are no quotes any more, and pages and briefings lose them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from agents.memory.disk import replace
from agents.memory.forgetting import without
from agents.memory.front import FRONT
from agents.memory.vault import Vault
from gothmud.reader.marks import briefings
from gothmud.replay.opening import Opened, opened

SPOKEN = """
CREATE OR REPLACE VIEW spoken AS SELECT * FROM utterances WHERE mode <> 'whisper' AND NOT EXISTS (
  SELECT 1 FROM events AS asked WHERE asked.kind = 'forgotten' AND asked.city = utterances.city
    AND asked.who = utterances.who AND asked.real_time >= utterances.real_time)
"""
ASKED = "SELECT who, name FROM events WHERE kind = 'forgotten' AND real_time > $since ORDER BY seq"


@dataclass(frozen=True, slots=True)
class Forgotten:
    """Somebody who asked to be forgotten."""

    who: int
    name: str


@contextmanager
def readable(home: Path) -> Iterator[Opened]:
    """Open a home's record with the view ``spoken``: what may be read out, so no whisper, and nothing that somebody said
    who asked to be forgotten since. Raises RecordError."""
    with opened([home]) as record:
        record.gather()
        record.connection.execute(SPOKEN)
        yield record


def forgotten(record: Opened, since: datetime) -> list[Forgotten]:
    """Return who asked since a moment."""
    return [Forgotten(**row) for row in record.rows(ASKED, {"since": since})]


def forget(vault: Vault, who: Sequence[Forgotten]) -> None:
    """Take people out of the reader's pages and briefings. What a human wrote into a page stays. Raises OSError."""
    for each in who:
        vault.forget(f"p{each.who}", each.name)
    names = [each.name for each in who]
    for path in briefings(vault.folder) if names else ():
        text = path.read_text(encoding="utf-8", errors="replace")
        front = found.end() if (found := FRONT.match(text)) else 0
        if (less := without(text[front:], names)) != text[front:]:
            replace(path, text[:front] + less)
