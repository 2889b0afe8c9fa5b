"""A briefing as a page of Markdown: front matter, headings, each line with what proves it. Pure."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from gothmud.reader.digesting import Words
from gothmud.reader.evidence import Place
from gothmud.reader.facts import Fact, Topic
from gothmud.reader.quotes import Quote
from gothmud.reader.wording import linked, plainly

TOPICS: dict[Topic, str] = {
    "happened": "What happened", "minds": "Who changed their mind", "threads": "Threads left open",
    "machinery": "What went wrong", "waste": "Wasted tokens", "lessons": "Lessons",
}  # fmt: skip
EVENING: tuple[Topic, ...] = ("happened", "minds", "threads")  # what is of interest to who only reads the paper
NOTHING = {"happened": "Nothing that the record has.", "machinery": "Nothing that the record shows."}
MOST = 20  # lines below a heading
WORKSHOP = TOPICS["machinery"]  # the first heading that isn't in the paper


@dataclass(frozen=True, slots=True)
class Briefing:
    """All that stands in one. ``changes`` and ``until`` are its mark; ``newest`` is how many parts the model
    read where it left older ones out; ``remark`` is what the reader's own mind wants to say first."""

    written: datetime
    until: datetime
    changes: Mapping[str, int]
    model: str
    facts: Sequence[Fact]
    quotes: Sequence[Quote]
    words: Words = field(default_factory=Words)
    newest: int = 0
    photo: Path | None = None
    remark: str = ""


class Page:
    """Renders a briefing for the file at ``path``. ``places`` are those of the events that it names; ``persons`` links a
    name to its page, where it has one."""

    def __init__(self, path: Path, places: Mapping[str, Place], persons: Callable[[str], str]) -> None:
        self._path, self._places, self._persons = path, places, persons

    def rendered(self, told: Briefing) -> str:
        """Return the whole file."""
        parts = [self._front(told), f"# Briefing of {told.written:%A %d %B %Y, %H:%M}", *self._opening(told)]
        parts += [self._topic(told, each) for each in EVENING]
        parts += [self._noticed(told), self._quotes(told.quotes), self._photo(told.photo)]
        parts += [self._topic(told, each) for each in TOPICS if each not in EVENING]
        return "\n\n".join(each for each in parts if each) + "\n"

    def proof(self, name: str) -> str:
        """Return a link to the line of an event."""
        place = self._places.get(name)
        return linked(name, place.file, self._path, place.line) if place else plainly(name)

    def _front(self, told: Briefing) -> str:
        changes = json.dumps({**told.changes}, ensure_ascii=False)
        return (
            f"---\nid: briefing-{self._path.stem}\nwritten: '{told.written:%FT%H:%M:%S}'\n"
            f"until: '{told.until.isoformat()}'\nchanges: {changes}\nmodel: {json.dumps(told.model)}\ntags: [briefing]\n---"
        )

    def _opening(self, told: Briefing) -> list[str]:
        left = f"The model read the newest {told.newest} parts of what was written since; the facts are of all of it."
        return [plainly(told.remark, 600), told.words.summary, left if told.newest else ""]

    def _topic(self, told: Briefing, topic: Topic) -> str:
        lines = [f"- {self._fact(each)}" for each in told.facts if each.topic == topic]
        if topic == "lessons" and told.words.lessons:
            lines.append(f"- {told.words.lessons}")
        more = [f"- And {len(lines) - MOST} more."] if len(lines) > MOST else []
        text = "\n".join([*lines[:MOST], *more]) or NOTHING.get(topic, "")
        return f"## {TOPICS[topic]}\n{text}" if text else ""

    def _fact(self, fact: Fact) -> str:
        proofs = [self.proof(each) for each in fact.events]
        if fact.file:
            proofs.append(linked(fact.file.stem, fact.file, self._path))
        if person := self._persons(fact.who) if fact.who else "":
            proofs.append(person)
        return f"{fact.text} ({', '.join(proofs)})" if proofs else fact.text

    def _noticed(self, told: Briefing) -> str:
        lines = []
        for each in told.words.noticed:
            line = each.line
            where = self.proof(line.event) if line.event else ""
            if line.file:
                where = linked(f"{line.file.parent.name}/{line.file.stem}", line.file, self._path, line.number)
            lines.append(f"- {each.what} ({where})")
        return "## What stands between the lines\n" + "\n".join(lines) if lines else ""

    def _quotes(self, quotes: Sequence[Quote]) -> str:
        shown = [f"> {each.text}\n>\n> {each.name}, {each.room}, {self.proof(each.id)}" for each in quotes]
        return "## Quotes\n" + "\n\n".join(shown) if shown else ""

    def _photo(self, photo: Path | None) -> str:
        return f"## Photo\n!{linked(photo.stem, photo, self._path)}" if photo else ""
