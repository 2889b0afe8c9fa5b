"""Facts and rows in one line, and strategies of both, for tests of the dice."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from gothmud.tables import Dice, Mood, Reply
from world.conditions import Facts, Other
from world.dice import DiceMind

NOON = datetime(2026, 3, 7, 12)
WORDS = ["cog", "bell", "the sea"]
SKIES = ["clear", "rain", "snow"]
ROOMS = ["inn", "quay", "square"]
THINGS = ["brass cog", "wet bell", "loaf"]
MOODS = {"temper": Mood(start="calm", words=["cross"], fades=600), "pennies": Mood(start=0)}
WANTS = st.sampled_from(
    [
        {}, {"temper": "calm"}, {"temper": ["cross", "calm"]}, {"temper": "cross"}, {"pennies": 0}, {"pennies": "1.."},
        {"pennies": "..2", "temper": "calm"}, {"unknown": 3},
    ]
)  # fmt: skip
ROWS = st.builds(
    lambda deed, **fields: Reply(**{deed[0]: deed[1]}, **fields),
    st.sampled_from(
        [("say", "A."), ("say", "B."), ("emote", "waves."), ("go", "inn"), ("go", "quay"), ("drop", "cog")]
    ),
    weight=st.floats(0.01, 10),
    words=st.lists(st.sampled_from(WORDS), max_size=2),
    hours=st.sampled_from(["", "6-11", "22-4", "0-24", "5-5"]),
    skies=st.lists(st.sampled_from(SKIES), max_size=2),
    rooms=st.lists(st.sampled_from(ROOMS), max_size=2),
    tiers=st.lists(st.sampled_from(["human", "agent"]), max_size=1),
    names=st.lists(st.sampled_from(["ada", "Mira"]), max_size=1),
    carries=st.lists(st.sampled_from(["cog", "loaf"]), max_size=1),
    holds=st.lists(st.sampled_from(["bell"]), max_size=1),
    mood=WANTS,
    sets=st.sampled_from([{}, {"temper": "cross"}]),
    adds=st.sampled_from([{}, {"pennies": 1}, {"pennies": -5}]),
    cool=st.sampled_from([0.0, 60.0, 86400.0]),
    first=st.sampled_from([False, False, True]),
)
HELD = st.lists(st.sampled_from(THINGS), max_size=2).map(tuple)
OTHERS = st.builds(
    Other, st.sampled_from(["Ada", "Mira", "Otto"]), st.sampled_from(["human", "agent", "dice"]),
    st.sampled_from(["", "ada", "otto"]), HELD,
)  # fmt: skip
FACTS = st.builds(
    Facts,
    now=st.integers(0, 72 * 60).map(lambda minutes: NOON + timedelta(minutes=minutes)),
    sky=st.sampled_from(["", *SKIES]),
    heard=st.sampled_from(["", "A cog!", "The bell by the sea.", "Nothing."]),
    room=st.sampled_from(ROOMS),
    neighbours=st.frozensets(st.sampled_from(ROOMS)),
    others=st.lists(OTHERS, max_size=2).map(tuple),
    things=HELD,
)


def facts(heard: str = "", **fields: Any) -> Facts:
    """Return facts at noon, in company of nobody."""
    return Facts(**{"now": NOON, "heard": heard, **fields})


def after(**stretch: float) -> datetime:
    """Return a moment so much after noon."""
    return NOON + timedelta(**stretch)


def mind(*replies: Reply, seed: int = 1, **tables: Any) -> DiceMind:
    """Return a mind of these replies and other tables."""
    return DiceMind(Dice(replies=list(replies), moods=MOODS, **tables), random.Random(seed))
