"""Three days of Ada in which sixty meetings need what she noted on the first morning, on a stage."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from agents.memory.note import FOLDERS, Note, file_name, rendered
from bench.actor import Ask
from bench.lives import Company, the_plan
from bench.meetings import DAY as FIRST_DAY
from bench.meetings import DAYS, FIRST, Fact, Meeting, draft_of, facts, meetings, other_notes
from bench.scripted_day import CALM, CONTEXT
from bench.stage import Stage
from gothmud.wire import Someone

ADA, WREN = 1, 90
BENCH, SQUARE, AWAY = "workshop", "square", "watch-loft"
MINUTE = timedelta(minutes=1)
LINES = {
    "arrived": "Good day. Here I am again. You know why, I think.",
    "here": "Oh, it's you. Was there not something between us?",
    "named": "Have you met {name} lately? What should I know before I go there?",
    "place": "Is there anything about this place that I should know?",
}  # fmt: skip
LAST_LINES = 5


@dataclass(frozen=True, slots=True)
class Moment:
    """A meeting as it stood when the model was asked: the request, the lines of it, what memory brought, all notes."""

    meeting: Meeting
    ask: Ask
    lines: str
    brought: tuple[str, ...]
    notes: Mapping[str, Note]

    @property
    def context(self) -> str:
        """All that the model was given."""
        return "".join(each["content"] for each in self.ask.messages)


class Days:
    """The company of one, its meetings, and the moments that came of them."""

    def __init__(self, folder: Path, wanted: Sequence[Meeting]) -> None:
        plan = the_plan()
        begins = FIRST_DAY + FIRST - timedelta(hours=1)
        self.stage = Stage(plan, begins, FIRST_DAY + timedelta(days=DAYS))
        ada = next(each for each in plan.cast if each.id == "ada").model_copy(
            update={"plan": [], "nudges": {"idle": 0}}
        )
        self.company = Company(folder, plan, self.stage, [ada], CONTEXT, CALM, on_ask=self._asked)
        self.moments: list[Moment] = []
        self.events: dict[str, Meeting] = {}
        self._note_it_down(begins)
        self.stage.enter(Someone(id=WREN, name="Wren", role="a stranger", human=True), AWAY, mind=False)
        for each in facts():
            if not each.place:
                self.stage.enter(Someone(id=int(each.key[1:]), name=each.name, human=True), AWAY, mind=False)
        for each in wanted:
            self.stage.at(each.at - MINUTE, partial(self.stage.move, ADA, BENCH))
            self.stage.at(each.at, partial(self._meet, each))
            self.stage.at(each.at + 5 * MINUTE, partial(self._part, each))

    def _note_it_down(self, begins: datetime) -> None:
        """Put the notes into the vault: the facts as an agent writes them, the others as files that were there before."""
        vault, at = self.company.vaults["ada"], begins - timedelta(hours=2)
        for draft in other_notes():
            path = vault.folder / FOLDERS[draft.kind] / file_name(draft.id, draft.name, draft.kind)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(rendered("", draft, at, {}, set()), encoding="utf-8")
        vault.refresh()
        for each in facts():
            vault.write(draft_of(each, self.company.town.places.get(each.place, "")), at=at, why="bench")

    def _meet(self, meeting: Meeting) -> None:
        """Let a meeting come about, up to the line that Ada answers."""
        fact, stage = meeting.fact, self.stage
        speaker = WREN if meeting.way in ("named", "place") else int(fact.key[1:])
        where = {"here": SQUARE, "place": fact.place}.get(meeting.way, BENCH)
        stage.move(speaker, where)
        stage.move(ADA, where)
        text = LINES[meeting.way].format(name=fact.nick or fact.name)
        stage.at(meeting.at + MINUTE / 4, partial(self._speak, meeting, speaker, text))

    def _speak(self, meeting: Meeting, speaker: int, text: str) -> None:
        self.events[self.stage.say(speaker, text, ADA)] = meeting

    def _part(self, meeting: Meeting) -> None:
        for each in (WREN, *([] if meeting.fact.place else [int(meeting.fact.key[1:])])):
            self.stage.move(each, AWAY)

    def _asked(self, ask: Ask) -> None:
        """Keep the moment of a meeting's answer."""
        meeting = self.events.get(ask.cause)
        if meeting is None or ask.purpose != "answer" or any(each.meeting is meeting for each in self.moments):
            return
        lived = [each for each in self.company.lived["ada"] if each.city_time and each.city_time >= meeting.at]
        room = self.stage.rooms[self.stage.places[ADA]].name
        heard = [each.text for each in lived if each.kind == "percept" and each.text][-LAST_LINES:]
        brought = tuple(each.text for each in lived if each.kind == "note" and each.data.get("by") == "memory")
        notes = dict(self.company.vaults["ada"].notes)
        self.moments.append(Moment(meeting, ask, f"You are at {room}.\n{''.join(heard)}", brought, notes))


def lived_days(folder: Path, count: int) -> Days:
    """Live the three days with the first ``count`` meetings."""

    async def live() -> Days:
        days = Days(folder, meetings()[:count])
        await days.company.live()
        return days

    return asyncio.run(live())


def found_in(fact: Fact, text: str) -> bool:
    """Return whether a fact stands in a text."""
    return fact.words.casefold() in text.casefold()
