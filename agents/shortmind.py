"""A short-memory mind: a persona and the last lines of its room. It answers when spoken to or when it is concerned."""

from __future__ import annotations

from collections import deque
from datetime import timedelta

from agents import pace
from agents.agent import STALE
from agents.attention import concerned
from agents.mind import Decision, Mind
from agents.model import Failure, Request
from agents.prompt import narrow_header, narrow_percept, short_messages
from agents.sayable import tidied
from agents.senses import Percept
from agents.tongue import Context, Spoken, Tongue, decided
from agents.view import Occasion
from gothmud.clock import stopwatch
from gothmud.config import Minds

CHAT_TOKENS = 80
LISTENS = timedelta(days=1)  # nothing is due to it but an answer
CONCERNED = 0.5  # chance to join in when only concerned: the cheap yes or no before an answer


class ShortMind:
    """One short-memory NPC. Its memory is its room's last lines, as anybody there heard them."""

    def __init__(self, mind: Mind, rules: Minds, *, narrow: bool) -> None:
        self._mind, self._rules, self._narrow = mind, rules, narrow
        self._lines: deque[str] = deque(maxlen=mind.persona.hears)
        self._header = narrow_header(mind.town, mind.persona)
        self._tongue = Tongue(mind)
        self.doing = "waking"

    async def live(self) -> None:
        """Live until cancelled."""
        while True:
            self.doing = "listening"
            body = self._mind.body
            percepts = await body.perceive(body.senses.clock.now() + LISTENS)
            self._hear(percepts)
            if percept := self._to_answer(percepts):
                now = body.senses.clock.now()
                await body.rest(now + pace.city(body.senses, self._rules.answer_pause))
                more = await body.perceive(body.senses.clock.now())
                self._hear(more)
                await self._answer(self._to_answer(more) or percept)

    def _hear(self, percepts: list[Percept]) -> None:
        for each in percepts:
            if each.mine and each.kind == "arrived":
                self._lines.clear()
            elif line := narrow_percept(each):
                self._lines.append(line)

    def _to_answer(self, percepts: list[Percept]) -> Percept | None:
        mind, senses = self._mind, self._mind.body.senses
        now = senses.clock.now()
        fresh = [each for each in percepts if now - each.at < STALE]
        meant = [each for each in fresh if senses.asks_me(each)]
        if not meant:
            meant = [each for each in fresh if concerned(each, mind.persona) and mind.rng.random() < CONCERNED]
        return max(meant, key=lambda each: (each.human, each.seq), default=None)

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
        mind.record_turn(decision, result, percept.event, stopwatch() - started)

    async def _decide(self, percept: Percept) -> Decision:
        mind = self._mind
        if self._narrow:
            context = Context(self._header + "".join(self._lines), tuple(_bare(each) for each in self._lines))
            decision = decided(mind, await self._tongue.answer(percept, context), percept)
        else:
            decision = await self._in_chat(percept)
        if decision.act is not None:
            return decision
        to = percept.who if percept.who in mind.body.senses.people else None
        return Decision(mind.habit(percept.event, percept.text, to), by="dice", why_not=decision.why_not)

    async def _in_chat(self, percept: Percept) -> Decision:
        """Ask an endpoint that chats well: persona first and unchanged, the room's lines last."""
        mind = self._mind
        messages = short_messages(self._header, "".join(self._lines), mind.persona.name)
        request = Request(
            "answer", mind.persona.id, mind.priority(Occasion("answer", percept)), messages=messages,
            max_tokens=CHAT_TOKENS, cause=percept.event,
        )  # fmt: skip
        answer = await mind.model.complete(request)
        if isinstance(answer, Failure):
            return Decision(None, by="nobody", why_not=answer.text)
        line = tidied(answer.text.removeprefix(f"{mind.persona.name}:"))
        return decided(mind, Spoken(line, "model" if line else "nobody"), percept)


def _bare(line: str) -> str:
    return line.partition(": ")[2].strip()
