"""What is left of a day, and what of it is lost, doubled or broken beside the same day without a kill."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agents.memory.vault import Vault
from agents.session import ROLES, Entry, chained, read_all
from gothmud import wire
from tests.crash.city import ME, City

Line = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Lived:
    """A day as it can be seen afterwards: in the world, in the mind's context and nights, in its notes."""

    acts: Counter[Line]
    context: Counter[Line]
    heard: Counter[int]
    told: frozenset[int]
    nights: tuple[str, ...]
    notes: dict[str, str]
    broken: tuple[str, ...]


def lived(home: Path, city: City) -> Lived:
    """Return the day that was lived in this home and this city."""
    folder = home / "minds" / "ada"
    entries, vault = read_all(folder / "session.jsonl"), Vault(folder / "vault")
    return Lived(
        acts=Counter((each.verb, f"{each.text}{each.exit or ''}") for each in city.done if each.verb != "wait"),
        context=Counter((each.kind, _text(each)) for each in entries if ROLES[each.kind] and each.text),
        heard=Counter(each.data["seq"] for each in entries if each.kind == "percept"),
        told=frozenset(each.seq for each in city.events if _words(each) and each.seq not in city.slept_through),
        nights=tuple(_steps(entries)),
        notes={each.path: _undated(vault, each.path) for each in vault.notes.values() if each.kind != "self"},
        broken=(*_chain(entries), *_vault(vault), *_record(home / "record")),
    )  # fmt: skip


def _undated(vault: Vault, path: str) -> str:
    """Return a note's file without the minute of its last change: a step that is done again may come a minute later.

    (What behaviours keep for themselves, ``self/``, is left out: hooks that only observe aren't called again.)
    """
    text = (vault.folder / path).read_text(encoding="utf-8")
    return "\n".join(each for each in text.split("\n") if not each.startswith("updated: "))


def flaws(found: Lived, reference: Lived) -> list[str]:
    """Return what is lost, doubled or broken, a line each; none for a day that came out as the one without a kill."""
    told = [f"lost: heard and not written: event {each}" for each in sorted(found.told - set(found.heard))]
    told += [f"doubled: perceived again: event {seq}" for seq, times in found.heard.items() if times > 1]
    for what in ("acts", "context"):
        mine, its = getattr(found, what), getattr(reference, what)
        told += [f"lost: {what}: {each}" for each in its - mine] + [f"doubled: {what}: {each}" for each in mine - its]
    if found.nights != reference.nights:
        told.append(f"broken: nights {found.nights}, expected {reference.nights}")
    for path in sorted({*found.notes, *reference.notes}):
        if found.notes.get(path) != reference.notes.get(path):
            told.append(f"lost: note {path}: {found.notes.get(path)!r}, expected {reference.notes.get(path)!r}")
    return told + [f"broken: {each}" for each in found.broken]


def _text(entry: Entry) -> str:
    """Return an entry's text; of a thought only which one it is: its wording, and the second of idling, are chance.

    So are they where a compaction repeats them among the last lines.
    """
    if entry.kind == "thought":
        return "idle" if entry.data["key"].startswith("idle") else entry.data["key"]
    return entry.text.partition("[The last of it:]")[0]


def _words(event: wire.Perceived) -> bool:
    return isinstance(event, wire.SayEvent) and event.who != ME


def _steps(entries: list[Entry]) -> Iterator[str]:
    """Yield the nights as they went: the day started anew, asleep, awake."""
    for each in entries:
        if each.kind == "compaction":
            yield each.data["why"]
        if "asleep" in each.data:
            yield "asleep" if each.data["asleep"] else "awake"


def _chain(entries: list[Entry]) -> Iterator[str]:
    """Yield where the session file doesn't hang together."""
    parent, before = "", ""
    for number, each in enumerate(entries, 1):
        if each.parent != parent:
            yield f"session, line {number}: its parent is not the line before"
        if each.hash != chained(before, ROLES[each.kind], each.text):
            yield f"session, line {number}: its hash is wrong"
        parent, before = each.id, each.hash


def _vault(vault: Vault) -> Iterator[str]:
    yield from vault.problems.values()
    numbers = [each.number for each in vault.history()]
    if numbers != list(range(1, len(numbers) + 1)):
        yield f"the vault's history is numbered {numbers}"
    yield from (f"{path}: a link to nothing: {target}" for path, target in vault.broken_links())


def _record(folder: Path) -> Iterator[str]:
    lines: list[dict[str, Any]] = []
    for path in sorted(folder.glob("*.jsonl")):
        lines += [json.loads(line) for line in path.read_bytes().splitlines()]
    numbers = [each["seq"] for each in lines]
    if numbers != list(range(1, len(numbers) + 1)):
        yield f"the record is numbered {numbers}"
