"""The reader at its desk: the same mind that lives in the city, in a body of paper. Nudged by the clock, asked by its human."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from pathlib import Path

from agents.embodied import live
from agents.mind import Mind
from agents.outside import local_now
from agents.session import Session
from agents.turn import Manner
from gothmud.clock import real_sleep
from gothmud.config import Settings
from gothmud.persona import Persona, PlanLine
from gothmud.reader.briefing import Desktop, write_briefing
from gothmud.reader.clerk import Clerk
from gothmud.reader.desk import NAME, Desk
from gothmud.reader.forgetting import readable
from gothmud.reader.model import Nobody, Reach, reach, sole
from gothmud.reader.quotes import Quote, answering
from gothmud.reader.tools import Tools
from gothmud.replay.names import names_in

HEADER = Path(__file__).with_name("reader.md")
DOING = "put together a report of what has changed since the last one"
OFF = ("-daydream", "-gossip", "-ways_out", "-surroundings")  # behaviours that mean nothing at a desk
BUSY = "reader: it sits at its desk in another terminal already; 'gothmud reader ask' works beside it"
AGAIN = 5.0  # seconds until it goes on after its files could not be written


async def sit(
    home: Path, settings: Settings, write: Callable[[str], None], lines: AsyncIterator[str] | None = None,
    now: Callable[[], datetime] = local_now,
) -> None:  # fmt: skip
    """Sit at the desk: until ``lines`` end and what was begun is written, or without them until cancelled.

    Raises StartError where it sits there already.
    """
    desktop = Desktop(home)
    with sole(desktop.folder / "locks" / "desk", BUSY):
        async with reach(home, settings) as way:
            desk = Desk(write, now)
            tools = Tools(
                desk, lambda text: write_briefing(home, settings, way, text), lambda text: _quotes(home, text)
            )
            talk = desk.converse(lines) if lines else asyncio.Event().wait()
            tasks = [asyncio.create_task(each) for each in (_live(desk, desktop, settings, way, tools, write), talk)]
            try:
                done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
                for each in done:
                    each.result()
                await tools.settled()
            finally:
                for each in tasks:
                    each.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)


def persona(settings: Settings) -> Persona:
    """Return who the reader is: its day is the settings' hours, its night when nobody is up."""
    plan = [PlanLine(at=each, doing=DOING) for each in settings.reader.at]
    return Persona(
        id="reader", name=NAME, tier="agent", home="here", role="who reads the city", looks="Ink on both sleeves.",
        plan=plan, bed="03:00", wake="05:00", late=0, nudges={"idle": 0}, gossip=0.0,
        keep="what the keeper asked for, and what you promised to look into",
    )  # fmt: skip


async def _live(
    desk: Desk, desktop: Desktop, settings: Settings, way: Reach | None, tools: Tools, write: Callable[[str], None]
) -> None:
    """Live on, also where there is no room on the disk for a while."""

    def clerk(mind: Mind, _session: Session) -> Manner:
        return Clerk(mind, tools)

    able = way is not None and way.able
    model, context = (way.model, way.findings.context) if way else (Nobody(), 0)
    while True:
        try:
            await live(
                desk, persona(settings), HEADER.read_text(encoding="utf-8"), desktop.folder, model, context=context,
                brought={"desk": tools}, order=OFF, rules=settings.minds, manner=None if able else clerk,
            )  # fmt: skip
        except OSError as error:
            write(f"(The reader's files: {error}. It goes on when that is mended.)")
            await real_sleep(AGAIN)


def _quotes(home: Path, question: str) -> list[Quote]:
    with readable(home) as record:
        return answering(record, names_in(record), question)
