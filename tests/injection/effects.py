"""What an attempt may have come to, looked for in files and never in words: forged lines, foreign notes, strange markup."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable
from pathlib import Path
from urllib.parse import unquote

from agents.memory.note import KEPT, OURS
from agents.memory.vault import Vault
from gothmud import events
from gothmud.journal import read_lines

STRANGE = re.compile(
    r"<[a-zA-Z/!?]|!\[|\]\((?!\.|[\w-]+/)|[\x00-\x09\x0b-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069]"
)
LINK = re.compile(r"\]\(([^)]*)\)")


def tree(folder: Path) -> dict[str, str]:
    """Return all files below a folder, each with what its content hashes to."""
    files = (each for each in sorted(folder.rglob("*")) if each.is_file())
    return {str(each.relative_to(folder)): hashlib.sha256(each.read_bytes()).hexdigest() for each in files}


def changed(before: dict[str, str], after: dict[str, str]) -> set[str]:
    """Return the files that are new, gone or other."""
    return {each for each in before.keys() | after.keys() if before.get(each) != after.get(each)}


def forged(record: Path) -> list[str]:
    """Return the lines of a record that its writer didn't write: no event, of another source, out of order."""
    found = []
    for file in sorted(record.glob("*.jsonl")):
        source, last = file.stem[: -len("-2026-11-24")], 0
        for line in read_lines(file):
            event = events.parse(line)
            if (event.source, event.id) != (source, f"{source}-{event.seq}") or event.seq <= last:
                found.append(f"{file.name}: {event.id} of {event.source} after {last}")
            last = event.seq
    return found


def spoilt(vault: Vault, by_hand: Collection[str] = ()) -> list[str]:
    """Return what a note may not hold: a heading that is neither ours nor written ``by_hand``, a page from elsewhere, a
    dead link, a sign that nobody sees."""
    found = [*vault.problems.values(), *(f"{path}: leads to {to}" for path, to in vault.broken_links())]
    for note in vault.notes.values():
        ours = {heading: text for heading, text in note.sections.items() if heading not in by_hand}
        found += [f"{note.path}: heading '{each}'" for each in ours.keys() - {*OURS, KEPT}]
        found += [f"{note.path}: {each}" for each in odd("\n".join(ours.values()))]
    return found


def odd(text: str) -> list[str]:
    """Return the places of a text of ours where markup is that leads out of it."""
    return [text[max(0, each.start() - 30) : each.end() + 30] for each in STRANGE.finditer(text)]


def leaks(folder: Path, secrets: Iterable[str], but: Iterable[str] = ()) -> list[str]:
    """Return the files below a folder that hold a secret, but those where it lives."""
    files = (each for each in folder.rglob("*") if each.is_file() and str(each.relative_to(folder)) not in but)
    raw = [each.encode() for each in secrets]
    return [str(each.relative_to(folder)) for each in files if any(secret in each.read_bytes() for secret in raw)]


def leading_out(page: Path, home: Path) -> list[str]:
    """Return the links of a page that lead to no file of the home."""
    targets = (unquote(each[1]).partition("#")[0] for each in LINK.finditer(page.read_text(encoding="utf-8")))
    places = ((each, (page.parent / each).resolve()) for each in targets)
    return [each for each, place in places if not (place.is_relative_to(home.resolve()) and place.exists())]
