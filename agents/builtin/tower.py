"""The watcher's trade (cast: ``trade: watcher``): every so often a report on what the audit log gained since the last.

It is filed in ``vault/reports``, a line of it goes into the dossier of each who matters (the section of that name in the
person's note, which comes to mind like any note), and what weighs enough is called over the city. docs/tower.md.
"""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from agents.hookspecs import hookimpl
from agents.memory.disk import replace
from agents.memory.forgetting import without
from agents.memory.note import Draft
from agents.senses import Percept
from agents.tower.desk import Desk, Look, desk
from agents.tower.report import Report, report
from agents.tower.voice import voice
from agents.view import Deed, Note, Occasion, View
from gothmud.config import Settings, load
from gothmud.events import TowerReport

REPORTS = "reports"  # below the vault: Obsidian shows them, recall leaves them to the dossiers
KEPT = 8  # lines of a dossier
KEY = "tower-"
LOG_REST = timedelta(hours=8)  # between two lines in the book: a board bears three notices a day


@hookimpl
async def due_at(mind: View) -> datetime | None:
    """Be due once the minutes are over, at once for what was begun; never for anybody else."""
    if mind.persona.trade != "watcher" or not _settings(mind.home).audit.on:
        return None
    return _desk(mind).due(_settings(mind.home).tower) or mind.now


@hookimpl
async def when_due(mind: View) -> Deed | None:
    """File what is due; return what is to be called over the city."""
    at = await due_at(mind)
    if at is None or at > mind.now:
        return None
    rules, own = _settings(mind.home).tower, _desk(mind)
    filing = own.begin(mind.now)
    look = await asyncio.to_thread(own.look, filing, rules, mind.body)
    made = await report(mind, look, rules)
    page = _page(mind, filing.id)
    if not page.exists():
        _file(mind, look, made, page)
    deed = _deed(mind, look, made)
    own.file(look, shouted=bool(made.shout), logged=deed is not None and not made.shout)
    return deed


def _deed(mind: View, look: Look, made: Report) -> Deed | None:
    """Return what comes of a report: a call over the city, else now and then a line in the book, if that is at hand."""
    key, logged = f"{KEY}{look.filing.id}", look.after.logged
    if made.shout:
        return Deed(key, "channel", made.shout)
    book = next((each for each in mind.things if each.name == voice().log_book and "pin" in each.verbs), None)
    rested = logged is None or look.filing.at - logged >= LOG_REST
    if book is None or not look.findings or not rested:
        return None
    return Deed(key, "pin", made.line(look), book.id)


@hookimpl
async def before_turn(mind: View, turn: Occasion) -> Note | None:
    """Go to the window before calling, or writing into the book that lies there."""
    return Note(f"{voice().leans}\n", turn.key) if turn.key.startswith(KEY) and mind.full else None


@hookimpl
async def on_forget(mind: View, percept: Percept) -> None:
    """Take somebody out of all reports, and out of what is usual."""
    if mind.persona.trade == "watcher":
        await asyncio.to_thread(_forget, mind, percept)


def _forget(mind: View, percept: Percept) -> None:
    for page in sorted((mind.vault.folder / REPORTS).glob("*.md")):
        text = page.read_text(encoding="utf-8")
        if (less := without(text, [percept.called])) != text:
            replace(page, less)
    _desk(mind).forget(percept.who)


def _file(mind: View, look: Look, made: Report, page: Path) -> None:
    """Write the dossiers, then the report, then its event: a kill in between writes the same lines again, once each."""
    for body, text in made.dossiers.items():
        _note(mind, look, body, text)
    replace(page, made.page(look, lambda body: mind.vault.link(f"p{body}")))
    mind.record(
        TowerReport, agent=mind.persona.id, report=look.filing.id, text=made.text[:200], lines=look.stretch.lines,
        strange=look.stretch.strange, findings=len(look.findings), weight=sum(each.weight for each in look.findings),
        worded=made.worded, shouted=bool(made.shout),
    )  # fmt: skip


def _note(mind: View, look: Look, body: int, text: str) -> None:
    """Put a line into somebody's dossier; the same report's line stands once."""
    known = mind.vault.notes.get(f"p{body}")
    lines = known.sections.get("Dossier", "").splitlines() if known else []
    begins = f"- {look.filing.at:%a %d %b %H:%M}:"
    lines = [each for each in lines if not each.startswith(begins)]
    seen = look.stretch.people.get(body)
    name = seen.name if seen else known.name if known else ""
    if name:
        sections = {"Dossier": "\n".join([*lines, f"{begins} {text}"][-KEPT:])}
        mind.vault.write(Draft(f"p{body}", "person", name, (), sections), at=mind.now, why=f"report {look.filing.id}")


def _page(mind: View, report_id: str) -> Path:
    return mind.vault.folder / REPORTS / f"{report_id}.md"


def _desk(mind: View) -> Desk:
    return desk(mind.vault.folder.parent, mind.home / "audit")


@cache
def _settings(home: Path) -> Settings:
    return load(home)
