"""One briefing from beginning to end: facts, then the model's words where it is able, then the files."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from string import ascii_lowercase

from agents.memory.disk import replace as put
from agents.memory.note import body_of
from agents.memory.vault import Vault
from agents.outside import local_now
from gothmud.clock import wall
from gothmud.config import Ports, Settings
from gothmud.errors import RecordError, StartError
from gothmud.reader import lives as minds
from gothmud.reader import people, quotes
from gothmud.reader.digesting import Words, digested, said
from gothmud.reader.evidence import located
from gothmud.reader.facts import Fact, happened
from gothmud.reader.forgetting import Forgotten, forget, forgotten, readable
from gothmud.reader.lives import Life
from gothmud.reader.machinery import lessons, machinery
from gothmud.reader.marks import BEGINNING, FOLDER, Mark, last_mark
from gothmud.reader.model import Reach, sole
from gothmud.reader.page import Briefing, Page
from gothmud.reader.paper import paper_of, send, write_feed
from gothmud.reader.people import Pages, Person
from gothmud.reader.reading import Part, parts_of
from gothmud.reader.waste import waste
from gothmud.replay.names import Names, names_in
from gothmud.replay.opening import Opened
from gothmud.replay.trouble import trouble_in

BUSY = "reader: a briefing of this city is being written already; it will lie in reader/vault/briefings"
PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Written:
    """A briefing that was written: its file, its text, and what went wrong beside it, a line each."""

    path: Path
    text: str
    trouble: tuple[str, ...] = ()


class Desktop:
    """Where the reader's files are: all below ``reader`` in the home."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.folder = home / "reader"
        self.vault = self.folder / "vault"
        self.feed = self.folder / "paper.xml"


async def write_briefing(home: Path, settings: Settings, reach: Reach | None, remark: str = "") -> Written:
    """Write a briefing on what changed since the last one. ``remark`` is what the reader's mind says first.

    Raises StartError where there is nothing to read or another is being written, OSError (disk full): then the next
    one begins where this one did.
    """
    desk = Desktop(home)
    with sole(desk.folder / "locks" / "briefing", BUSY), ExitStack() as stack:
        reads = reach if reach and reach.able else None
        gathered = await to_thread(_gathered, stack, desk, settings, reads)
        facts = [each.text for each in gathered.facts]
        words = await digested(reads.model, gathered.parts, facts) if reads else Words()
        told = _told(gathered, words, reads, remark)
        written = await to_thread(_written, desk, settings, gathered, told)
    if not settings.reader.webhook:
        return written
    trouble = await to_thread(
        send, settings.reader.webhook, f"{told.written:%F %H:%M}", paper_of(body_of(written.text))
    )
    return replace(written, trouble=(*written.trouble, *([trouble] if trouble else [])))


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that is known before the model is asked."""

    record: Opened | None
    until: datetime
    lives: Sequence[Life]
    people: Sequence[Person]
    facts: Sequence[Fact]
    quotes: Sequence[quotes.Quote]
    parts: Sequence[Part]
    more: bool
    photo: Path | None
    forgotten: Sequence[Forgotten]


def _gathered(stack: ExitStack, desk: Desktop, settings: Settings, reads: Reach | None) -> Gathered:
    mark, until = last_mark(desk.vault), wall()
    since = mark.since if mark else BEGINNING
    lives = minds.lives_of(desk.home, mark.changes if mark else {})
    record, missing = _opened(stack, desk.home)
    if record is None and not lives:
        raise StartError(f"{missing}; nothing happened here yet: 'gothmud up' starts a city")
    names = names_in(record) if record else Names()
    facts = [*_of_record(record, since, lives), *minds.changed_minds(lives), *minds.threads(lives)]
    facts += [each for life in lives for each in life.trouble]
    facts += lessons(facts)
    context, most = (reads.findings.context, settings.reader.calls) if reads else (0, 0)
    parts, more = parts_of(record, names, lives, since, context, most) if most else ([], False)
    return Gathered(
        record, until, lives, people.seen(record, since, lives) if record else [], facts,
        quotes.three(record, names, since) if record else [], parts, more, _photo(desk.home, mark),
        forgotten(record, since) if record else [],
    )  # fmt: skip


def _opened(stack: ExitStack, home: Path) -> tuple[Opened | None, str]:
    """Return the record, read once, or None and why there is none."""
    try:
        return stack.enter_context(readable(home)), ""
    except RecordError as error:
        return None, str(error)


def _of_record(record: Opened | None, since: datetime, lives: Sequence[Life]) -> list[Fact]:
    if record is None:
        return []
    odd = [Fact("machinery", f"The record: {each}") for each in trouble_in(record)]
    facts = [*happened(record, since), *machinery(record, since, [each.id for each in lives])]
    return [*facts, *odd, *waste(record, since)]


def _told(gathered: Gathered, words: Words, reads: Reach | None, remark: str) -> Briefing:
    return Briefing(
        written=local_now(), until=gathered.until, changes={each.id: each.number for each in gathered.lives},
        model=reads.findings.model if reads else "", facts=gathered.facts, quotes=gathered.quotes, words=words,
        newest=len(gathered.parts) if gathered.more else 0, photo=gathered.photo, remark=said(remark, 600),
    )  # fmt: skip


def _written(desk: Desktop, settings: Settings, gathered: Gathered, told: Briefing) -> Written:
    """Write people's pages, then the briefing, which is the mark of it all, then the feed."""
    path = _free(desk.vault / FOLDER / f"{told.written:%F-%H%M}.md")
    vault = Vault(desk.vault)
    forget(vault, gathered.forgotten)
    pages = Pages(vault, gathered.lives)
    pages.write(gathered.people, gathered.facts, path, told.written)
    ids = [*(name for each in told.facts for name in each.events), *(each.id for each in told.quotes)]
    ids += [each.line.event for each in told.words.noticed]
    places = located(gathered.record, ids) if gathered.record else {}
    text = Page(path, places, lambda who: pages.linked(who, path)).rendered(told)
    put(path, text)
    write_feed(desk.vault, desk.feed, Ports.from_base(settings.city.port).web)
    return Written(path, text, tuple(vault.problems.values()))


def _free(path: Path) -> Path:
    """Return a name that no briefing has: a second one of a minute has a letter, which sorts after the first."""
    names = (path.with_stem(f"{path.stem}{letter}") for letter in ("", *ascii_lowercase[1:]))
    return next(each for each in names if not each.exists())


def _photo(home: Path, mark: Mark | None) -> Path | None:
    """Return the newest photo since the last briefing, where the home has photos."""
    since = mark.until.timestamp() if mark else 0.0
    found = [(each.stat().st_mtime, each) for each in (home / "photos").rglob("*.png") if each.is_file()]
    newest = max(((at, each) for at, each in found if at > since), default=None)
    return newest[1] if newest and newest[1].read_bytes()[: len(PNG)] == PNG else None
