"""What there is to read since the last briefing: sessions, notes, what was said; cut into parts that fit a model."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import zip_longest
from pathlib import Path

from agents.memory.note import body_of
from gothmud.errors import RecordError
from gothmud.journal import read_lines
from gothmud.reader.lives import Life
from gothmud.reader.wording import plainly
from gothmud.replay.names import Names
from gothmud.replay.opening import Opened
from gothmud.replay.telling import told

LONGEST = 220  # characters of a line
SHORTEST = 20  # characters that hardly a line is shorter than
KINDS = ("percept", "thought", "reply", "outcome")
SHARE = 0.4  # of the model's context that one part fills
CHARACTERS = 4  # a token
LARGEST = 16_000  # characters of a part, however much the model holds
UNTOLD = 4096  # tokens, where the endpoint doesn't tell
HEARD = """
SELECT id, city, 'said' AS kind, mode, name, text, to_who AS "to" FROM (
  SELECT * FROM spoken WHERE real_time > $since ORDER BY real_time DESC LIMIT $most
) ORDER BY city, room, seq
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One line to read, and where it stands: an event of the record, or a file and a line of it."""

    text: str
    event: str = ""
    file: Path | None = None
    number: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """Lines of one source that are read at once."""

    source: str
    lines: tuple[Line, ...]

    @property
    def shown(self) -> str:
        """The lines as they are asked about, numbered."""
        return "\n".join(f"[{number}] {line.text}" for number, line in enumerate(self.lines, 1))


def parts_of(
    record: Opened | None, names: Names, lives: list[Life], since: datetime, context: int, most: int
) -> tuple[list[Part], bool]:
    """Return the parts to be read, at most ``most``, and whether older ones were left out.

    Where there are more, the newest of each source are read: each has its turn.
    """
    size = min(LARGEST, int((context or UNTOLD) * CHARACTERS * SHARE))
    sources = [(f"the session of {plainly(life.name)}", _session(life, since)) for life in lives]
    sources += [(f"the notes of {plainly(life.name)}", _notes(life)) for life in lives]
    if record:
        sources.append(("what was said in the city", _heard(record, names, since, most * size // SHORTEST)))
    cut = [_newest(_cut(name, lines, size), most + 1) for name, lines in sources]
    newest_first = [each for row in zip_longest(*(parts[::-1] for parts in cut)) for each in row if each]
    return newest_first[:most], len(newest_first) > most


def _newest(parts: Iterator[Part], most: int) -> list[Part]:
    """Return the last of some parts, holding no more than those."""
    return list(deque(parts, maxlen=most))


def _cut(source: str, lines: Iterator[Line], size: int) -> Iterator[Part]:
    held: list[Line] = []
    length = 0
    for line in lines:
        if held and length + len(line.text) > size:
            yield Part(source, tuple(held))
            held, length = [], 0
        held.append(line)
        length += len(line.text) + 8
    if held:
        yield Part(source, tuple(held))


def _session(life: Life, since: datetime) -> Iterator[Line]:
    """Yield what went through a mind; what follows a line that can't be read is left out."""
    try:
        for number, entry in enumerate(read_lines(life.session), 1):
            if entry.get("kind") in KINDS and entry.get("text") and _after(entry, since):
                yield Line(_entry(life, entry), file=life.session, number=number)
    except (RecordError, OSError):
        return


def _after(entry: dict[str, object], since: datetime) -> bool:
    try:
        at = datetime.fromisoformat(str(entry["real_time"]))
    except (KeyError, ValueError):
        return False
    return at.astimezone(UTC).replace(tzinfo=None) > since


def _entry(life: Life, entry: dict[str, object]) -> str:
    text = str(entry["text"])
    if entry["kind"] != "reply":
        return plainly(text, LONGEST)
    try:
        reply = json.loads(text)
        text = f"thinks: {reply['thought']} / {reply['act']}: {reply['text']}"
    except (ValueError, KeyError, TypeError):
        pass
    return plainly(f"{life.name} {text}", LONGEST)


def _notes(life: Life) -> Iterator[Line]:
    """Yield the lines that the notes gained."""
    for each in life.changes:
        before = set(body_of(each.before or "").splitlines())
        for line in body_of(each.after or "").splitlines():
            if line.strip() and line not in before and not line.startswith("#"):
                text = plainly(f"{Path(each.path).stem}: {line.removeprefix('- ')}", LONGEST)
                yield Line(text, file=life.folder / "vault" / each.path)


def _heard(record: Opened, names: Names, since: datetime, most: int) -> Iterator[Line]:
    """Yield what was said, room by room: the newest lines, as many as can be read."""
    for event in record.rows(HEARD, {"since": since, "most": most}):
        yield Line(plainly(told(event, names), LONGEST), event=event["id"])
