"""The narrow manner: the harness picks what fits the hour, the place and the plan; a small model only words it."""

from __future__ import annotations

from collections.abc import Iterable

from agents.attention import bots_in_a_row
from agents.mind import Decision, Mind
from agents.model import Request
from agents.plan import planned
from agents.prompt import narrow_percept
from agents.sayable import STOPWORDS, Scene
from agents.senses import Percept
from agents.session import Session, transcript_of
from agents.wayfinding import exit_to, next_room
from agents.wording import LINE_TOKENS, SAMPLING, word
from gothmud.wire import Act, Someone
from gothmud.words import words_of

SPEAK_UP = 0.5  # chance that somebody who muses in company brings something up
FIDGET = 0.5  # chance of a habit, else of the day's own business
MOST_BOT_LINES = 3  # a topic is not brought up into a talk of minds that has gone on this long


class Narrow:
    """Decides for one mind. ``session`` holds its transcript."""

    def __init__(self, mind: Mind, session: Session) -> None:
        self._mind, self._session = mind, session
        self._names = known_words(mind)

    def render(self, percept: Percept) -> str:
        """Return a percept's line of the transcript."""
        return narrow_percept(percept)

    async def answer(self, percept: Percept, cause: str) -> Decision:
        """Answer somebody, in the model's words or by the dice."""
        mind = self._mind
        worded = await self._word("answer", percept, cause, percept.text, "")
        to = percept.who if percept.who in mind.body.senses.people else None
        if worded.act is None:
            return Decision(mind.habit(cause, percept.text, to), by="dice", why_not=worded.why_not)
        return worded

    async def greet(self, percept: Percept, cause: str) -> Decision:
        """Say something to somebody who came in."""
        worded = await self._word("greet", percept, cause, "Good day.", "")
        return worded if worded.act else Decision(None, by="nobody", why_not=worded.why_not)

    async def muse(self, cause: str, *, quiet: bool) -> Decision:
        """Do what one does by oneself: keep to the plan, bring something up, or fidget."""
        if walk := self._next_step(cause):
            return Decision(walk, by="dice")
        if quiet:
            return Decision(None, by="nobody", why_not="nobody is there to see it")
        company = [each for each in self._mind.body.senses.people.values() if each.awake]
        if company and self._may_speak() and self._mind.rng.random() < SPEAK_UP:
            return await self._bring_up(cause)
        if self._mind.rng.random() < FIDGET:
            return Decision(self._mind.habit(cause), by="dice")
        return self._day_business(cause)

    def _next_step(self, cause: str) -> Act | None:
        """Return the step towards the place of the plan, or None where one is there."""
        mind, room = self._mind, self._mind.body.senses.room
        line = planned(mind.persona.plan, mind.body.senses.clock.now())
        if line is None or room is None:
            return None
        way = exit_to(room, mind.town, next_room(mind.town, room.key, line.place))
        return Act(id=mind.act_id(), verb="go", exit=way.id, cause=cause) if way else None

    def _may_speak(self) -> bool:
        return bots_in_a_row(self._mind.body.senses.recent) < MOST_BOT_LINES

    async def _bring_up(self, cause: str) -> Decision:
        topic = self._mind.rng.choice(self._mind.persona.topics or ["the weather"])
        cue = f"({self._mind.persona.name} thinks of {topic}.)\n"
        return await self._word("muse", None, cause, "", cue, topic)

    def _day_business(self, cause: str) -> Decision:
        line = planned(self._mind.persona.plan, self._mind.body.senses.clock.now())
        if line is None:
            return Decision(None, by="nobody")
        return Decision(Act(id=self._mind.act_id(), verb="emote", text=f"is {line.doing}.", cause=cause), by="dice")

    async def _word(
        self, purpose: str, percept: Percept | None, cause: str, heard: str, cue: str, topic: str = ""
    ) -> Decision:  # fmt: skip
        mind = self._mind
        opening = f"{cue}{mind.persona.name}:"
        prompt = transcript_of(self._session.entries) + opening
        lately = tuple(each.text for each in mind.body.senses.recent if each.kind == "said")[-16:]
        names = self._names | known_names(mind.body.senses.people.values())

        def request(temperature: float) -> Request:
            return Request(
                purpose, mind.persona.id, mind.priority(percept), prompt=prompt, max_tokens=LINE_TOKENS,
                temperature=temperature, stop=("\n",), cause=cause, known_tokens=self._session.known_tokens,
                sampling=SAMPLING,
            )  # fmt: skip

        scene = Scene(heard, (*lately, *_own_lines(self._session)), names, topic)
        worded = await word(mind.model, request, scene, lambda why, text: mind.dropped(why, text, cause))
        self._session.known_tokens = max(self._session.known_tokens, worded.tokens)
        if not worded.line:
            return Decision(None, by="nobody", why_not=worded.why_not)
        to = percept.who if percept and percept.who in mind.body.senses.people and len(mind.body.senses.people) > 1 else None
        return Decision(mind.say(worded.line, cause, to), f"{opening} {worded.line}\n", by=worded.by)


def _own_lines(session: Session) -> list[str]:
    return [each.text for each in session.entries if each.kind == "reply"][-12:]


def known_names(people: Iterable[Someone]) -> frozenset[str]:
    """Return the words of the names of the people who are here."""
    return frozenset(word for each in people for word in words_of(each.name))


def known_words(mind: Mind) -> frozenset[str]:
    """Return the words that may stand capitalised: of places, of this person's own texts, of days and months."""
    persona, town = mind.persona, mind.town
    texts = [*town.places.values(), town.name, town.primer, persona.prose, persona.name, *persona.sample, *persona.topics]
    texts += [each.say for each in persona.dice.replies] + DAYS
    return frozenset(word for text in texts for word in words_of(text)) - (STOPWORDS - {"i"})


DAYS = ["Monday Tuesday Wednesday Thursday Friday Saturday Sunday", "Mr Mrs Miss Sir Madam Doctor Sister"]
