"""Sixty meetings in which something noted before is needed: the facts, the other notes, who says what and when. Pure."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from agents.memory.note import Draft

Way = Literal["arrived", "here", "named", "place"]
DAY = datetime(2026, 3, 7)
FIRST, OTHERS = timedelta(hours=13), timedelta(hours=9)  # of the first day, of the later ones
EVERY = timedelta(minutes=20)
DAYS, A_DAY = 3, 20  # days, meetings of each
PEOPLE = (
    ("Mira Voss", "Copper"), ("Anselm", "Old Ropes"), ("Greta", ""), ("Ilse Kern", "the Magpie"), ("Odo", ""), ("Petra", "Nine Fingers"),
    ("Ruben", ""), ("Sanne", "Goose"), ("Tilda", ""), ("Ulric", "the Admiral"), ("Vera", ""), ("Wim", "Candle"), ("Yorick", ""),
    ("Zora", "Little Rain"), ("Benno", ""), ("Clea", "Sparrow"), ("Dirk", ""), ("Edda", "Mother Salt"), ("Falk", ""), ("Hanne", "Button"),
    ("Tom", "the ferryman"), ("Tom", "the glazier"),
)  # fmt: skip
FACTS = (
    "owes me {n} brass teeth", "must never hear of the boiler", "promised me {n} yards of copper wire", "was seen on the roof with a lamp",
    "has lent me a {n}-inch spanner", "can't read, and hides it", "wants to be told when Twelve is found", "sold me a cracked lens",
    "knows the back way into the tower", "asked me to keep {n} silver spoons", "is afraid of the half waiter",
)  # fmt: skip
PLACES = ("quay", "fish-market", "archive", "graveyard", "ward", "reception", "clock-room", "cafe")
OF_A_PLACE = ("I hid {n} cogs under the third step here", "the floor gives way by the east wall, {n} paces in")
SYLLABLES = ("bar", "del", "fin", "gor", "hal", "jen", "kol", "lun", "mor", "nev", "pol", "ros", "sil", "tam", "wen")
TALK = (
    "came by and spoke of the price of eels", "wanted a hinge mended", "had nothing to say about the fog", "laughed at the half waiter",
    "brought a broken lamp", "asked about the clock", "complained of the boiler's noise", "knew nothing of Twelve", "talked of brass and copper",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fact:
    """Something noted: on whom or what, and the words by which it is found again in a prompt."""

    key: str
    name: str
    nick: str
    words: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting: when, what is needed, and how it comes up."""

    number: int
    at: datetime
    fact: Fact
    way: Way


def facts() -> list[Fact]:
    """Return what was noted on the first morning."""
    people = [
        Fact(f"p{number}", name, nick, FACTS[number % len(FACTS)].format(n=number) + f" since the {number}th")
        for number, (name, nick) in enumerate(PEOPLE, 101)
    ]
    places = [
        Fact(key, "", "", OF_A_PLACE[number % 2].format(n=number), place=key) for number, key in enumerate(PLACES, 11)
    ]
    return people + places


def meetings() -> list[Meeting]:
    """Return the meetings in their order; each fact is needed twice, people's once by meeting and once by being named
    or found somewhere."""
    rng = random.Random(1)
    wanted: list[tuple[Fact, Way]] = []
    for number, fact in enumerate(facts()):
        second: Way = "named" if number % 2 else "here"
        ways: tuple[Way, Way] = ("place", "place") if fact.place else ("arrived", second)
        wanted.extend((fact, way) for way in ways)
    rng.shuffle(wanted)
    return [Meeting(number, _when(number), fact, way) for number, (fact, way) in enumerate(wanted)]


def _when(number: int) -> datetime:
    day, nth = divmod(number, A_DAY)
    return DAY + timedelta(days=day) + (OTHERS if day else FIRST) + nth * EVERY


def draft_of(fact: Fact, place: str) -> Draft:
    """Return the note of a fact; ``place`` is the place's name, for one on a place."""
    if fact.place:
        return Draft(fact.key, "place", place, (), {"What I think": f"{fact.words[0].upper()}{fact.words[1:]}."})
    sections = {
        "Between us": f"{fact.name} {fact.words}.",
        "What was said": f"- Fri 06 Mar: {fact.name} {TALK[len(fact.words) % len(TALK)]}.",
    }
    return Draft(fact.key, "person", fact.name, (fact.nick,) if fact.nick else (), sections)


def other_notes() -> list[Draft]:
    """Return 230 notes that nobody asks for: people, days, threads that name the same people."""
    rng = random.Random(2)
    names = [f"{first}{second}".capitalize() for first in SYLLABLES for second in SYLLABLES if first != second][:120]
    known = [name for name, _ in PEOPLE]
    people = [
        Draft(
            f"p{number}",
            "person",
            name,
            (),
            {"What I think": f"{name} is all right.", "What was said": f"- {name} {rng.choice(TALK)}."},
        )
        for number, name in enumerate(names, 1001)
    ]
    days = [
        Draft(f"{DAY - timedelta(days=number):%F}", "day", f"{DAY - timedelta(days=number):%A %d %B}", (), {
            "The day": f"Talked with {rng.choice(known)}, {rng.choice(names)} and {rng.choice(known)}.",
            "What happened": f"{rng.choice(known)} {rng.choice(TALK)}. {rng.choice(names)} {rng.choice(TALK)}.",
        })
        for number in range(1, 61)
    ]  # fmt: skip
    threads = [
        Draft(
            f"thread-{number}",
            "thread",
            f"Matter {number} of {rng.choice(names)}",
            (),
            {"Open": f"- Ask {rng.choice(known)}: {rng.choice(TALK)}."},
        )
        for number in range(50)
    ]
    return people + days + threads
