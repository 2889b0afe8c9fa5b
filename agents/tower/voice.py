"""The watcher's words, out of voice.yaml."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict
from ruamel.yaml import YAML

from agents.tower.usual import Finding, Kind

WORDS = Path(__file__).with_name("voice.yaml")


class Voice(BaseModel):
    """The file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    findings: dict[Kind, str]
    opens: list[str]
    quiet: list[str]
    closes: list[str]
    dossier: str
    shouts: dict[Kind, str]
    log_book: str
    leans: str
    look: str
    write: str

    def finding(self, found: Finding) -> str:
        """Return a finding in words; those of a whisper stand behind it, where the watcher may hear them."""
        words = f': "{found.words[4]}"' if found.kind in ("strangers", "whisper") and found.words[4] else ""
        return f"{self.findings[found.kind].format(*found.words)}{words}"


@cache
def voice() -> Voice:
    """Return the words of the file."""
    return Voice.model_validate(YAML(typ="safe").load(WORDS.read_text("utf-8")))
