"""One turn of an agent in plain steps. Each leaves a line in the session file.

    percepts -> [percept entries] -> notes of behaviours -> decision -> [reply entry, with its act: the intent]
             -> world -> [outcome entry]

What a turn achieved is what the world answered. A kill between any two steps is settled at the next start
(``resume``): the world does an act once, whoever asks how often.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, Protocol

from agents.aside import ask_aside
from agents.interruption import undisturbed
from agents.memory.vault import Vault
from agents.mind import Decision, Mind
from agents.own import OwnAct
from agents.plugins import Behaviours
from agents.prompt import outcome, unheard
from agents.recollection import Recollection, stored
from agents.senses import Percept
from agents.session import Entry, Kind, Session
from agents.view import Deed, Note, Occasion, Outcome, View, Wish
from gothmud.clock import stopwatch
from gothmud.events import Recalled, Resumed
from gothmud.wire import Act, ActResult

ONCE = ("on_wake",)  # hooks that a mind which was cut off calls again
EDITS_EVERY = 10.0  # real seconds
INTERRUPTED = "a human spoke to me meanwhile"
LATE = timedelta(minutes=10)  # city time after which what was to be said when the mind was cut off is not said any more
SPEECH = ("say", "emote", "whisper", "channel")
TOO_LATE = "the moment has passed"
MOST_INTERRUPTIONS = 2  # in a row; then one thinks to the end, whatever else is said


class Manner(Protocol):
    """How a mind comes to a decision: full or narrow."""

    full: bool

    def render(self, percept: Percept) -> str:
        """Return a percept's line of the context, or nothing."""
        ...

    async def decide(self, turn: Occasion) -> Decision:
        """Come to a decision, with or without the model."""
        ...


class Turns:
    """The turns of one agent: at most one in progress."""

    def __init__(
        self, mind: Mind, session: Session, past: Recollection, vault: Vault, manner: Manner, behaviours: Behaviours
    ) -> None:
        self._mind, self._session, self.past, self._vault = mind, session, past, vault
        self._manner, self._behaviours = manner, behaviours
        self._looked = stopwatch()

    async def perceive(self, percepts: list[Percept]) -> None:
        """Take in what was perceived; it is in the file once a turn is taken or ``write`` is called.

        The echo of words that stand in the context as a reply adds no text; that of a rolled line does.
        """
        for each in percepts:
            text = "" if each.event in self.past.worded else self._manner.render(each)
            if text:
                await self._add_notes("on_event", percept=each)
            if each.kind == "forgotten":
                await self.tell("on_forget", percept=each)
            self._add("percept", text, {"seq": each.seq, "percept": stored(each), "place": self._place()})

    async def take(self, turn: Occasion, decide: Callable[[Occasion], Awaitable[Decision]] | None = None) -> Outcome:
        """Take one turn; ``decide`` stands for the manner's own way where the harness knows what to do."""
        started, first = stopwatch(), self._session.head
        self._take_over_edits(started)
        if turn.purpose != "walk":
            await self._add_notes("before_turn", turn=turn)
        self.write()
        decision = self._said_in_time(await (decide(turn) if decide else self._decided(turn)))
        result, reply = None, None
        if decision.act or decision.own:
            reply = await self._intend(decision)
            result = await self._carried_out(decision)
        self._mind.record_turn(
            decision, result, turn.cause, stopwatch() - started,
            first_entry=self._after(first), reply_entry=reply.id if reply else "",
        )  # fmt: skip
        done = _outcome(decision, result)
        after = self._behaviours.tell("after_turn", self.view(), self.past, turn=turn, outcome=done)
        await undisturbed(self._mind.body, after)  # a daydream is no reason not to hear a human
        return done

    async def _decided(self, turn: Occasion) -> Decision:
        """Come to a decision, unless a human asks for something else meanwhile."""
        if turn.again >= MOST_INTERRUPTIONS:
            return await self._manner.decide(turn)
        came_to = await undisturbed(self._mind.body, self._manner.decide(turn))
        if isinstance(came_to, Decision):
            return came_to
        self._mind.dropped(INTERRUPTED, "", came_to.event)
        return Decision(None, by="nobody", why_not=INTERRUPTED)

    def _said_in_time(self, decision: Decision) -> Decision:
        """Check a decision against the newest senses: words that came too late are kept to oneself, and it is known."""
        act, why = decision.act, self._mind.body.senses.held_back()
        if act is None or act.verb not in ("say", "emote") or not why:
            return decision
        self._mind.dropped(why, act.text, act.cause)
        if self._manner.full:
            self._add(
                "note", outcome(act.verb, ok=False, reason=why, seen=""), {"by": "floor", "key": "", "n": 0, "data": {}}
            )
        return Decision(None, by="nobody", why_not=why)

    def _take_over_edits(self, now: float) -> None:
        """Take over what a human wrote into the notes meanwhile; looking costs a few hundred system calls."""
        if now - self._looked >= EDITS_EVERY:
            self._looked = now
            self._vault.refresh()

    async def resume(self) -> None:
        """Settle an act that was intended when the mind was cut off: ask the world for it, by its id."""
        pending = self._session.pending()
        if pending is None:
            return
        if "own" in pending.data:
            await self._do_own(OwnAct(**pending.data["own"]), pending.city_time)
            return
        act = Act.model_validate(pending.data["act"])
        late = act.verb in SPEECH and pending.city_time is not None and self._now() - pending.city_time > LATE
        if late and act.id != self._mind.body.senses.last_act:  # the world hasn't done it, and now it is too late
            result = ActResult(id=act.id, ok=False, reason=TOO_LATE)
        else:
            result = await self._mind.body.act(act)
        self._close(act, result)
        self._mind.recorder.write(Resumed, agent=self._mind.persona.id, act=act.id, ok=result.ok, reason=result.reason)

    async def add(self, hook: str) -> None:
        """Add the notes of a hook that stands at no turn: waking, the new context."""
        await self._add_notes(hook)

    async def tell(self, hook: str, **arguments: Any) -> None:
        """Let behaviours know of something."""
        await self._behaviours.tell(hook, self.view(), self.past, **arguments)

    def write(self) -> None:
        """Write down what was added since; a kill from here on neither loses nor repeats it."""
        self._session.write()

    def note_state(self, data: dict[str, Any], *, sync: bool = True) -> None:
        """Write down a state of the mind that the model doesn't see; with ``sync`` it is on disk on return."""
        self._session.add("state", "", city_time=self._now(), sync=sync, data=data)

    def view(self) -> View:
        """Return the mind as behaviours see it."""
        senses, past, now = self._mind.body.senses, self.past, self._now()
        return View(
            persona=self._mind.persona, town=self._mind.town, vault=self._vault, full=self._manner.full, body=senses.body,
            now=now, part=senses.part, weather=senses.weather, room=senses.room,
            entered=senses.room is not None and senses.room.num != past.told_room, people=tuple(senses.people.values()),
            things=tuple(senses.here), heard=tuple(past.heard), last_reply=past.last_reply, last_word=MappingProxyType(past.last_word),
            quiet_since=past.quiet_since or now, aside=self._aside, stories=tuple(past.stories.values()),
            lines=tuple(senses.recent), closing=senses.floor.closing, today=senses.today, home=self._behaviours.home, record=self._mind.recorder.write,
        )  # fmt: skip

    async def _aside(self, question: str, **options: Any) -> str | None:
        if not self._manner.full:
            return None
        return await ask_aside(self._mind, self._session, question, **options)

    async def due_at(self) -> datetime | None:
        """Return the next city time at which a behaviour has something to do."""
        return await self._behaviours.due_at(self.view(), self.past)

    async def when_due(self, came: list[Deed | Wish]) -> list[Deed | Wish]:
        """Let behaviours do what is due; return ``came``, to which the acts that they want done and the thoughts that they
        want followed are added as they come."""
        await self._behaviours.deeds(self.view(), self.past, came)
        return came

    async def gathered(self, hook: str) -> list[tuple[str, Note]]:
        """Return the notes of a hook, to be put somewhere later."""
        return await self._behaviours.notes(hook, self.view(), self.past)

    def put(self, notes: list[tuple[str, Note]]) -> None:
        """Add notes that were gathered before."""
        for by, note in notes:
            self._add_note(by, note)
        self.write()

    async def _add_notes(self, hook: str, **arguments: Any) -> None:
        for by, note in await self._behaviours.notes(hook, self.view(), self.past, **arguments):
            if (note.thought or hook in ONCE) and self.past.stands_newly(by, note.key):
                continue
            entry = self._add_note(by, note)
            if "rule" in note.data:
                self._mind.recorder.write(
                    Recalled, agent=self._mind.persona.id, note=note.key, rule=str(note.data["rule"]),
                    why=str(note.data.get("why", "")), entry=entry.id,
                )  # fmt: skip

    def _add_note(self, by: str, note: Note) -> Entry:
        data = {"by": by, "key": note.key, "n": self.past.count, "data": dict(note.data)}
        return self._add("thought" if note.thought else "note", note.text, data)

    async def _intend(self, decision: Decision) -> Entry:
        """Write reply and intent in one line, on disk before anything is sent.

        To wait is no consequence: written, so that a kill can't take it, but no disk is waited for.
        """
        senses = self._mind.body.senses
        data: dict[str, Any] = {"by": decision.by, "thought": decision.thought, "place": self._place()}
        data["room"] = senses.room.num if senses.room else 0
        if decision.goal:
            data["goal"] = decision.goal
        if decision.act:
            data["act"] = decision.act.model_dump(mode="json")
        elif decision.own:
            data["own"] = {"name": decision.own.name, "text": decision.own.text}
        reply = self._add("reply", decision.text, data)
        if decision.act and decision.act.verb == "wait":
            self.write()
        else:
            await self._session.on_disk()
        return reply

    async def _carried_out(self, decision: Decision) -> ActResult:
        if decision.own:
            return await self._do_own(decision.own)
        assert decision.act is not None
        result = await self._mind.body.act(decision.act)
        self._close(decision.act, result)
        return result

    async def _do_own(self, own: OwnAct, at: datetime | None = None) -> ActResult:
        """Do what the world isn't asked for, as of when it was chosen: it bears being done twice, not on two days."""
        said = await self._behaviours.do(own, self.view()._replace(now=at or self._now()), self.past)
        ok, reason = said is not None, "" if said is not None else "it came to nothing"
        text = outcome(own.name, ok, reason, said or "") if self._manner.full else ""
        self._add("outcome", text, {"own": own.name, "ok": ok, "reason": reason})
        self.write()
        return ActResult(id="", ok=ok, reason=reason)

    def unanswered(self) -> list[Percept]:
        """Return what was perceived before a cut and never thought about."""
        return list(self.past.heard)

    def _close(self, act: Act, result: ActResult) -> None:
        text = (
            outcome(act.how or act.verb, result.ok, result.reason, result.seen)
            if self._manner.full
            else unheard(act.verb, result.ok)
        )
        self._add("outcome", text, {"act": act.id, "ok": result.ok, "reason": result.reason, "event": result.event})
        self.write()

    def _after(self, head: Entry | None) -> str:
        """Return the first entry of this turn: the one after ``head``."""
        newest = self._session.entries[-40:]
        return next((each.id for each in reversed(newest) if head and each.parent == head.id), "")

    def _place(self) -> str:
        room = self._mind.body.senses.room
        return room.key if room else ""

    def _add(self, kind: Kind, text: str, data: dict[str, Any]) -> Entry:
        return self._session.add(kind, text, city_time=self._now(), data=data)

    def _now(self) -> Any:
        return self._mind.body.senses.clock.now()


def _outcome(decision: Decision, result: ActResult | None) -> Outcome:
    if result is None:
        return Outcome(reason=decision.why_not)
    if decision.own:
        return Outcome(decision.own.name, decision.own.text, result.ok, result.reason)
    return Outcome(decision.act.verb, decision.act.text, result.ok, result.reason) if decision.act else Outcome()
