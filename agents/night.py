"""The night: notes on the day and its people, a context that starts anew from them, sleep. Steps that can be resumed.

    begun (whom to note) -> each person's note -> places -> the day's note -> compaction -> sleep

The plan is an entry; so is each step that is done. A kill between any two is finished at the next start: a note is
written again to the same words or others, never twice; the act of lying down has an id that the world knows.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from agents.compaction import Compaction
from agents.digest import Day, Digest, telling
from agents.memory.note import Draft
from agents.memory.vault import Vault
from agents.mind import Mind
from agents.notes import day_note, person_note, place_notes
from agents.recollection import SPOKEN, as_percept
from agents.schedule import A_DAY, last, night_of, wakes_at
from agents.senses import Percept
from agents.session import Entry, Session
from agents.turn import Turns
from gothmud.events import Night as NightEvent
from gothmud.wire import Act

LEAST_DAY = 3  # entries of a day that is worth notes


class Night:
    """The nights of one mind, and the compactions of its days."""

    def __init__(
        self, mind: Mind, session: Session, turns: Turns, vault: Vault, compaction: Compaction, *, full: bool
    ) -> None:
        self._mind, self._session, self._turns, self._vault = mind, session, turns, vault
        self._past, self._compaction, self._full = turns.past, compaction, full
        self._told: tuple[date, int, Digest] = (date.min, 0, Digest(mind.persona.name))
        self._newest: Entry | None = None

    @property
    def unfinished(self) -> bool:
        """Whether a kill cut a night off."""
        return bool(self._past.night) and self._past.night.get("step") not in ("done", None) and not self._past.asleep

    def settle(self) -> None:
        """Finish a compaction that a kill cut off."""
        self._compaction.settle()

    async def lie_down(self) -> list[Percept]:
        """Go through the night's steps, from where they were left, to sleep. Return what was perceived meanwhile where it
        asks for an answer: then sleep waits, and this is to be called again."""
        if not self.unfinished:
            self._begin(night_of(self._mind.persona, self._now()))
        plan = self._past.night
        if plan["step"] == "begun":
            await self._write_notes(date.fromisoformat(plan["of"]), set(plan.get("noted", [])))
            self._step("noted")
        if self._past.night["step"] == "noted":
            await self._turns.tell("on_sleep")
            await self._compaction.at_night({**self._past.night, "step": "compacted"})
            self._record("compacted")
        if plan.get("up"):
            self._step("done")
            return []
        heard = await self._mind.body.perceive(self._now())
        await self._turns.perceive(heard)
        if any(map(self._mind.body.senses.asks_me, heard)):
            return heard
        await self._sleep(plan["act"])
        return []

    @property
    def missed(self) -> date | None:
        """The night that ends a day which nobody lay down after: away over it, or up until the morning."""
        persona, past = self._mind.persona, self._past
        morning = last(persona.wake, self._now())
        before = (each.city_time for each in reversed(past.day) if each.city_time and each.city_time < morning)
        newest = next(before, None)
        if newest is None or past.asleep or persona.bed == persona.wake:
            return None
        night = night_of(persona, newest)
        return night if f"{night:%F}" != past.risen_from and self._worth_notes(night) else None

    async def make_up(self, night: date) -> None:
        """Do what a missed night does, in the day that follows it: notes, a context that starts anew; no sleep."""
        self._begin(night, up=True)
        await self.lie_down()

    async def compact_if_full(self) -> None:
        """Make the context start anew in the middle of a day, with notes first, where it nears the model's limit; without
        where somebody asked to be forgotten, whose words may stand in it."""
        if self._past.forgets:
            return await self._compaction.to_forget()
        if not self._compaction.due:
            return
        if self._full:
            await self.note_the_day()
        await self._compaction.by_day()

    async def note_the_day(self) -> None:
        """Write notes in the middle of a day whose context is full; the night goes over them again."""
        await self._write_notes(night_of(self._mind.persona, self._now()), set(), by_day=True)

    def _begin(self, night: date, *, up: bool = False) -> None:
        worth_it = self._worth_notes(night)
        acts = {"act": self._mind.act_id(), "wake": self._mind.act_id()}
        plan = {"of": f"{night:%F}", **acts, "noted": [], "up": up}
        self._state({**plan, "step": "begun" if worth_it else "compacted"})

    def _worth_notes(self, night: date) -> bool:
        """Whether there is a day to note; who was woken and lies down again has one if words were exchanged."""
        day = self._day_of(night)
        if self._past.night.get("of") != f"{night:%F}":
            return len(day) >= LEAST_DAY
        heard = (as_percept(each) for each in day if each.city_time and each.city_time > self._past.put_down_at)
        return any(each is not None and each.kind in SPOKEN for each in heard)

    def _day_of(self, night: date) -> list[Entry]:
        """Return the entries of the whole day that a night ends, also of one that was lain down before."""
        end = wakes_at(self._mind.persona, night)
        return [each for each in self._past.day if each.city_time and end - A_DAY <= each.city_time < end]

    def _digested(self, night: date) -> Day:
        """Return the facts of the day, going on from where they were told last: a day is thousands of entries."""
        entries = self._day_of(night)
        of, known, told = self._told
        if of != night or not entries[:known] or len(entries) < known or entries[known - 1] is not self._newest:
            known, told = 0, Digest(self._mind.persona.name)
        told.take(entries[known:])
        self._told, self._newest = (night, len(entries), told), entries[-1] if entries else None
        return told.day

    async def _write_notes(self, night: date, noted: set[str], *, by_day: bool = False) -> None:
        self._vault.refresh()  # what a human wrote before bedtime
        day = self._digested(night)
        for met in telling(day):
            if f"p{met.body}" not in noted:
                before = self._sections(f"p{met.body}")
                self._write(
                    await person_note(self._mind, self._session, met, night, before, full=self._full, by_day=by_day),
                    night,
                )
        if not by_day:
            known = {key: self._sections(key) for key in day.places}
            for draft in place_notes(self._mind, day, night, known):
                self._write(draft, night)
        self._write(await day_note(self._mind, self._session, day, night, self._links(day), full=self._full), night)

    def _write(self, draft: Draft, night: date) -> None:
        change = self._vault.write(draft, at=self._now(), why=f"night of {night:%F}")
        if self.unfinished:
            self._state({**self._past.night, "noted": [*self._past.night.get("noted", []), draft.id]})
        self._record("note", draft.id, changed=change is not None)

    def _links(self, day: Day) -> Mapping[int, str]:
        return {each: self._vault.link(f"p{each}") for each in day.people if f"p{each}" in self._vault.notes}

    def _sections(self, note: str) -> Mapping[str, str]:
        return self._vault.notes[note].sections if note in self._vault.notes else {}

    async def _sleep(self, act: str) -> None:
        """Lie down in the world, then be asleep: an act that the world refuses leaves nobody awake for ever."""
        await self._mind.body.act(Act(id=act, verb="sleep"))
        self._state({**self._past.night, "step": "done"}, asleep=True)
        self._record("done")
        self._record("asleep")

    def _now(self) -> datetime:
        return self._mind.body.senses.clock.now()

    def _step(self, step: str) -> None:
        self._state({**self._past.night, "step": step})
        self._record(step)

    def _state(self, night: Mapping[str, object], **more: bool) -> None:
        self._turns.note_state({"night": dict(night), **more})

    def _record(self, step: str, note: str = "", *, changed: bool = True) -> None:
        place = self._mind.body.senses.room
        self._mind.recorder.write(
            NightEvent, agent=self._mind.persona.id, step=step, note=note, changed=changed,
            at_home=place is not None and place.key == self._mind.persona.home,
        )  # fmt: skip
