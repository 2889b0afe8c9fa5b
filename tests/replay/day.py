"""A little day by hand: a square and a cafe, two people and a visitor, two hours of talk and walks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gothmud.events import Built, Came, Handled, Slept, Snapshot, WeatherChanged, Went
from gothmud.events.standing import Lay, Place, Stood
from tests.replay.making import ADA, BRUNO, CAFE, HUMAN, PEOPLE, SQUARE, Making

COG = 20
ROOMS = [
    Place(id=SQUARE, key="square", name="The Square", area="middle", x=0, y=0, ways={"east": CAFE}),
    Place(id=CAFE, key="cafe", name="The Cafe", area="middle", x=1, y=0, ways={"west": SQUARE}),
]


def who(number: int) -> dict[str, Any]:
    """Return the fields of an event that say whose it is."""
    return {"who": number, "name": PEOPLE[number][0], "tier": PEOPLE[number][1]}


def little_day(home: Path) -> Making:
    """Make the record: it begins at noon."""
    made = Making(home)
    made.add(Built, rooms=ROOMS)
    made.add(
        Snapshot, occasion="start", sky="clear", celsius=3.0, rate=1.0, paused=False, fast=False, things=[Lay(id=COG, name="cog", at=SQUARE)],
        bodies=[Stood(id=ADA, name="Ada", tier="agent", room=SQUARE, asleep=False), Stood(id=BRUNO, name="Bruno", tier="short", room=CAFE, asleep=False)],
    )  # fmt: skip
    made.add(Came, minutes=5, room=SQUARE, **who(HUMAN))
    made.said(HUMAN, "Is there |rsoup|n?", minutes=1, heard=[ADA, HUMAN], to=ADA)
    made.said(ADA, "Ask Bruno.", minutes=1, heard=[ADA, HUMAN])
    made.add(Handled, minutes=1, room=SQUARE, verb="get", thing=COG, thing_name="cog", heard=[ADA, HUMAN], **who(ADA))
    made.moved(ADA, SQUARE, CAFE, minutes=2, heard=[ADA, BRUNO, HUMAN])
    made.said(BRUNO, "Mind the step.", minutes=1, room=CAFE, heard=[ADA, BRUNO])
    made.add(Went, minutes=10, room=SQUARE, **who(HUMAN))
    made.add(WeatherChanged, minutes=30, sky="rain", celsius=2.0, text="It rains.", heard=[ADA, BRUNO])
    made.add(Slept, minutes=30, room=CAFE, state="asleep", heard=[ADA, BRUNO], **who(BRUNO))
    made.said(ADA, "Good night.", minutes=1, room=CAFE, heard=[ADA, BRUNO])
    return made
