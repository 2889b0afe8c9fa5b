"""The narrow manner: the harness picks what fits the hour, the place and the plan; a small model only speaks."""

from __future__ import annotations

from typing import Any

from agents.mind import Decision, Mind
from agents.prompt import narrow_percept
from agents.recollection import Recollection
from agents.senses import Percept
from agents.session import Session, transcript_of
from agents.tongue import LATELY, Context, Spoken, Tongue, by_dice, decided
from agents.view import Occasion
from gothmud.persona import planned
from gothmud.wire import Act
from gothmud.words import mentions

SPEAK_UP = 0.5  # chance that somebody who muses in company brings something up
FIDGET = 0.5  # chance of a habit, else of the day's own business
HANDS = 0.5  # chance to use what the day's business names, where it is at hand


class Narrow:
    """Decides for one mind. ``session`` holds its transcript, ``past`` is read out of it."""

    full = False

    def __init__(self, mind: Mind, session: Session, past: Recollection) -> None:
        self._mind, self._session, self._past = mind, session, past
        self._tongue = Tongue(mind)

    def render(self, percept: Percept) -> str:
        """Return a percept's line of the transcript."""
        return narrow_percept(percept)

    async def decide(self, turn: Occasion) -> Decision:
        """Answer, greet, or do what one does by oneself."""
        match turn.purpose:
            case "answer" | "woken" if turn.percept:
                return await self._answer(turn.percept)
            case "greet" if turn.percept:
                return self._decided(await self._tongue.greet(turn.percept, self._context()), turn.percept)
            case _:
                return await self._muse()

    async def _answer(self, percept: Percept) -> Decision:
        """Answer somebody: in words, or by the dice."""
        decision = self._decided(await self._tongue.answer(percept, self._context()), percept)
        if decision.act is not None:
            return decision
        return by_dice(self._mind, percept, decision.why_not)

    async def _muse(self) -> Decision:
        """Bring something up, or fidget, or see to the day's own business."""
        if wish := self._wish():
            return await self._pass_on(wish)
        company = [each for each in self._mind.body.senses.people.values() if each.awake]
        if company and self._may_speak() and self._mind.rng.random() < SPEAK_UP:
            topic = self._mind.rng.choice(self._mind.persona.topics or ["the weather"])
            return self._decided(await self._tongue.bring_up(topic, self._context()), None)
        line = planned(self._mind.persona.plan, self._mind.body.senses.clock.now())
        if line and self._mind.rng.random() < HANDS and (thing := self._at_hand(line.use)):
            return Decision(Act(id=self._mind.act_id(), verb="use", thing=thing), by="dice")
        business = f"is {line.doing}." if line else ""
        if not business or business == self._past.shown or self._mind.rng.random() < FIDGET:
            return Decision(self._mind.habit(""), by="dice")
        # Once: nobody shows twice an hour what anybody can see.
        return Decision(Act(id=self._mind.act_id(), verb="emote", text=business), by="dice")

    def _at_hand(self, word: str) -> int | None:
        """Return the thing here that a line of the plan names and that can be used."""
        here = self._mind.body.senses.here
        return next((each.id for each in here if word and "use" in each.verbs and mentions(each.name, [word])), None)

    def _wish(self) -> dict[str, Any]:
        """Return the wish of this turn to tell somebody something, with the lines for it, or nothing."""
        for entry in reversed(self._session.entries):
            if entry.kind == "reply":
                break
            wish = entry.data.get("data", {})
            if entry.kind == "thought" and wish.get("lines") and wish.get("person") in self._mind.body.senses.people:
                return wish
        return {}

    async def _pass_on(self, wish: dict[str, Any]) -> Decision:
        """Say one of a wish's lines to the person it is for."""
        mind = self._mind
        spoken = await self._tongue.pass_on(wish["lines"], self._context())
        self._session.known_tokens = max(self._session.known_tokens, spoken.tokens)
        to = wish["person"] if len(mind.body.senses.people) > 1 else None
        return Decision(mind.say(spoken.line, "", to), f"{mind.persona.name}: {spoken.line}\n", by=spoken.by)

    def _decided(self, spoken: Spoken, percept: Percept | None) -> Decision:
        self._session.known_tokens = max(self._session.known_tokens, spoken.tokens)
        return decided(self._mind, spoken, percept)

    def _context(self) -> Context:
        lately = [each.text for each in self._mind.body.senses.recent if each.kind == "said"]
        own = [each.text.rpartition(": ")[2].strip() for each in self._session.entries if each.kind == "reply"]
        text = transcript_of(self._session.entries)
        return Context(text, (*lately[-LATELY:], *own[-LATELY:]))

    def _may_speak(self) -> bool:
        senses = self._mind.body.senses
        return not senses.held_back() and not senses.rested_with()
