"""Who is meant?"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from agents.attention import PATIENCE, THREAD, addressed, bots_in_a_row, concerned, worth_answering
from tests.agents.fakes import later, percept, persona, senses, someone

MIRA, OTTO, SLEEPER = someone(2, "Mira", human=True), someone(3, "Otto"), someone(4, "Pip", awake=False)
ADA = persona(aliases=["engineer"], concerns=["cog", "left arm"])
MINE = percept("Yes?", seq=1, who=1, called="Ada", mine=True, human=False)


@pytest.mark.parametrize(
    ("text", "fields", "people", "before", "meant"),
    [
        ("Good day.", {}, [MIRA], [], True),  # alone with the speaker
        ("Good day.", {}, [MIRA, SLEEPER], [], True),
        ("Good day.", {"seq": 1}, [MIRA, OTTO], [], False),  # by turns, where nobody is meant: now it is Otto's
        ("Good day.", {"seq": 2}, [MIRA, OTTO], [], True),  # and now mine
        ("Good day.", {"seq": 2, "human": False}, [MIRA, OTTO], [], False),
        ("Good day.", {"seq": 1}, [MIRA, SLEEPER, OTTO], [], False),
        ("Good day.", {"seq": 2}, [MIRA, OTTO, someone(9, "Kit", human=True)], [], False),  # humans among themselves
        ("Good day, Ada.", {}, [MIRA, OTTO], [], True),
        ("Where is the mender?", {}, [MIRA, OTTO], [], True),
        ("An ENGINEER, quick!", {}, [MIRA, OTTO], [], True),
        ("Adamant.", {}, [MIRA, OTTO], [], False),
        ("Otto, soup.", {}, [MIRA, OTTO], [], False),
        ("Pip, wake up.", {}, [MIRA, SLEEPER], [], False),
        ("Otto and Ada!", {}, [MIRA, OTTO], [], True),
        ("Psst.", {"kind": "whispered"}, [MIRA, OTTO], [], True),
        ("You.", {"to": 1}, [MIRA, OTTO], [], True),
        ("You, Ada.", {"to": 3}, [MIRA, OTTO], [], False),
        ("Good day, Ada.", {"mine": True, "who": 1}, [MIRA], [], False),
        ("waves at Ada.", {"kind": "posed"}, [MIRA], [], False),
        ("Ada!", {"kind": "channel"}, [MIRA], [], False),
        ("And?", {"seq": 2, "at": later(seconds=60)}, [MIRA, OTTO], [MINE], True),  # the thread
        ("And?", {"seq": 3, "at": later(seconds=THREAD.total_seconds())}, [MIRA, OTTO], [MINE], False),
        ("And Otto?", {"seq": 2}, [MIRA, OTTO], [MINE], False),
        ("And?", {"seq": 3}, [MIRA, OTTO], [MINE, percept("Hm.", seq=2, who=3)], False),
        ("And?", {"seq": 3}, [MIRA, OTTO], [percept("Yes?", who=1, mine=True, to=3)], False),
        ("And?", {"seq": 2}, [MIRA, OTTO], [percept("Yes?", who=1, mine=True, to=2)], True),
        ("And?", {"seq": 3}, [MIRA, OTTO], [MINE, percept("", seq=2, kind="arrived", who=3)], True),
    ],
)
def test_a_line_asks_for_an_answer(
    text: str, fields: dict[str, Any], people: list[Any], before: list[Any], meant: bool
) -> None:
    line = percept(text, **fields)
    assert addressed(line, ADA, senses(people, recent=[*before, line])) is meant


@pytest.mark.parametrize(
    ("text", "fields", "touched"),
    [
        ("Who took the cog?", {}, True),
        ("The left arm is gone.", {}, True),
        ("An arm is left.", {}, False),
        ("Cogs.", {}, False),
        ("The cog!", {"to": 3}, False),
        ("The cog!", {"mine": True}, False),
        ("The cog!", {"kind": "whispered"}, False),
        ("drops a cog.", {"kind": "posed"}, False),
    ],
)
def test_a_concern_is_touched_by_what_is_said_to_nobody(text: str, fields: dict[str, Any], touched: bool) -> None:
    assert concerned(percept(text, **fields), ADA) is touched


def lines(*human: bool | None) -> list[Any]:
    return [
        percept("x", seq=n, human=bool(each), kind="said" if each is not None else "seen")
        for n, each in enumerate(human)
    ]


@pytest.mark.parametrize(
    ("recent", "count"),
    [(lines(), 0), (lines(True), 0), (lines(False, False), 2), (lines(False, True, False), 1), (lines(True, False, None, False), 2), (lines(False, True), 0)],
)  # fmt: skip
def test_lines_of_minds_since_a_human_spoke(recent: list[Any], count: int) -> None:
    assert bots_in_a_row(recent) == count


@pytest.mark.parametrize("count", range(1, PATIENCE + 3))
def test_minds_let_a_talk_rest_and_a_human_wakes_it(count: int) -> None:
    talk = lines(*[False] * count)
    assert worth_answering(talk[-1], senses(recent=talk)) is (count <= PATIENCE)
    human = percept("Well?", seq=99)
    assert worth_answering(human, senses(recent=[*talk, human]))


def test_the_thread_is_of_city_time() -> None:
    assert timedelta(minutes=1) < THREAD < timedelta(hours=1)
