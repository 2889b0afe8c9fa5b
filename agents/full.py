"""The full manner: a chat whose replies are JSON under a schema of what is legal now. The model has all its freedom."""

from __future__ import annotations

from dataclasses import dataclass

from agents.actions import NOTHING_ELSE, Choice, Scope, chosen, schema
from agents.mind import By, Decision, Mind
from agents.model import Completion, Request
from agents.prompt import full_percept
from agents.senses import Percept
from agents.session import Session
from agents.view import Occasion

REPLY_TOKENS = 220
ONCE_MORE = "[That was no act: {why}. Answer with one JSON object as in the example.]\n"


class Full:
    """Decides for one mind. ``session`` holds its context; a failed try never enters it."""

    full = True

    def __init__(self, mind: Mind, session: Session, temperature: float, scope: Scope = NOTHING_ELSE) -> None:
        self._mind, self._session, self._temperature, self._scope = mind, session, temperature, scope

    def render(self, percept: Percept) -> str:
        """Return a percept's line of the context; none for an own act (its outcome tells), or a habit seen just before."""
        if percept.mine or (percept.kind in ("posed", "seen") and self._seen_lately(percept)):
            return ""
        return full_percept(percept, self._mind.body.senses)

    def _seen_lately(self, percept: Percept) -> bool:
        same = (percept.who, percept.text)
        return any(each.seq < percept.seq and (each.who, each.text) == same for each in self._mind.body.senses.recent)

    async def decide(self, turn: Occasion) -> Decision:
        """Ask the model; once more if its answer is no act."""
        messages = self._session.messages
        first = await self._ask(turn, messages)
        if first.why_not and not first.by_failure:
            retry = (
                {"role": "assistant", "content": first.text},
                {"role": "user", "content": ONCE_MORE.format(why=first.why_not)},
            )
            second = await self._ask(turn, (*messages, *retry))
            return second.decision("retry")
        return first.decision("model")

    async def _ask(self, turn: Occasion, messages: tuple[dict[str, str], ...]) -> _Try:
        mind = self._mind
        request = Request(
            turn.purpose, mind.persona.id, mind.priority(turn), messages=messages,
            schema=schema(mind.body.senses, self._scope), max_tokens=REPLY_TOKENS, temperature=self._temperature,
            cause=turn.cause,
        )  # fmt: skip
        answer = await mind.model.complete(request)
        if not isinstance(answer, Completion):
            return _Try("", Choice(None, why_not=answer.text), by_failure=True)
        self._session.known_tokens = max(self._session.known_tokens, answer.prompt_tokens or 0)
        choice = chosen(answer.text, mind.body.senses, mind.act_id(), turn.cause, self._scope)
        if choice.why_not:
            mind.dropped(choice.why_not, answer.text, turn.cause)
        return _Try(answer.text, choice)


@dataclass(frozen=True, slots=True)
class _Try:
    """One answer of the model and what it chose."""

    text: str
    choice: Choice
    by_failure: bool = False

    @property
    def why_not(self) -> str:
        """Why it is no act, or an empty string."""
        return self.choice.why_not

    def decision(self, by: By) -> Decision:
        """Return it as a decision; one that is no act leaves no text in the context."""
        choice = self.choice
        if choice.act is None and choice.own is None:
            return Decision(None, by="nobody", why_not=self.why_not)
        return Decision(choice.act, self.text.strip() + "\n", choice.thought, by, own=choice.own, goal=choice.goal)
