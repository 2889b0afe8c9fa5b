"""How a small model speaks: a mind's own lines, what comes to mind, and the model's words, in that order.

What somebody asks of their own words is told as they said it. Where the person's own lines fit what was heard, the model chooses among them. Where a fact answers it (the hour, the
way), the model words the fact. Else it goes on with the transcript freely, is checked (wording.py), and the dice speak
where nothing sayable came.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from agents.facts import fact_for, said_before
from agents.mind import By, Decision, Mind
from agents.model import Completion, Request
from agents.sayable import STOPWORDS, Scene
from agents.senses import Percept
from agents.view import Occasion, Purpose
from agents.wording import LINE_TOKENS, SAMPLING, word
from gothmud.wire import Act, Someone
from gothmud.words import mentions, words_of

OWN_LINE = 0.5  # chance that an answer to nothing in particular is one of the person's own general lines
LATELY = 24  # lines that are not said again
MOST_CHOICES = 5
CHOICE_TOKENS = 70
CHOICE_TEMPERATURE = 0.9


@dataclass(frozen=True, slots=True)
class Context:
    """The transcript so far, and what was said lately."""

    text: str
    lately: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spoken:
    """A line (or none), who worded it, the cue that stood before it, and the tokens of the longest prompt."""

    line: str = ""
    by: By = "nobody"
    cue: str = ""
    why_not: str = ""
    tokens: int = 0


class Tongue:
    """Speaks for one mind."""

    def __init__(self, mind: Mind) -> None:
        self._mind = mind
        self._words = known_words(mind)

    async def answer(self, percept: Percept, context: Context) -> Spoken:
        """Return an answer to somebody; no line where only the dice are left."""
        mind, heard = self._mind, percept.text
        if (said := said_before(percept, mind.body.senses)) and said not in context.lately:
            return Spoken(said, "dice")  # to the word: a small model would make up the half of it
        if lines := self._own_lines(heard, context.lately):
            return await self._choose("answer", percept, context, lines)
        if fact := fact_for(heard, mind.persona, mind.body.senses, mind.town):
            return await self._tell(percept, context, fact)
        general = [each.say for each in mind.persona.dice.replies if each.say and not _conditional(each)]
        fresh = [each for each in general if each not in context.lately]
        if fresh and mind.rng.random() < OWN_LINE:
            return await self._choose("answer", percept, context, fresh)
        return await self._freely("answer", percept, context, Scene(heard, context.lately, self._names()))

    async def greet(self, percept: Percept, context: Context) -> Spoken:
        """Return a greeting for somebody who came in, or no line."""
        lines = [
            each.say for each in self._mind.persona.dice.greetings if each.say and not each.hours and not each.skies
        ]
        fresh = [each for each in lines if each not in context.lately]
        return await self._choose("greet", percept, context, fresh) if fresh else Spoken()

    async def bring_up(self, topic: str, context: Context) -> Spoken:
        """Return something to say by oneself: a line of one's own or the model's words on a topic."""
        fresh = [each for each in self._mind.persona.sample if each not in context.lately]
        if fresh and self._mind.rng.random() < OWN_LINE:
            return await self._choose("muse", None, context, fresh)
        cue = f"({self._mind.persona.name} thinks of {topic}.)\n"
        scene = Scene("", context.lately, self._names(), topic)
        spoken = await self._freely("muse", None, context, scene, cue)
        return spoken if shares_word(spoken.line, topic) else Spoken(why_not="off the topic", tokens=spoken.tokens)

    async def pass_on(self, lines: list[str], context: Context) -> Spoken:
        """Return one of the lines that pass something on, as the model chooses."""
        return await self._choose("muse", None, context, lines)

    def _own_lines(self, heard: str, lately: Sequence[str]) -> list[str]:
        replies = self._mind.persona.dice.replies
        fitting = [
            each.say for each in replies
            if each.say and each.words and not each.hours and not each.skies and mentions(heard, each.words)
        ]  # fmt: skip
        return [each for each in fitting if each not in lately]

    async def _tell(self, percept: Percept, context: Context, fact: str) -> Spoken:
        """Word a fact; say it as it is where the model strays."""
        if fact in context.lately:
            return Spoken(why_not="said already")
        cue = f"({fact})\n"
        scene = Scene(percept.text, context.lately, self._names(), fact)
        spoken = await self._freely("answer", percept, context, scene, cue)
        if shares_word(spoken.line, fact):
            return spoken
        return Spoken(fact, "dice", tokens=spoken.tokens)

    async def _choose(self, purpose: Purpose, percept: Percept | None, context: Context, lines: list[str]) -> Spoken:
        """Let the model choose among lines, held to them by a grammar; an endpoint without grammars leaves it to the dice."""
        offered = self._mind.rng.sample(lines, min(MOST_CHOICES, len(lines)))
        grammar = "root ::= " + " | ".join(_literal(" " + each) for each in offered)
        prompt = f"{context.text}{self._mind.persona.name}:"
        request = self._request(
            purpose, percept, context, prompt, CHOICE_TEMPERATURE, CHOICE_TOKENS, {"grammar": grammar}
        )
        answer = await self._mind.model.complete(request)
        tokens = answer.prompt_tokens or 0 if isinstance(answer, Completion) else 0
        if isinstance(answer, Completion) and answer.text.strip() in offered:
            return Spoken(answer.text.strip(), "chosen", tokens=tokens)
        return Spoken(offered[0], "dice", tokens=tokens)

    async def _freely(
        self, purpose: Purpose, percept: Percept | None, context: Context, scene: Scene, cue: str = ""
    ) -> Spoken:  # fmt: skip
        prompt = f"{context.text}{cue}{self._mind.persona.name}:"
        worded = await word(
            self._mind.model,
            lambda temperature: self._request(purpose, percept, context, prompt, temperature, LINE_TOKENS, SAMPLING),
            scene, lambda why, text: self._mind.dropped(why, text, percept.event if percept else ""),
        )  # fmt: skip
        if not worded.line:
            return Spoken(why_not=worded.why_not, tokens=worded.tokens)
        return Spoken(worded.line, worded.by, cue, tokens=worded.tokens)

    def _request(
        self, purpose: Purpose, percept: Percept | None, context: Context, prompt: str, temperature: float, tokens: int,
        sampling: Mapping[str, float | str],
    ) -> Request:  # fmt: skip
        mind = self._mind
        return Request(
            purpose, mind.persona.id, mind.priority(Occasion(purpose, percept)), prompt=prompt, max_tokens=tokens, temperature=temperature,
            stop=("\n",), cause=percept.event if percept else "", sampling=sampling,
        )  # fmt: skip

    def _names(self) -> frozenset[str]:
        return self._words | known_names(self._mind.body.senses.people.values())


def decided(mind: Mind, spoken: Spoken, percept: Percept | None) -> Decision:
    """Return what was spoken as a decision: an act of saying it, with its lines of the transcript."""
    cause = percept.event if percept else ""
    if not spoken.line:
        return Decision(None, by="nobody", why_not=spoken.why_not)
    text = f"{spoken.cue}{mind.persona.name}: {spoken.line}\n"
    if percept and percept.kind == "channel":
        return Decision(Act(id=mind.act_id(), verb="channel", text=spoken.line, cause=cause), text, by=spoken.by)
    people = mind.body.senses.people
    if percept and percept.kind == "whispered" and percept.who in people:
        act = Act(id=mind.act_id(), verb="whisper", text=spoken.line, person=percept.who, cause=cause)
        return Decision(act, text, by=spoken.by)
    to = percept.who if percept and percept.who in people and len(people) > 1 else None
    return Decision(mind.say(spoken.line, cause, to), text, by=spoken.by)


def by_dice(mind: Mind, percept: Percept, why_not: str) -> Decision:
    """Return an answer without words of the model: the dice give it, but nobody's dice call over the city."""
    if percept.kind == "channel":
        return Decision(Act(id=mind.act_id(), verb="wait", cause=percept.event), by="nobody", why_not=why_not)
    to = percept.who if percept.who in mind.body.senses.people else None
    return Decision(mind.habit(percept.event, percept.text, to), by="dice", why_not=why_not)


def shares_word(line: str, text: str) -> bool:
    """Return whether a line has one of the telling words of a text."""
    return bool((set(words_of(line)) & set(words_of(text))) - STOPWORDS)


def known_names(people: Iterable[Someone]) -> frozenset[str]:
    """Return the words of the names of the people who are here."""
    return frozenset(word for each in people for word in words_of(each.name))


def known_words(mind: Mind) -> frozenset[str]:
    """Return the words that may stand capitalised: of places and people, of this person's own texts, of days."""
    persona, town = mind.persona, mind.town
    texts = [*town.places.values(), *town.people, town.name, town.primer, persona.prose, persona.name]
    texts += [*persona.sample, *persona.topics, *(each.say for each in persona.dice.replies), DAYS]
    return frozenset(word for text in texts for word in words_of(text)) - STOPWORDS


DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mr Mrs Miss Sir Madam Doctor Sister"


def _conditional(reply: object) -> bool:
    return any(getattr(reply, field) for field in ("words", "hours", "skies"))


def _literal(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
