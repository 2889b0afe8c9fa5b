"""What a household looks at besides its minds, every few seconds: the electricity that is counted, who is in, the card."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable

from agents.card import Card
from agents.power import meters, read
from agents.thrift import Thrift
from gothmud.clock import real_sleep
from gothmud.events import Power
from gothmud.record import Recorder

READ_METERS_EVERY = 60.0  # seconds
LOOK_ROUND_EVERY = 5.0  # seconds
NO_CARD = "no card can be read here (NVML): the minds yield to nobody"


async def read_meters(url: str, recorder: Recorder) -> None:
    """Write down the electricity that meters count for the model at ``url``; ends at once where there are none."""
    readable = meters(url)
    while readable:
        await real_sleep(READ_METERS_EVERY)
        for each in readable:
            if (counted := read(each)) is not None:
                with contextlib.suppress(OSError):  # a full disk pauses who writes down a life; the meters count on
                    recorder.write(Power, meter=each.name, joules=round(counted[0], 3), seconds=round(counted[1], 3))


async def look_round(url: str, thrift: Thrift, humans: Callable[[], int], trouble: Callable[[str], None]) -> None:
    """Tell ``thrift`` who is in and who else wants the card, until cancelled. ``trouble`` hears of a card that is to be
    looked at and can't be."""
    card = Card(url) if thrift.limits.yield_card else None
    if card and not card.readable:
        trouble(NO_CARD)
    while True:
        thrift.humans(humans())
        if card and card.readable:
            thrift.others = await asyncio.to_thread(card.others)
        await real_sleep(LOOK_ROUND_EVERY)
