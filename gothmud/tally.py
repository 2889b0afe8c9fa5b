"""What the minds did since a city time, counted from the record as it grows: each line is read once."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any


@dataclass
class Tally:
    """Turns, calls and tokens of a record folder from a city time on. Tokens that nobody reported count as none."""

    folder: Path
    since: datetime
    turns: int = 0
    calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    _read: dict[Path, int] = field(default_factory=dict)

    def look(self) -> None:
        """Count what was written since the last look; a line that is being written waits for the next."""
        for path in sorted(self.folder.glob("agents-*.jsonl")):
            with open(path, "rb") as file:
                file.seek(self._read.get(path, 0))
                new = file.read()
            whole = new[: new.rfind(b"\n") + 1]
            self._read[path] = self._read.get(path, 0) + len(whole)
            for line in whole.splitlines():
                self._count(line)

    def _count(self, line: bytes) -> None:
        event: dict[str, Any] = json.loads(line)
        if not event["city_time"] or datetime.fromisoformat(event["city_time"]) < self.since:
            return
        match event["kind"]:
            case "turn":
                self.turns += 1
            case "call":
                self.calls += 1
                self.tokens_in += event["prompt_tokens"] or 0
                self.tokens_out += event["output_tokens"] or 0
            case _:
                pass
