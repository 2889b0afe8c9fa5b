"""The full manner: a chat whose replies are JSON under a schema of what is legal now. The model has all its freedom."""

from __future__ import annotations

from dataclasses import dataclass

from agents.actions import Choice, chosen, schema
from agents.mind import By, Decision, Mind
from agents.model import Completion, Request
from agents.prompt import full_percept
from agents.senses import Percept
from agents.session import Session, messages_of

REPLY_TOKENS = 220
ONCE_MORE = "[That was no act: {why}. Answer with one JSON object as in the example.]\n"


class Full:
    """Decides for one mind. ``session`` holds its context; a failed try never enters it."""

    def __init__(self, mind: Mind, session: Session, temperature: float) -> None:
        self._mind, self._session, self._temperature = mind, session, temperature

    def render(self, percept: Percept) -> str:
        """Return a percept's line of the context."""
        return "" if percept.mine else full_percept(percept, self._mind.body.senses)

    async def answer(self, percept: Percept, cause: str) -> Decision:
        """Answer somebody."""
        return await self._decide("answer", percept, cause)

    async def greet(self, percept: Percept, cause: str) -> Decision:
        """Take note of somebody who came in."""
        return await self._decide("greet", percept, cause)

    async def muse(self, cause: str, *, quiet: bool) -> Decision:
        """Do something by oneself, or nothing."""
        if quiet:
            return Decision(None, by="nobody", why_not="nobody is there to see it")
        return await self._decide("muse", None, cause)

    async def _decide(self, purpose: str, percept: Percept | None, cause: str) -> Decision:
        messages = messages_of(self._session.entries)
        first = await self._ask(purpose, percept, cause, messages)
        if first.why_not and not first.by_failure:
            retry = (
                {"role": "assistant", "content": first.text},
                {"role": "user", "content": ONCE_MORE.format(why=first.why_not)},
            )
            second = await self._ask(purpose, percept, cause, (*messages, *retry))
            return second.decision("retry")
        return first.decision("model")

    async def _ask(
        self, purpose: str, percept: Percept | None, cause: str, messages: tuple[dict[str, str], ...]
    ) -> _Try:  # fmt: skip
        mind = self._mind
        answer = await mind.model.complete(
            Request(
                purpose,
                mind.persona.id,
                mind.priority(percept),
                messages=messages,
                schema=schema(mind.body.senses),
                max_tokens=REPLY_TOKENS,
                temperature=self._temperature,
                cause=cause,
            )
        )
        if not isinstance(answer, Completion):
            return _Try("", Choice(None, why_not=answer.text), by_failure=True)
        self._session.known_tokens = max(self._session.known_tokens, answer.prompt_tokens or 0)
        choice = chosen(answer.text, mind.body.senses, mind.act_id(), cause)
        if choice.why_not:
            mind.dropped(choice.why_not, answer.text, cause)
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
        if self.choice.act is None:
            return Decision(None, by="nobody", why_not=self.why_not)
        return Decision(self.choice.act, self.text.strip() + "\n", self.choice.thought, by)
