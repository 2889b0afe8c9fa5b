"""One turn of an agent in five plain steps: perceive, ask, check, act, close. Each leaves a line in the session file.

    percepts -> [percept entries] -> decision -> [reply entry, with its act: the intent] -> world -> [outcome entry]

What a turn achieved is what the world answered. A kill between any two steps is settled at the next start
(``resume``): the world does an act once, whoever asks how often.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, Protocol

from agents.facts import spoken_time
from agents.mind import Decision, Mind
from agents.prompt import gap_line, outcome, surroundings, time_line
from agents.senses import Percept
from agents.session import Entry, Kind, Session
from gothmud.clock import stopwatch
from gothmud.events import Resumed
from gothmud.persona import planned
from gothmud.wire import Act, ActResult

TIME_AGAIN = timedelta(minutes=2)  # city time after which a turn that waits is told the hour again
LONG_GAP = timedelta(minutes=20)  # city time that a transcript has to mention


class Manner(Protocol):
    """How a mind comes to a decision: full or narrow."""

    def render(self, percept: Percept) -> str:
        """Return a percept's line of the context, or nothing."""
        ...

    async def answer(self, percept: Percept, cause: str) -> Decision:
        """Answer somebody."""
        ...

    async def greet(self, percept: Percept, cause: str) -> Decision:
        """React to somebody who came in."""
        ...

    async def muse(self, cause: str, *, quiet: bool) -> Decision:
        """Do something by oneself, or nothing; ``quiet``: nobody is there to see it, so without the model."""
        ...


class Turns:
    """The turns of one agent: at most one in progress."""

    def __init__(self, mind: Mind, session: Session, manner: Manner, *, full: bool) -> None:
        self._mind, self._session, self._manner, self.full = mind, session, manner, full
        self._worded: set[str] = set()

    def perceive(self, percepts: list[Percept]) -> None:
        """Write down what was perceived, so that a restart neither loses nor repeats it.

        The echo of words that stand in the context as a reply adds no text; that of a rolled line does.
        """
        for each in percepts:
            text = "" if each.event in self._worded else self._manner.render(each)
            if text:
                self._open_turn()
            self._add("percept", text, {"seq": each.seq, "percept": asdict(each) | {"at": each.at.isoformat()}})

    async def take(self, purpose: str, percept: Percept | None, ask: Callable[[str], Awaitable[Decision]]) -> Decision:
        """Take one turn. ``ask`` comes to a decision, given the cause that goes with its act."""
        started = stopwatch()
        first = self._open_turn()
        cause = percept.event if percept else ""
        decision = await ask(cause)
        if decision.act is None:
            self._mind.record_turn(decision, None, cause, stopwatch() - started, first_entry=first)
            return decision
        reply = self._intend(decision)
        result = await self._mind.body.act(decision.act)
        self._close(decision.act, result, worded=bool(decision.text))
        self._mind.record_turn(
            decision, result, cause, stopwatch() - started, first_entry=first or reply.id, reply_entry=reply.id
        )
        return decision

    async def resume(self) -> None:
        """Settle an act that was intended when the mind was cut off: ask the world for it, by its id."""
        pending = self._session.pending()
        if pending is None:
            return
        act = Act.model_validate(pending.data["act"])
        result = await self._mind.body.act(act)
        self._close(act, result, worded=bool(pending.text))
        self._mind.recorder.write(Resumed, agent=self._mind.persona.id, act=act.id, ok=result.ok, reason=result.reason)

    def _open_turn(self) -> str:
        """Open the turn with the hour and how long it has been, unless that was told just now; return the entry's id."""
        senses, now = self._mind.body.senses, self._mind.body.senses.clock.now()
        told, before = self._told_time()
        room = self._told_room()
        moved = self.full and senses.room is not None and senses.room.num != room
        text = "" if told and now - told < TIME_AGAIN else self._time(now, before)
        if moved and senses.room:
            room = senses.room.num
            text += surroundings(senses, planned(self._mind.persona.plan, now), self._mind.town)
        return self._add("note", text, {"room": room}).id if text else ""

    def _time(self, now: datetime, before: datetime | None) -> str:
        senses = self._mind.body.senses
        if self.full:
            return time_line(now, f"{senses.part}. {senses.weather}".strip(". "), before) + "\n"
        return gap_line(spoken_time(now), now - before) if before and now - before >= LONG_GAP else ""

    def _told_time(self) -> tuple[datetime | None, datetime | None]:
        """Return when this turn's time line was written (None: not yet) and when the last reply was."""
        told: datetime | None = None
        for entry in reversed(self._session.entries):
            if entry.kind == "reply":
                return told, entry.city_time
            if entry.kind == "note" and told is None:
                told = entry.city_time
        return told, None

    def _told_room(self) -> int:
        """Return the room that the context last told of, 0 if none."""
        return next((int(each.data["room"]) for each in reversed(self._session.entries) if each.data.get("room")), 0)

    def _intend(self, decision: Decision) -> Entry:
        """Write reply and intent in one line, on disk before anything is sent."""
        assert decision.act is not None
        data = {"act": decision.act.model_dump(mode="json"), "by": decision.by, "thought": decision.thought}
        return self._session.add("reply", decision.text, city_time=self._now(), sync=True, data=data)

    def unanswered(self) -> list[Percept]:
        """Return what was perceived before a cut and never thought about."""
        stored = [each.data["percept"] for each in self._session.unanswered() if "percept" in each.data]
        return [Percept(**{**each, "at": datetime.fromisoformat(each["at"])}) for each in stored]

    def _close(self, act: Act, result: ActResult, *, worded: bool) -> None:
        if worded and result.event:
            self._worded.add(result.event)
        text = outcome(act.verb, result.ok, result.reason, result.seen) if self.full else ""
        self._add("outcome", text, {"act": act.id, "ok": result.ok, "reason": result.reason, "event": result.event})

    def _add(self, kind: Kind, text: str, data: dict[str, Any]) -> Entry:
        return self._session.add(kind, text, city_time=self._now(), data=data)

    def _now(self) -> datetime:
        return self._mind.body.senses.clock.now()
