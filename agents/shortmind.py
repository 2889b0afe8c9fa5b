"""A short-memory mind: a persona and the last lines of its room. It answers when spoken to or when it is concerned."""

from __future__ import annotations

from collections import deque

from gothmud.clock import real_sleep, stopwatch
from gothmud.config import Minds

from agents.agent import STALE
from agents.attention import addressed, concerned, worth_answering
from agents.mind import Decision, Mind
from agents.model import Request
from agents.narrow import known_names, known_words
from agents.prompt import narrow_header, narrow_percept, short_messages
from agents.sayable import Scene
from agents.senses import Percept
from agents.wording import LINE_TOKENS, SAMPLING, word

CONCERNED = 0.5  # chance to join in when only concerned: the cheap yes or no before an answer


class ShortMind:
    """One short-memory NPC. Its memory is its room's last lines, as anybody there heard them."""

    def __init__(self, mind: Mind, rules: Minds, *, completions: bool) -> None:
        self._mind, self._rules, self._completions = mind, rules, completions
        self._lines: deque[str] = deque(maxlen=mind.persona.hears)
        self._header = narrow_header(mind.town, mind.persona)
        self._names = known_words(mind)
        self.doing = "waking"

    async def live(self) -> None:
        """Live until cancelled."""
        while True:
            self.doing = "listening"
            percepts = await self._mind.body.perceive(3600)
            self._hear(percepts)
            if percept := self._to_answer(percepts):
                await real_sleep(self._rules.answer_pause)
                more = await self._mind.body.perceive(0.01)
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
        fresh = [each for each in percepts if now - each.at < STALE and worth_answering(each, senses)]
        meant = [each for each in fresh if addressed(each, mind.persona, senses)]
        if not meant:
            meant = [each for each in fresh if concerned(each, mind.persona) and mind.rng.random() < CONCERNED]
        return max(meant, key=lambda each: (each.human, each.seq), default=None)

    async def _answer(self, percept: Percept) -> None:
        mind, started = self._mind, stopwatch()
        self.doing = f"answering {percept.called}"
        await mind.body.think(True)
        decision = await self._decide(percept)
        await mind.body.think(False)
        assert decision.act is not None
        result = await mind.body.act(decision.act)
        mind.record_turn(decision, result, percept.event, stopwatch() - started)

    async def _decide(self, percept: Percept) -> Decision:
        mind = self._mind
        people = mind.body.senses.people
        names = self._names | known_names(people.values())
        scene = Scene(percept.text, tuple(self._lines), names)
        worded = await word(
            mind.model, lambda temperature: self._request(percept, temperature), scene,
            lambda why, text: mind.dropped(why, text, percept.event),
        )  # fmt: skip
        to = percept.who if percept.who in people and len(people) > 1 else None
        if not worded.line:
            return Decision(mind.habit(percept.event, percept.text, to), by="dice", why_not=worded.why_not)
        return Decision(mind.say(worded.line, percept.event, to), by=worded.by)

    def _request(self, percept: Percept, temperature: float) -> Request:
        """Return the question: persona first and unchanged, the room's lines last."""
        mind = self._mind
        lines = "".join(self._lines)
        common = {"max_tokens": LINE_TOKENS, "temperature": temperature, "cause": percept.event}
        if self._completions:
            prompt = f"{self._header}{lines}{mind.persona.name}:"
            return Request(
                "answer", mind.persona.id, mind.priority(percept), prompt=prompt, stop=("\n",), sampling=SAMPLING, **common
            )
        messages = short_messages(self._header, lines, mind.persona.name)
        return Request("answer", mind.persona.id, mind.priority(percept), messages=messages, **common)
