"""What makes a mind prick up its ears."""

from __future__ import annotations

from typing import Any

import pytest

from agents.attention import called_while_away, calls_sleeper, concerned
from tests.agents.fakes import ME, percept, persona, senses, someone

MIRA, OTTO, SLEEPER = someone(2, "Mira", human=True), someone(3, "Otto"), someone(4, "Pip", awake=False)
ADA = persona(aliases=["engineer"], concerns=["cog", "left arm"])


@pytest.mark.parametrize(
    ("fields", "asked"),
    [
        ({"turn": ME}, True),
        ({"turn": 3}, False),
        ({"turn": None}, False),
        ({"kind": "whispered", "turn": None}, True),
        ({"kind": "posed", "turn": ME}, False),
        ({"turn": ME, "mine": True}, False),
    ],
)
def test_the_room_says_whose_turn_it_is_and_a_whisper_asks_by_itself(fields: dict[str, Any], asked: bool) -> None:
    assert senses([MIRA, OTTO]).asks_me(percept("Ada!", **fields)) is asked


@pytest.mark.parametrize(
    ("text", "fields", "missed"),
    [
        ("Ada, inkpot.", {}, True),
        ("Who mends robots here, engineer?", {}, True),
        ("Inkpot.", {"to": ME}, True),
        ("Inkpot.", {}, False),
        ("Ada, inkpot.", {"to": 3}, False),  # of her, to somebody else
        ("Ada, inkpot.", {"turn": 3}, False),
        ("Ada, inkpot.", {"human": False}, False),
        ("Ada, inkpot.", {"kind": "posed"}, False),
        ("Ada, inkpot.", {"who": 9}, False),  # who has gone since
    ],
)
def test_what_a_human_called_while_one_was_away_is_answered(text: str, fields: dict[str, Any], missed: bool) -> None:
    heard = percept(text, **{"who": 2, "human": True, "turn": None, **fields})
    assert called_while_away(heard, ADA, senses([MIRA, OTTO])) is missed


@pytest.mark.parametrize(
    ("text", "fields", "touched"),
    [
        ("Who took the cog?", {}, True),
        ("The left arm is gone.", {}, True),
        ("An arm is left.", {}, False),
        ("Cogs.", {}, False),
        ("The cog!", {"to": 3}, False),
        ("The cog!", {"turn": 3}, False),
        ("The cog!", {"mine": True}, False),
        ("The cog!", {"kind": "whispered"}, False),
        ("drops a cog.", {"kind": "posed"}, False),
    ],
)
def test_a_concern_is_touched_by_what_is_said_to_nobody(text: str, fields: dict[str, Any], touched: bool) -> None:
    assert concerned(percept(text, **{"turn": None, **fields}), ADA) is touched


@pytest.mark.parametrize(
    ("text", "fields", "people", "called"),
    [
        ("Wake up.", {}, [MIRA], True),
        ("Wake up.", {}, [MIRA, SLEEPER], True),
        ("Wake up.", {}, [MIRA, OTTO], False),
        ("Wake up, Ada.", {}, [MIRA, OTTO], True),
        ("An engineer, quick!", {}, [MIRA, OTTO], True),
        ("Wake up.", {"to": ME}, [MIRA, OTTO], True),
        ("Soup?", {"to": 3}, [MIRA, OTTO], False),
        ("Psst.", {"kind": "whispered"}, [MIRA, OTTO], True),
        ("waves.", {"kind": "posed"}, [MIRA], False),
    ],
)
def test_a_sleeper_is_called_by_name_or_where_nobody_else_is_awake(
    text: str, fields: dict[str, Any], people: list[Any], called: bool
) -> None:
    assert calls_sleeper(percept(text, **{"turn": None, **fields}), ADA, senses(people)) is called
