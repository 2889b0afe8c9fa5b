"""What the minds' own files tell: who changed their mind about whom, what is left open. Only read, never opened to write."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from agents.memory.history import FILE, Change
from agents.memory.links import shown
from agents.memory.note import Note, body_of, sections_of
from agents.memory.vault import Vault
from gothmud.errors import RecordError
from gothmud.journal import read_lines
from gothmud.persona import Persona
from gothmud.reader.facts import Fact
from gothmud.reader.wording import plainly

THINK = "What I think"
OPEN = {"thread": ("Open",), "person": ("What I promised", "Between us")}
MOST = 8  # threads of one mind
LEAST = 4  # letters of a text that is an opinion


@dataclass(frozen=True, slots=True)
class Life:
    """One mind's files. ``changes`` are those of its notes since the last briefing, ``number`` the last of all."""

    id: str
    name: str
    folder: Path
    changes: tuple[Change, ...] = ()
    number: int = 0
    trouble: tuple[Fact, ...] = ()

    @property
    def session(self) -> Path:
        """Its session file."""
        return self.folder / "session.jsonl"


def lives_of(home: Path, known: dict[str, int]) -> list[Life]:
    """Return the agents of a home. ``known`` is the number of each one's last change that was read already."""
    found = []
    for path in sorted((home / "minds").glob("*/persona.json")):
        try:
            persona = Persona.model_validate_json(path.read_bytes())
        except (OSError, ValidationError) as error:
            name = path.parent.name
            text = f"{name}: its persona can't be read ({type(error).__name__})"
            found.append(Life(name, name, path.parent, trouble=(Fact("machinery", text, name, file=path),)))
            continue
        if persona.tier == "agent":
            found.append(_life(persona, path.parent, known.get(persona.id, 0)))
    return found


def _life(persona: Persona, folder: Path, known: int) -> Life:
    changes: list[Change] = []
    number, trouble = known, ()
    try:
        for line in read_lines(folder / "vault" / FILE):
            number = int(line["number"])
            if number > known:
                changes.append(Change.model_validate(line))
    except (RecordError, OSError, ValueError, KeyError, TypeError) as error:
        text = f"{persona.id}: its notes' history can't be read to the end: {plainly(str(error))}"
        trouble = (Fact("machinery", text, persona.id, file=folder / "vault" / FILE),)
    return Life(persona.id, persona.name, folder, tuple(changes), number, trouble)


def changed_minds(lives: list[Life]) -> list[Fact]:
    """Return who thinks otherwise of whom than before, by the first and the last of what they wrote since; a first
    opinion is no change."""
    facts: list[Fact] = []
    for life in lives:
        spans: dict[str, tuple[Change, Change]] = {}
        for each in life.changes:
            if each.path.startswith("people/"):
                spans[each.note] = (spans.get(each.note, (each, each))[0], each)
        facts += [fact for first, last in spans.values() if (fact := _changed(life, first, last))]
    return facts


def _changed(life: Life, first: Change, last: Change) -> Fact | None:
    before, after = _opinion(first.before), _opinion(last.after)
    if not before or len(after) < LEAST or before.casefold() == after.casefold():
        return None
    name = _title(last.after or "") or last.note
    text = f'{plainly(life.name)} on {name}: "{after}" Before: "{before}"'
    return Fact("minds", text, life.id, file=life.folder / "vault" / last.path)


def threads(lives: list[Life]) -> list[Fact]:
    """Return what is open in the minds' notes now, each mind's newest first."""
    facts: list[Fact] = []
    for life in lives:
        notes = sorted(_notes(life), key=lambda each: (str(each.updated), each.id), reverse=True)
        found = [fact for each in notes for fact in _open(life, each)]
        facts += found[:MOST]
    return facts


def _open(life: Life, note: Note) -> Iterator[Fact]:
    for heading in OPEN.get(note.kind, ()):
        if text := _line(note.sections.get(heading, "")):
            about = f" to {plainly(note.name)}" if heading == "What I promised" else f" ({plainly(note.name)})"
            what = {"What I promised": "promised", "Between us": "with somebody"}.get(heading, "open")
            yield Fact(
                "threads",
                f"{plainly(life.name)}, {what}{about}: {text}",
                life.id,
                file=life.folder / "vault" / note.path,
            )


def _notes(life: Life) -> list[Note]:
    """Return a mind's notes; none where their history can't be read, which is told already."""
    try:
        return list(Vault(life.folder / "vault").notes.values()) if (life.folder / "vault").is_dir() else []
    except RecordError:
        return []


def _opinion(text: str | None) -> str:
    return _line(sections_of(body_of(text or "")).get(THINK, ""))


def _line(text: str) -> str:
    return plainly(" ".join(shown(text).replace("\n- ", " ").removeprefix("- ").split()))


def _title(text: str) -> str:
    return next((plainly(line[2:]) for line in body_of(text).splitlines() if line.startswith("# ")), "")
