"""The manner of a reader whose model can't read, or that has none: it quotes, and it writes the facts. No words of its own."""

from __future__ import annotations

from agents.mind import Decision, Mind
from agents.own import OwnAct
from agents.prompt import narrow_percept
from agents.senses import Percept
from agents.view import Occasion
from gothmud import wire
from gothmud.reader.quotes import Quote
from gothmud.reader.tools import QUOTES, Looked, Tools

NOTHING = "The record has nothing on that."
STILL = "I am still looking for that; ask me again in a while."
BEFORE = "On what you asked before:"


class Clerk:
    """Decides for one mind without asking a model."""

    full = False

    def __init__(self, mind: Mind, tools: Tools) -> None:
        self._mind, self._tools = mind, tools

    def render(self, percept: Percept) -> str:
        """Return a percept's line of the transcript."""
        return narrow_percept(percept)

    async def decide(self, turn: Occasion) -> Decision:
        """Answer with quotes, put the report together when it is time, else do nothing."""
        if turn.purpose == "nudge":
            return Decision(
                None, f"{self._mind.persona.name} puts a report together.\n", by="dice", own=OwnAct("brief", "")
            )
        if turn.percept is None or turn.purpose not in ("answer", "woken"):
            return Decision(None, by="nobody")
        text = _answer(await self._tools.quotes(turn.percept.text))[: wire.MAX_TEXT]
        say = self._mind.say(text, turn.cause, turn.percept.who)
        return Decision(say, f"{self._mind.persona.name}: {text}\n", by="dice")


def _answer(looked: Looked) -> str:
    text = STILL if looked.found is None else _quoted(looked.found) or NOTHING
    return f"{text} {BEFORE} {_quoted(looked.late)}" if looked.late else text


def _quoted(quotes: list[Quote]) -> str:
    return " ".join(f"{each.id}: {each.shown}" for each in quotes[:QUOTES])
