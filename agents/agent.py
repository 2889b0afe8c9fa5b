"""An agent: a full mind with a session file that only grows, living turn by turn in its body."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from agents.attention import addressed, worth_answering
from agents.mind import Mind
from agents.prompt import folded
from agents.senses import Percept
from agents.session import Session
from agents.turn import Manner, Turns
from gothmud.clock import real_sleep, stopwatch
from gothmud.config import Minds

STALE = timedelta(minutes=3)  # city time after which a line needs no answer any more
GREET_AGAIN = timedelta(minutes=20)  # city time
FULLEST = 0.8  # share of the context at which it is folded
NARROW_CONTEXT = 1600  # tokens; a small model stumbles over its own past long before its limit
UNTOLD_CONTEXT = 4096  # tokens, where the endpoint doesn't tell
CHARACTERS_A_TOKEN = 4  # a rule of thumb, for endpoints that count no tokens
KEEP_LINES = 12  # lines that survive a fold
JITTER = (0.6, 1.4)
STRIDE = (6.0, 12.0)  # real seconds from one room to the next, for somebody on the way


class Agent:
    """A mind's life: perceive, answer, greet, muse."""

    def __init__(self, mind: Mind, session: Session, manner: Manner, rules: Minds, *, full: bool, context: int) -> None:
        self._mind, self._session, self._manner, self._rules = mind, session, manner, rules
        self._turns = Turns(mind, session, manner, full=full)
        self._limit = int((context or UNTOLD_CONTEXT) * FULLEST)
        if not full:
            self._limit = min(self._limit, NARROW_CONTEXT)
        self._greeted: dict[int, datetime] = {}
        self._muse_at = stopwatch() + self._pause()
        self.doing = "waking"

    async def live(self) -> None:
        """Live until cancelled."""
        await self._turns.resume()
        stimuli = self._turns.unanswered()
        while True:
            self.doing = "listening"
            wait = 0.01 if stimuli else max(0.1, self._muse_at - stopwatch())
            new = await self._mind.body.perceive(wait)
            self._turns.perceive(new)
            stimuli += new
            if percept := self._to_answer(stimuli):
                await self._answer(percept)
            elif percept := self._to_greet(stimuli):
                await self._turns.take("greet", percept, partial(self._manner.greet, percept))
            elif stopwatch() >= self._muse_at:
                await self._muse()
            stimuli = []
            self._fold_if_full()

    async def _answer(self, percept: Percept) -> None:
        """Listen a moment longer (people speak in more than one line), then answer the latest of it."""
        await real_sleep(self._rules.answer_pause)
        more = await self._mind.body.perceive(0.01)
        self._turns.perceive(more)
        percept = self._to_answer([percept, *more]) or percept
        self.doing = f"answering {percept.called}"
        await self._mind.body.think(True)
        try:
            await self._turns.take("answer", percept, partial(self._manner.answer, percept))
        finally:
            await self._mind.body.think(False)
            self._muse_at = stopwatch() + self._pause()

    async def _muse(self) -> None:
        self.doing = "musing"
        quiet = self._mind.body.senses.humans == 0 and not self._rules.always
        done = await self._turns.take("muse", None, partial(self._manner.muse, quiet=quiet))
        walking = done.by == "dice" and done.act is not None and done.act.verb == "go"
        self._muse_at = stopwatch() + (self._mind.rng.uniform(*STRIDE) if walking else self._pause())

    def _pause(self) -> float:
        return self._rules.musing_seconds * self._mind.rng.uniform(*JITTER)

    def _to_answer(self, percepts: list[Percept]) -> Percept | None:
        """Return the line to answer: a human's before a mind's, the latest of several."""
        senses, now = self._mind.body.senses, self._mind.body.senses.clock.now()
        meant = [
            each for each in percepts
            if addressed(each, self._mind.persona, senses) and worth_answering(each, senses) and now - each.at < STALE
        ]  # fmt: skip
        return max(meant, key=lambda each: (each.human, each.seq), default=None)

    def _to_greet(self, percepts: list[Percept]) -> Percept | None:
        """Return the arrival of a human who was not greeted lately and is still here."""
        senses = self._mind.body.senses
        for each in reversed(percepts):
            if each.kind == "arrived" and each.human and not each.mine and each.who in senses.people:
                before = self._greeted.get(each.who)
                if before is None or each.at - before >= GREET_AGAIN:
                    self._greeted[each.who] = each.at
                    return each
        return None

    def _fold_if_full(self) -> None:
        """Start the context anew from its last lines before it no longer fits."""
        entries = self._session.entries
        estimate = sum(len(each.text) for each in entries) // CHARACTERS_A_TOKEN
        if max(self._session.known_tokens, estimate) < self._limit:
            return
        met = [each.data["percept"] for each in entries if "percept" in each.data]
        people = dict.fromkeys(each["called"] for each in met if each.get("called") and not each.get("mine"))
        text = folded(self._mind.persona.name, self._last_lines(), people, full=self._turns.full)
        self._session.add("compaction", text, city_time=self._mind.body.senses.clock.now())

    def _last_lines(self) -> list[str]:
        """Return the last texts of the context, at most some and at most half of what fits."""
        kept: list[str] = []
        room = self._limit * CHARACTERS_A_TOKEN // 2
        for entry in reversed(self._session.entries[1:]):
            if entry.kind == "compaction" or len(kept) == KEEP_LINES or (room := room - len(entry.text)) < 0:
                break
            kept += [entry.text] if entry.text else []
        return kept[::-1]
