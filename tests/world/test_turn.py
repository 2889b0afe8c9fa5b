"""Whose turn is it?"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from world.floor import Line, Moment, Present, whose_turn
from world.floor.turn import THREAD

NOON = datetime(2026, 3, 7, 12)
MIRA, ADA, OTTO, KIT = 2, 1, 3, 9
COMPANY = {
    MIRA: Present(MIRA, ("Mira",), human=True),
    ADA: Present(ADA, ("Ada", "the mender", "engineer"), human=False),
    OTTO: Present(OTTO, ("Otto", "the cook"), human=False),
    KIT: Present(KIT, ("Kit",), human=True),
    4: Present(4, ("Pip",), human=False, listening=False),
    5: Present(5, ("Dot",), human=False, dice=True),
}


def line(text: str, who: int = MIRA, after: float = 0.0, **fields: Any) -> Line:
    at = NOON + timedelta(seconds=after)
    return Line(who, who in (MIRA, KIT), text, Moment(at, at), **fields)


MINE = line("Yes?", ADA, -30, turn=MIRA)


@pytest.mark.parametrize(
    ("said", "people", "before", "turn"),
    [
        (line("Good day."), [MIRA, ADA], [], ADA),  # alone with the speaker
        (line("Good day."), [MIRA, ADA, 4], [], ADA),
        (line("Good day."), [MIRA, ADA, OTTO, 5], [], ADA),  # minds go before dice
        (line("Good day."), [MIRA, ADA, OTTO], [line("x", ADA, -900)], OTTO),  # who has been silent longest
        (line("Good day."), [MIRA, ADA, OTTO, KIT], [], None),  # humans among themselves
        (line("Good day.", OTTO), [MIRA, ADA, OTTO], [], None),
        (line("Good day, Ada."), [MIRA, ADA, OTTO], [], ADA),
        (line("Where is the mender?"), [MIRA, ADA, OTTO], [], ADA),
        (line("An ENGINEER, quick!"), [MIRA, ADA, OTTO], [], ADA),
        (line("Otto, soup."), [MIRA, ADA, OTTO], [MINE], OTTO),
        (line("Otto and Ada!"), [MIRA, ADA, OTTO], [], OTTO),  # who is named first
        (line("You.", to=ADA), [MIRA, ADA, OTTO], [], ADA),
        (line("You, Ada.", to=OTTO), [MIRA, ADA, OTTO], [], OTTO),
        (line("You.", to=4), [MIRA, ADA, 4], [], None),  # a sleeper has no turn
        (line("waves at Ada.", mode="emote"), [MIRA, ADA], [], None),
        (line("And?"), [MIRA, ADA, OTTO], [MINE], ADA),  # the thread
        (line("And?", after=THREAD.total_seconds()), [MIRA, ADA, OTTO], [MINE], OTTO),
        (line("And?"), [MIRA, ADA, OTTO], [line("Yes?", ADA, -9, to=OTTO, turn=OTTO)], OTTO),
        (line("And?"), [MIRA, ADA, OTTO], [line("Ada?", MIRA, -9, turn=ADA)], ADA),  # one adds something
        (line("Adamant."), [MIRA, ADA, OTTO], [line("x", ADA, -900)], OTTO),
    ],
)
def test_a_line_gives_the_turn(said: Line, people: list[int], before: list[Line], turn: int | None) -> None:
    assert whose_turn(said, [COMPANY[each] for each in people], before) == turn
