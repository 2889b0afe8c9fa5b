"""One note: front matter, then headings. Ours are rewritten by the night; a human's are never touched, to the byte."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Collection, Container, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from agents.memory.front import FRONT, Unreadable, added_keys, begun, front_of, renewed
from agents.memory.links import living

Kind = Literal["person", "place", "day", "thread", "self"]
FOLDERS: dict[Kind, str] = {"person": "people", "place": "places", "day": "days", "thread": "threads", "self": "self"}
OURS = (
    "Between us", "What I promised", "What I think", "What was said", "Seen there", "The day", "What happened", "Open",
    "Habits", "Last daydream", "Last photo", "Dossier", "Where to look", "What I start from",
)  # fmt: skip
KEPT = "Kept from a human's hand"
MOST = 1_000_000  # bytes of a file that is still read
LONGEST = 4000  # characters of a section of ours
HEADING = re.compile(r"^(##?)[ \t]+(\S.*)$", re.MULTILINE)  # a '# Title' ends a section, too
CODE = re.compile(r"^ {0,3}(`{3,}|~{3,}).*?^ {0,3}\1", re.MULTILINE | re.DOTALL)  # one that isn't closed is none
MARKUP = re.compile(r"^( *)(#|---|```|~~~|=+$|-+$)", re.MULTILINE)  # '===' and '-' make a heading of the line above
ELSEWHERE = (
    re.compile(  # what begins a picture or HTML (Obsidian would fetch it), or a link that leads out of the vault
        r"!(?=\[)|<(?=[a-zA-Z/!?])|(?<!\])\](?=:|\(\s*<?(?:[a-zA-Z][\w+.-]*:|[/\\]))"
    )
)


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
    front, body = front_of(text), body_of(text)
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
    found: dict[str, str] = {}
    for heading, start, end in _spans(body):
        found.setdefault(heading, body[start:end].replace("\r\n", "\n").strip("\n"))
    return found


def rendered(old: str, draft: Draft, at: datetime, ours: Container[tuple[str, str]], resolves: set[str]) -> str:
    """Return the file's new text. ``old`` is its present one (empty for a new note), ``ours`` the (heading, text) that
    we ever wrote in it.

    Text below our headings that isn't ours is kept under a heading of its own; nothing of a human's is lost.
    """
    body = body_of(old) if old else f"# {plain(draft.name)}\n"
    present, moved = sections_of(body), []
    for heading, text in draft.sections.items():
        clean = safe(text, resolves)
        if heading in present:
            if (heading, present[heading]) not in ours and _loses(present[heading], clean):
                moved.append(f"{heading}, {at:%d %B}: {present[heading]}")
            body = _replaced(body, heading, clean)
        elif clean:
            body = _inserted(body, heading, clean)
    if moved:
        gap = "" if body.endswith("\n\n") else "\n" if body.endswith("\n") else "\n\n"
        body = f"{body}{gap}## {KEPT}\n" + "\n".join(moved) + "\n"
    return _new_front(old, draft, at) + body


def remade(old: str, remake: Callable[[str], str]) -> str:
    """Return a file's text with what stands below each of our headings as ``remake`` returns it; all else as it is."""
    body = body_of(old)
    front = old[: len(old) - len(body)]
    for heading, start, end in reversed(_spans(body)):
        if heading in OURS:
            body = body[:start] + remake(body[start:end]) + body[end:]
    return front + body


def without_ours(old: str, ours: Collection[tuple[str, str]]) -> str | None:
    """Return a file's text without what we ever wrote in it (``ours``: heading and text), or None where nothing of a
    human's is left. Where nobody knows what we wrote, all below our headings was ours."""
    lines = {line for _, text in ours for line in text.splitlines()}

    def humans(part: str) -> str:
        return "".join(f"{each}\n" for each in part.splitlines() if lines and each.strip() and each not in lines) + "\n"

    new = remade(old, humans)
    rest = [each for each in body_of(new).splitlines() if each.strip()]
    headings = {f"## {each}" for each in OURS}
    is_ours = all(each in headings or (each.startswith("# ") and number == 0) for number, each in enumerate(rest))
    return None if is_ours and not added_keys(old) else new


def safe(text: str, resolves: set[str]) -> str:
    """Return a text as it may stand below a heading: no heading, no front matter, no control sign, no dead link, nothing
    from elsewhere and no link that leads there."""
    lines = text.replace("\r", "\n").split("\n")
    plain_text = "\n".join(map(_printable, lines))
    linked = living(plain_text.strip("\n")[:LONGEST], resolves)
    trimmed = "\n".join(line.rstrip() for line in ELSEWHERE.sub(r"\g<0> ", linked).split("\n"))
    return MARKUP.sub(r"\1\\\2", trimmed).strip("\n")


def _printable(line: str) -> str:
    return line if line.isprintable() else "".join(each if each.isprintable() else " " for each in line)


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


def own_file_name(note_id: str, name: str) -> str:
    """Return a file's name that no other note's id leads to: two ids may be told apart by signs that no file's name has."""
    return f"{name.removesuffix('.md')}-{hashlib.sha256(note_id.encode()).hexdigest()[:8]}.md"


def _loses(present: str, new: str) -> bool:
    """Return whether a line of the present text isn't in the new one."""
    return not {each for each in present.splitlines() if each.strip()} <= set(new.splitlines())


def _new_front(old: str, draft: Draft, at: datetime) -> str:
    name, aliases = plain(draft.name), [each for each in map(plain, draft.aliases) if each]
    return renewed(old, name, aliases, at) if old else begun(draft.id, name, aliases, at)


def _replaced(body: str, heading: str, text: str) -> str:
    start, end = _span(body, heading)
    before = body[:start] if body[:start].endswith("\n") else f"{body[:start]}\n"
    return f"{before}{text}\n" + (f"\n{body[end:]}" if end < len(body) else "")


def _inserted(body: str, heading: str, text: str) -> str:
    """Put a new section of ours after the last of ours, else before a human's first."""
    spans = _spans(body)
    ours = [end for name, _, end in spans if name in OURS]
    first = next((each.start() for each in _headings(body) if each[1] == "##"), len(body))
    at = ours[-1] if ours else first
    before = body[:at]
    alone = not before or before.endswith("\n\n") or (before.endswith("\n") and not ours and at == len(body))
    gap = "" if alone else "\n" if before.endswith("\n") else "\n\n"
    return f"{before}{gap}## {heading}\n{text}\n" + (f"\n{body[at:]}" if at < len(body) else "")


def _span(body: str, heading: str) -> tuple[int, int]:
    """Return where the text of the first section of a name begins and ends."""
    return next((start, end) for name, start, end in _spans(body) if name == heading)


def _headings(body: str) -> list[re.Match[str]]:
    """Return the headings of a note; what looks like one in a block of code is none."""
    found = list(HEADING.finditer(body))
    blocks = [each.span() for each in CODE.finditer(body)] if "```" in body or "~~~" in body else []
    return [each for each in found if not any(start <= each.start() < end for start, end in blocks)]


def _spans(body: str) -> list[tuple[str, int, int]]:
    """Return each section's name, and where its text begins and ends."""
    found = _headings(body)
    ends = [*(each.start() for each in found[1:]), len(body)][: len(found)]
    return [
        (each[2].rstrip(), min(each.end() + 1, len(body)), end)
        for each, end in zip(found, ends, strict=True)
        if each[1] == "##"
    ]
