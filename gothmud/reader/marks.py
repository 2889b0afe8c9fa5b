"""Where the last briefing left off. Its own front matter says so: there is no other state that could go astray."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from agents.memory.front import FRONT
from agents.memory.note import body_of

FOLDER = "briefings"
BEGINNING = datetime.min


class Mark(BaseModel):
    """The front matter of a briefing: up to when (UTC) the record and the sessions were read, and up to which change
    each mind's notes. Keys that a human adds are theirs."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    written: datetime
    until: datetime
    changes: dict[str, Annotated[int, Field(ge=0)]] = {}

    @property
    def since(self) -> datetime:
        """The moment as the record's views have it: UTC, naive."""
        return self.until.astimezone(UTC).replace(tzinfo=None)


def briefings(vault: Path) -> list[Path]:
    """Return the briefings, the newest first."""
    return sorted((vault / FOLDER).glob("*.md"), reverse=True)


def last_mark(vault: Path) -> Mark | None:
    """Return the mark of the newest briefing that has one, or None before the first."""
    return next((mark for each in briefings(vault) if (mark := mark_of(each))), None)


def mark_of(file: Path) -> Mark | None:
    """Return a briefing's mark, or None where a human's hand made it unreadable."""
    try:
        found = FRONT.match(file.read_text(encoding="utf-8"))
        return Mark.model_validate(YAML(typ="safe").load(found[1])) if found else None
    except (OSError, UnicodeDecodeError, ValidationError, YAMLError, ValueError):
        return None


def body(file: Path) -> str:
    """Return a briefing's text without its front matter."""
    return body_of(file.read_text(encoding="utf-8", errors="replace"))
