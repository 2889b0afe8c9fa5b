"""The reader's own notes on the people of the city: one page each, by body number, kept up to date after each briefing.

They are notes of its vault, so a name in a talk brings them to mind; what a human wrote in one is never lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from agents.memory.note import Draft
from agents.memory.vault import Vault
from gothmud.reader.facts import Fact, count
from gothmud.reader.lives import Life
from gothmud.reader.wording import linked, plainly
from gothmud.replay.opening import Opened

KEPT = 8  # briefings of which a page keeps a line
MOST = 60  # people of one briefing
LINES = 3  # quotes that a page shows
OWN = "Own notes: "
BRIEFING = re.compile(r"\]\(\.\./briefings/([^)]+)\)")
SEEN = """
WITH said AS (
  SELECT city, who, count(*) AS lines, list(text ORDER BY seq DESC)[1:$most] AS texts, list(id ORDER BY seq DESC)[1:$most] AS ids
  FROM spoken WHERE real_time > $since GROUP BY city, who
), walked AS (SELECT city, who, count(*) AS moves FROM moves WHERE real_time > $since GROUP BY city, who)
SELECT people.who, people.name, people.tier, coalesce(people.agent, '') AS agent, coalesce(lines, 0) AS lines,
  coalesce(moves, 0) AS moves, coalesce(texts, []) AS texts, coalesce(ids, []) AS ids
FROM people LEFT JOIN said USING (city, who) LEFT JOIN walked USING (city, who)
WHERE coalesce(lines, 0) + coalesce(moves, 0) > 0 ORDER BY lines DESC, people.who LIMIT $people
"""


@dataclass(frozen=True, slots=True)
class Person:
    """What was seen of somebody since the last briefing."""

    who: int
    name: str
    tier: str
    agent: str
    lines: int
    moves: int
    texts: list[str]
    ids: list[str]

    @property
    def note(self) -> str:
        """The id of their page."""
        return f"p{self.who}"


def seen(record: Opened, since: datetime, lives: Sequence[Life]) -> list[Person]:
    """Return who was about since a moment. A mind is known by its acts, else by its name."""
    minds = {each.name: each.id for each in lives}
    rows = record.rows(SEEN, {"since": since, "most": LINES, "people": MOST})
    return [Person(**{**row, "agent": row["agent"] or minds.get(row["name"], "")}) for row in rows]


class Pages:
    """Writes the pages of people into the reader's vault."""

    def __init__(self, vault: Vault, lives: Sequence[Life]) -> None:
        self._vault, self._lives = vault, {each.id: each for each in lives}

    def write(self, people: Sequence[Person], facts: Sequence[Fact], briefing: Path, at: datetime) -> None:
        """Bring the pages up to date. Raises OSError (disk full): the pages so far stand."""
        for each in people:
            about = [fact for fact in facts if fact.who in (each.agent, each.name) and fact.who]
            self._vault.write(self._draft(each, about, briefing, at), at=at, why="briefing")

    def linked(self, who: str, page: Path) -> str:
        """Return the link to somebody's page, by mind's id or name; empty where they have none."""
        found = [
            each for each in self._vault.notes.values() if each.kind == "person" and who in (each.name, *each.aliases)
        ]
        return linked(found[0].name, self._vault.folder / found[0].path, page) if len(found) == 1 else ""

    def _draft(self, person: Person, about: Sequence[Fact], briefing: Path, at: datetime) -> Draft:
        said = [f'- "{plainly(text)}" ({name})' for text, name in zip(person.texts, person.ids, strict=True)]
        opened = [f"- {each.text}" for each in about if each.topic == "threads"]
        minds = [each.text for each in about if each.topic == "minds"]
        sections = {"What happened": self._happened(person, about, briefing, at)}
        sections |= {"What was said": "\n".join(said)} if said else {}
        sections |= {"What I think": " ".join(minds)[:900]} if minds else {}
        sections |= {"Open": "\n".join(opened)} if opened else {}
        aliases = (person.agent,) if person.agent else ()
        return Draft(person.note, "person", person.name, aliases, sections)

    def _happened(self, person: Person, about: Sequence[Fact], briefing: Path, at: datetime) -> str:
        """Return the lines of the last briefings, the newest last, and where the mind's own notes are. What a briefing said
        that is there no more, or never came to be, is told again by the next one."""
        page = self._vault.folder / "people" / "page.md"
        known = self._vault.notes.get(person.note)
        before = (known.sections.get("What happened", "") if known else "").splitlines()
        there = {each.name for each in briefing.parent.glob("*.md")}
        kept = [each for each in before if (of := BRIEFING.search(each)) and of[1] in there]
        wrong = plainly("; ".join(each.text for each in about if each.topic == "machinery"))
        deeds = f"{count(person.lines, 'line')}, {count(person.moves, 'way')} walked. {wrong}".rstrip()
        line = f"- {linked(f'{at:%a %d %b %H:%M}', briefing, page)}: {deeds}"
        return "\n".join([*kept[-KEPT + 1 :], line, *self._own(person, page)])

    def _own(self, person: Person, page: Path) -> list[str]:
        """Return the link to what a mind writes itself."""
        life = self._lives.get(person.agent)
        if life is None:
            return []
        front = life.folder / "vault" / "self" / "front-page.md"
        return [f"{OWN}{linked(life.name, front if front.exists() else life.session, page)}"]
