"""The day that is lived again and again: its people, and a model whose answers follow from the prompt alone."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from agents.model import Answer, Completion, Request
from gothmud.persona import Persona, PlanLine
from tests.crash.city import City, Cue
from tests.crash.points import Points

MIRA, BRUNO = 2, 3
EVENING = datetime(2026, 3, 7, 20)  # a Saturday
SAID = re.compile(r'^(?:Mira|Bruno) says(?: to you)?: "(.*)"$', re.MULTILINE)
ADA = Persona(
    id="ada", name="Ada", tier="agent", home="inn", role="the mender", looks="Oil.", prose="You are Ada.",
    bed="22:30", wake="06:30", nudges={"idle": 60},
    plan=[PlanLine(at="07:00", place="square", doing="mending"), PlanLine(at="20:40", place="inn", doing="soup")],
)  # fmt: skip


def at(hours: float) -> datetime:
    """Return a moment so many hours after the evening began."""
    return EVENING + timedelta(hours=hours)


DAY = (
    Cue(at(0.1), MIRA, "Ada, have you nails?"),
    Cue(at(0.2), BRUNO, "Ada, the roof leaks."),
    Cue(at(0.3), BRUNO, "Ada, keep the blue key in mind."),
    Cue(at(0.5), MIRA, "Ada, get the anvil."),
    Cue(at(1.0), MIRA),
    Cue(at(1.1), MIRA, "Ada, is the soup good?"),
    Cue(at(6.0), BRUNO, "Ada, a storm!"),  # asleep: once isn't enough to wake her
    Cue(at(10.6), MIRA, "Ada, good morning."),
)
BROKEN_NIGHT = (
    Cue(at(1.9), MIRA, "Ada, have you nails?"),
    Cue(at(6.0), MIRA, "Ada, wake up!"),
    Cue(at(6.0), MIRA, "Ada, a fire!"),
    Cue(at(6.01), MIRA, "Ada, it is out."),
    Cue(at(10.6), MIRA, "Ada, good morning."),
)
ENDS = at(10.75)
LINES = (
    "Look in the second drawer.", "My hands are full tonight.", "Ask me again by daylight.", "The bucket stands outside.",
    "Nobody told me about that.", "Bring it over after supper.", "Some days are like this.", "We shall need a ladder.",
)  # fmt: skip


def a_day(cues: Sequence[Cue] = DAY) -> City:
    """Return the city on that evening."""
    return City(EVENING, cues, ENDS)


class Rules:
    """A model that knows what to do from the newest lines."""

    paused = False

    def __init__(self, points: Points) -> None:
        self._points = points

    async def complete(self, request: Request) -> Answer:
        """Answer; the answer may be lost on its way."""
        self._points.alive()
        text = goes_on(request.prompt) if request.prompt else answer_to(request)
        self._points.passed(f"model {request.purpose}: answer lost")
        return Completion(text, prompt_tokens=len(_shown(request)) // 4)


def goes_on(transcript: str) -> str:
    """Return how a small model goes on with a transcript: by what was said last."""
    heard = [each for each in transcript.splitlines() if each.startswith(("Mira: ", "Bruno: "))]
    if transcript.endswith(" is"):
        return " a friend who mends roofs and lamps."
    return f" {LINES[zlib.crc32(heard[-1].encode()) % len(LINES)] if heard else 'It is quiet.'}"


def _shown(request: Request) -> str:
    return request.prompt or "".join(each["content"] for each in request.messages)


def answer_to(request: Request) -> str:
    """Return the answer."""
    newest = request.messages[-1]["content"]
    match request.purpose:
        case "notes" if "You write in your notebook about" in newest:
            return json.dumps({"said": "We talked.", "think": "A friend.", "between": "", "promised": "Nails."})
        case "notes":
            return json.dumps({"happened": "A day of nails and soup.", "open": "Find the blue key."})
        case "nudge" if "The Inn" in newest.rpartition("[inner thought]")[2]:
            return _reply("go", where="The Inn")
        case "greet":
            return _reply("say", to="Mira", text="Good evening, Mira.")
        case "wake":
            return _reply("emote", text="yawns.")
        case "answer" | "woken":
            return _to_words(SAID.findall(newest)[-1])
        case _:
            return _reply("wait")


def _to_words(heard: str) -> str:
    if "keep" in heard:
        return _reply("remember", text="The blue key.")
    if "anvil" in heard:
        return _reply("get", thing="anvil")
    return _reply("say", text=f"As to '{heard}': yes.")


def _reply(act: str, **fields: str) -> str:
    return json.dumps({"thought": "So.", "act": act, "to": "", "where": "", "thing": "", "text": "", **fields})
