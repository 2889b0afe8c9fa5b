"""What comes to mind at a question: the hour, the weather, who somebody is, the way to a place. Pure; no model.

A small model doesn't know these and makes them up; a person who lives here knows them. The sentence is put before the
answer, where the model can lean on it, or is said as it is.
"""

from __future__ import annotations

import re
from datetime import datetime

from agents.sayable import FOREIGN, UNSEEMLY
from agents.senses import Percept, Senses
from agents.wayfinding import Town, exit_to, next_room
from gothmud.persona import Persona
from gothmud.words import mentions

HOURS = "twelve one two three four five six seven eight nine ten eleven".split()
TIME = re.compile(r"\b(what|which|how|tell).{0,20}\b(time|hour|late)\b", re.IGNORECASE)
WEATHER = re.compile(r"\b(weather|raining|rains?|fog|foggy|snow(ing)?|storm|sunny|cold out|wet out)\b", re.IGNORECASE)
SELF = re.compile(r"\b(who are you|your name|what do you do|who you are)\b", re.IGNORECASE)
HERE = re.compile(r"\b(where (am i|are we)|this place|what is this|what's this place)\b", re.IGNORECASE)
WHO = re.compile(r"\b(who|know)\b", re.IGNORECASE)
NAME = re.compile(r"\b(what('s| is) my name|who am i|do you (know|remember) me|remember my name)\b", re.IGNORECASE)
SAID = re.compile(r"\bwhat (did|have) i (just |first )?(say|said|tell|told)\b", re.IGNORECASE)
ASKS = re.compile(r"\s*(what|which|who|where|when|how|do|does|did|is|are)\b", re.IGNORECASE)
MY = re.compile(r"\bmy ([a-z]{2,})\b", re.IGNORECASE)
FAREWELL = re.compile(r"\b(goodbye|good night|bye|farewell)\b", re.IGNORECASE)
WHERE = re.compile(
    r"\b(where|seen|how do i (get|find|go)|way to|looking for|find|show me|directions?)\b", re.IGNORECASE
)


def fact_for(heard: str, persona: Persona, senses: Senses, town: Town) -> str:
    """Return the sentence that answers a question as somebody who lives here would, or an empty string."""
    if TIME.search(heard):
        return spoken_time(senses.clock.now())
    if FAREWELL.search(heard):
        return "Goodbye, then."
    if SELF.search(heard):
        return f"I am {persona.name}, {persona.role}."
    if HERE.search(heard) and senses.room:
        return f"This is {senses.room.name}."
    return (
        _place(heard, senses, town)
        or _person(heard, persona, town)
        or (senses.weather if WEATHER.search(heard) else "")
    )


def said_before(percept: Percept, senses: Senses) -> str:
    """Return who somebody is who asks that, or what they said themselves and ask about now, as far as it is held: 'what is
    my cat called?'. What was whispered is told in a whisper only."""
    if NAME.search(percept.text):
        return f"You are {percept.called}."
    asks = "?" in percept.text or ASKS.match(percept.text)
    mine = {f"my {each}" for each in MY.findall(percept.text)} if asks else set()
    if not (mine or SAID.search(percept.text)):
        return ""
    kinds = ("said", "whispered") if percept.kind == "whispered" else ("said",)
    earlier = (each for each in reversed(senses.recent) if each.who == percept.who and each.seq < percept.seq)
    lines = (each.text for each in earlier if each.kind in kinds and _may_be_repeated(each.text))
    line = next((each for each in lines if not mine or mentions(each, mine)), "")
    said = line.removeprefix(f"{senses.name}, ").rstrip(".")
    return f"You said: {said}." if said else ""


def _may_be_repeated(line: str) -> bool:
    """Return whether a line is no question and nothing that one's own mouth shouldn't say."""
    return "?" not in line and len(line) < 100 and not FOREIGN.search(line) and not UNSEEMLY.search(line)


def spoken_time(now: datetime) -> str:
    """Return the hour as people say it, to the quarter."""
    hour, quarter = now.hour, (now.minute + 7) // 15
    said = ("{} o'clock", "a quarter past {}", "half past {}", "a quarter to {}", "{} o'clock")[quarter]
    return f"It is {said.format(HOURS[(hour + (quarter >= 3)) % 12])}."


def _place(heard: str, senses: Senses, town: Town) -> str:
    """Return the way to a place that the question names by its name or by one word of it."""
    if senses.room is None or not WHERE.search(heard):
        return ""
    for key, name in town.places.items():
        if mentions(heard, [name, *town.called.get(key, [])]):
            return _way(key, name, senses, town)
    return ""


def _way(key: str, name: str, senses: Senses, town: Town) -> str:
    assert senses.room is not None
    the = name if name.casefold().startswith("the ") else f"the {name}" if name[0].islower() else name
    if key == senses.room.key:
        return f"You are in it: this is {name}."
    step = next_room(town, senses.room.key, key)
    way = exit_to(senses.room, town, step)
    if way is None:
        return ""
    return f"{the[0].upper()}{the[1:]} is {way.name} of here." if step == key else f"For {the}, go {way.name} first."


def _person(heard: str, persona: Persona, town: Town) -> str:
    for name, who in town.people.items():
        if name != persona.name and mentions(heard, [name, *who.aliases]):
            if WHERE.search(heard):
                return f"Try {who.place}."
            return f"{name} is {who.role}." if WHO.search(heard) else ""
    return ""
