"""One note: front matter, then headings. Ours are rewritten by the night; a human's are never touched, to the byte."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from io import StringIO
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

Kind = Literal["person", "place", "day", "thread", "self"]
FOLDERS: dict[Kind, str] = {"person": "people", "place": "places", "day": "days", "thread": "threads", "self": "self"}
OURS = (
    "Between us", "What I promised", "What I think", "What was said", "Seen there", "The day", "What happened", "Open",
    "Habits", "Where to look", "What I start from",
)  # fmt: skip
KEPT = "Kept from a human's hand"
MOST = 1_000_000  # bytes of a file that is still read
LONGEST = 4000  # characters of a section of ours
FRONT = re.compile(r"\A---\n(.*?)^---\n", re.DOTALL | re.MULTILINE)
HEADING = re.compile(r"^## +(.+?) *$", re.MULTILINE)
LINK = re.compile(r"\[\[([^\]|]*)(?:\|([^\]]*))?\]\]")


class Unreadable(ValueError):
    """A file that is no note; ``str()`` says what is wrong with it."""


class Front(BaseModel):
    """The front matter that we know. A human's own keys stand beside it and stay as they are."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: Annotated[str, Field(min_length=1, max_length=80)]
    name: Annotated[str, Field(max_length=120)] = ""
    aliases: list[str] = []
    updated: datetime | None = None
    cool_down: Annotated[int, Field(ge=0)] = 0
    requires: list[str] = []
    excludes: list[str] = []


@dataclass(frozen=True, slots=True)
class Note:
    """A note as read: ``sections`` are all headings' texts, ours and a human's, in their order."""

    id: str
    kind: Kind
    name: str
    aliases: tuple[str, ...]
    updated: datetime | None
    cool_down: int
    requires: tuple[str, ...]
    excludes: tuple[str, ...]
    sections: Mapping[str, str]
    path: str
    stamp: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be written of a note: our headings only, each with its whole text."""

    id: str
    kind: Kind
    name: str
    aliases: tuple[str, ...] = ()
    sections: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if strange := set(self.sections) - set(OURS):
            raise ValueError(f"headings {sorted(strange)} are not ours; expected some of {OURS}")


def parsed(raw: bytes, kind: Kind, path: str) -> Note:
    """Return the note in a file's bytes. Raises Unreadable."""
    if len(raw) > MOST:
        raise Unreadable(f"{len(raw)} bytes; a note has at most {MOST}")
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        raise Unreadable("no UTF-8") from None
    front, body = _front(text)
    return Note(
        front.id, kind, front.name or front.id, tuple(front.aliases), front.updated, front.cool_down,
        tuple(front.requires), tuple(front.excludes), sections_of(body), path, stamp_of(body),
    )  # fmt: skip


def stamp_of(body: str) -> str:
    """Return what tells one state of a note's text from another."""
    return hashlib.sha256(body.encode()).hexdigest()[:12]


def body_of(text: str) -> str:
    """Return a file's text without its front matter."""
    found = FRONT.match(text)
    return text[found.end() :] if found else text


def sections_of(body: str) -> dict[str, str]:
    """Return the headings of a note with their texts; of two of one name the first."""
    parts = HEADING.split(body)
    found: dict[str, str] = {}
    for heading, text in zip(parts[1::2], parts[2::2], strict=True):
        found.setdefault(heading, text.strip("\n"))
    return found


def rendered(old: str, draft: Draft, at: datetime, ours_before: Mapping[str, str], resolves: set[str]) -> str:
    """Return the file's new text. ``old`` is its present one (empty for a new note), ``ours_before`` what we wrote last.

    Our sections that a human changed since are kept under a heading of their own; nothing of a human's is lost.
    """
    body = body_of(old) if old else f"# {plain(draft.name)}\n"
    present, moved = sections_of(body), []
    for heading, text in draft.sections.items():
        clean = safe(text, resolves)
        if heading in present:
            if heading in ours_before and present[heading] != ours_before[heading] and present[heading] != clean:
                moved.append(f"{heading}, {at:%d %B}: {present[heading]}")
            body = _replaced(body, heading, clean)
        elif clean:
            body = _inserted(body, heading, clean)
    if moved:
        body = f"{body.rstrip(chr(10))}\n\n## {KEPT}\n" + "\n".join(moved) + "\n"
    return _new_front(old, draft, at) + body


def safe(text: str, resolves: set[str]) -> str:
    """Return a text as it may stand below a heading: no heading, no front matter, no control sign, no dead link."""
    lines = []
    for line in text.replace("\r", "\n").split("\n"):
        shown = "".join(each if each.isprintable() else " " for each in line).rstrip()
        lines.append(re.sub(r"^(\s*)(#|---|```|~~~)", r"\1\\\2", shown))
    bounded = "\n".join(lines).strip("\n")[:LONGEST]
    return LINK.sub(lambda link: link[0] if link[1] in resolves else (link[2] or link[1]), bounded)


def plain(name: str) -> str:
    """Return a name on one line, without signs that mean something to Markdown or YAML's reader."""
    return " ".join("".join(each if each.isprintable() and each not in "[]|#`" else " " for each in name).split())[:80]


def file_name(note_id: str, name: str, kind: Kind) -> str:
    """Return a file's name: letters of the name to be found by, the id to be told by. Never a path."""
    key = re.sub(r"[^a-z0-9-]+", "-", note_id.casefold()).strip("-")[:60] or "note"
    if kind in {"day", "self"}:
        return f"{key}.md"
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_name).strip("-")[:40].strip("-")
    return f"{slug}-{key}.md" if slug and slug != key else f"{key}.md"


def _front(text: str) -> tuple[Front, str]:
    found = FRONT.match(text)
    if not found:
        raise Unreadable("no front matter; expected '---', then 'id: ...', then '---'")
    try:
        values = YAML(typ="safe").load(found[1])
        return Front.model_validate(values), text[found.end() :]
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise Unreadable(
            f"front matter, line {mark.line + 2 if mark else '?'}: {getattr(error, 'problem', error)}"
        ) from None
    except ValidationError as error:
        first = error.errors()[0]
        raise Unreadable(f"front matter: {'.'.join(map(str, first['loc'])) or 'all of it'}: {first['msg']}") from None


def _new_front(old: str, draft: Draft, at: datetime) -> str:
    """Return the front matter with our keys renewed; a human's keys, their order and comments stay."""
    yaml = YAML()
    yaml.width = 4096
    found = FRONT.match(old)
    values: Any = yaml.load(found[1]) if found else {"id": draft.id}
    known = [str(each) for each in values.get("aliases") or []]
    values["name"] = plain(draft.name)
    values["aliases"] = known + [each for each in map(plain, draft.aliases) if each and each not in known]
    values["updated"] = at.replace(microsecond=0, second=0).isoformat(timespec="minutes")
    held = StringIO()
    yaml.dump(values, held)
    return f"---\n{held.getvalue()}---\n"


def _replaced(body: str, heading: str, text: str) -> str:
    start, end = _span(body, heading)
    return f"{body[:start]}{text}\n{body[end:]}" if end == len(body) else f"{body[:start]}{text}\n\n{body[end:]}"


def _inserted(body: str, heading: str, text: str) -> str:
    """Put a new section of ours after the last of ours, else before a human's first."""
    ours = [each for each in sections_of(body) if each in OURS]
    first = HEADING.search(body)
    at = _span(body, ours[-1])[1] if ours else (first.start() if first else len(body))
    before = body[:at]
    gap = (
        ""
        if not before or before.endswith("\n\n") or (before.endswith("\n") and not ours and at == len(body))
        else "\n"
    )
    return f"{before}{gap}## {heading}\n{text}\n" + (f"\n{body[at:]}" if at < len(body) else "")


def _span(body: str, heading: str) -> tuple[int, int]:
    """Return where a section's text begins and ends."""
    headings = list(HEADING.finditer(body))
    index = next(number for number, each in enumerate(headings) if each[1] == heading)
    end = headings[index + 1].start() if index + 1 < len(headings) else len(body)
    return min(headings[index].end() + 1, len(body)), end
