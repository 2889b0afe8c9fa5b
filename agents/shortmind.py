"""A short-memory mind: a persona and the last lines of its room. It answers when spoken to or when it is concerned."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from datetime import timedelta

from agents import pace
from agents.agent import STALE
from agents.joining import YES_NO, YES_NO_TOKENS, draw, said_yes, verdict
from agents.mind import Decision, Mind
from agents.model import Failure, Request
from agents.prompt import narrow_header, narrow_percept, short_messages, whether_messages
from agents.sayable import tidied
from agents.senses import Percept
from agents.tongue import LATELY, Context, Spoken, Tongue, by_dice, decided
from agents.view import Occasion
from agents.window import ASK_TOKENS, PROMPT_TOKENS, Window, tokens_at_most
from gothmud.clock import stopwatch
from gothmud.config import Minds

CHAT_TOKENS = 80
LISTENS = timedelta(days=1)  # nothing is due to it but an answer
EVEN = 0.5  # chance to join in where the model was asked and said neither yes nor no


class ShortMind:
    """One short-memory NPC. Its memory is its room's last lines, as anybody there heard them."""

    def __init__(self, mind: Mind, rules: Minds, *, narrow: bool) -> None:
        self._mind, self._rules, self._narrow = mind, rules, narrow
        self._header = narrow_header(mind.town, mind.persona)
        self._window = Window(mind.persona.hears, PROMPT_TOKENS - ASK_TOKENS - tokens_at_most(self._header))
        self._tongue = Tongue(mind)
        self._own: deque[str] = deque(
            maxlen=LATELY
        )  # one's own lines: they aren't said again, though the memory of a talk is shorter
        self.doing = "waking"

    async def live(self) -> None:
        """Live until cancelled."""
        back = True
        while True:
            self.doing = "listening"
            body = self._mind.body
            percepts = await body.perceive(body.senses.clock.now() + LISTENS)
            self._hear(percepts)
            if percept := await self._to_answer(_unanswered(percepts) if back else percepts):
                now = body.senses.clock.now()
                await body.rest(now + pace.city(body.senses, self._rules.answer_pause))
                more = await body.perceive(body.senses.clock.now())
                self._hear(more)
                await self._answer(_weightiest(self._judged(more)["yes"]) or percept)
            back = False

    def _hear(self, percepts: list[Percept]) -> None:
        for each in percepts:
            if (each.mine and each.kind == "arrived") or each.kind == "forgotten":
                self._window.clear()
            elif line := narrow_percept(each):
                self._window.add(line)

    async def _to_answer(self, percepts: list[Percept]) -> Percept | None:
        """Return what to answer. The model is asked once at most, and only where no rule decides."""
        judged = self._judged(percepts)
        if meant := _weightiest(judged["yes"]):
            return meant
        perhaps = _weightiest(judged["ask"])
        return perhaps if perhaps and await self._joins(perhaps) else None

    def _judged(self, percepts: list[Percept]) -> dict[str, list[Percept]]:
        mind, senses = self._mind, self._mind.body.senses
        now = senses.clock.now()
        judged: dict[str, list[Percept]] = {"yes": [], "no": [], "ask": []}
        for each in percepts:
            if now - each.at < STALE:
                judged[verdict(each, mind.persona, senses)].append(each)
        return judged

    async def _joins(self, percept: Percept) -> bool:
        """Ask the model for a yes or a no. (A model that has to be carried says yes to all: there the draw decides.)"""
        mind = self._mind
        drawn = draw(percept, mind.persona) < EVEN
        if self._narrow:
            return drawn
        messages = whether_messages(self._header, self._window.text, mind.persona.name)
        request = Request(
            "whether", mind.persona.id, mind.priority(Occasion("answer", percept)), messages=messages, schema=YES_NO,
            max_tokens=YES_NO_TOKENS, temperature=0.0, cause=percept.event,
        )  # fmt: skip
        answer = await mind.model.complete(request)
        said = None if isinstance(answer, Failure) else said_yes(answer.text)
        return drawn if said is None else said

    async def _answer(self, percept: Percept) -> None:
        mind, started = self._mind, stopwatch()
        self.doing = f"answering {percept.called}"
        await mind.body.think(True)
        try:
            decision = await self._decide(percept)
        finally:
            await mind.body.think(False)
        assert decision.act is not None
        result = await mind.body.act(decision.act)
        if decision.act.verb in ("say", "whisper"):
            self._own.append(decision.act.text)
        mind.record_turn(decision, result, percept.event, stopwatch() - started)

    async def _decide(self, percept: Percept) -> Decision:
        mind = self._mind
        decision = decided(mind, await self._in_character(percept), percept)
        if decision.act is not None:
            return decision
        return by_dice(mind, percept, decision.why_not)

    async def _in_character(self, percept: Percept) -> Spoken:
        """Return an answer that holds on to what the persona won't be talked out of: at the second try, or its own."""
        spoken = await self._word(percept)
        stubborn = self._mind.persona.stubborn
        if stubborn is None or self._holds(spoken, percept):
            return spoken
        again = await self._word(percept, f"({stubborn.rule})\n")
        if again.line and self._holds(again, percept):
            return replace(again, by="retry") if again.by == "model" else again
        fresh = [each for each in stubborn.lines if each not in self._window.text] or stubborn.lines
        return Spoken(self._mind.rng.choice(fresh), "dice", why_not=again.why_not)

    def _holds(self, spoken: Spoken, percept: Percept) -> bool:
        """Return whether a line may be said; what a person's own tables say always may. No line is no giving in."""
        stubborn = self._mind.persona.stubborn
        if stubborn is None or spoken.by not in ("model", "retry") or stubborn.holds(spoken.line):
            return True
        self._mind.dropped("gives in", spoken.line, percept.event)
        return False

    async def _word(self, percept: Percept, remark: str = "") -> Spoken:
        if self._narrow:
            lately = tuple(each.partition(": ")[2].strip() for each in self._window.lines)
            text = self._header + self._window.text + remark
            return await self._tongue.answer(percept, Context(text, (*lately, *self._own)))
        return await self._in_chat(percept, remark)

    async def _in_chat(self, percept: Percept, remark: str) -> Spoken:
        """Ask an endpoint that chats well: persona first and unchanged, the room's lines last."""
        mind = self._mind
        messages = short_messages(self._header, self._window.text, mind.persona.name, remark)
        request = Request(
            "answer", mind.persona.id, mind.priority(Occasion("answer", percept)), messages=messages,
            max_tokens=CHAT_TOKENS, cause=percept.event,
        )  # fmt: skip
        answer = await mind.model.complete(request)
        if isinstance(answer, Failure):
            return Spoken(why_not=answer.text)
        line = tidied(answer.text.removeprefix(f"{mind.persona.name}:"))
        return Spoken(line, "model" if line else "nobody")


def _unanswered(percepts: list[Percept]) -> list[Percept]:
    """Return what came after one's own last words: a mind that is back looks back, and answers nothing twice."""
    own = [number for number, each in enumerate(percepts) if each.mine and each.kind == "said"]
    return percepts[own[-1] + 1 :] if own else percepts


def _weightiest(percepts: list[Percept]) -> Percept | None:
    """Return the latest of a human's lines, else the latest."""
    return max(percepts, key=lambda each: (each.human, each.seq), default=None)
