"""A build in a running city: slice by slice, between what else goes on there; whole in the end, or undone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from evennia.utils import logger
from pydantic import BaseModel, ConfigDict
from twisted.internet import reactor
from twisted.internet.task import deferLater
from twisted.internet.threads import deferToThread

from gothmud.clock import stopwatch
from gothmud.errors import CityError
from server.prepare import move_in
from typeclasses import almanac
from typeclasses.builder import doing, settle, steps_to
from typeclasses.city import in_bodies, the_city
from typeclasses.layout import Spot, spots
from typeclasses.places import START, SWEPT, UNDER_WAY
from typeclasses.snapshots import take_snapshot, write_layout
from typeclasses.stock import ServerConfig
from typeclasses.stored import stored_pieces
from typeclasses.verbs import move
from world.building import Steps, undone
from world.planned import counted, plan_lines
from world.schema import CityPlan

SLICE = 0.025  # seconds for which the city waits at a time
PAUSE = 0.025  # seconds that it has to itself after each
Tell = Callable[[dict[str, Any]], None]


class Wish(BaseModel):
    """A city to build. It was read and checked by whoever posts it."""

    model_config = ConfigDict(extra="forbid")

    plan: CityPlan
    prune: bool = False
    dry_run: bool = False

    def steps(self) -> Steps:
        """Return what has to be done. Raises CityError where another city is stored."""
        return steps_to(self.plan, prune=self.prune)


class Site:
    """Where a running city is built, one build at a time. Who has it ``taken`` may build."""

    def __init__(self) -> None:
        self.taken, self._done, self._of, self._longest = False, 0, 0, 0.0

    def standing(self) -> str:
        """Return, in a line, why nobody else can build now."""
        if not self._of:
            return "somebody else plans or exports here just now; try again"
        return f"a build goes on here, {self._done:,} of {self._of:,} steps are done; try again when it is through"

    async def build(self, plan: CityPlan, steps: Steps, tell: Tell) -> None:
        """Build; ``tell`` gets how far it is, and last how long it took. Raises CityError where nothing came of it."""
        began, start = stopwatch(), str(ServerConfig.objects.conf(START) or plan.city.start)
        self._done, self._of, self._longest = 0, len(steps.steps), 0.0
        ServerConfig.objects.conf(UNDER_WAY, True)
        try:
            await self._do(doing(steps, plan.city.start, bring), tell)
            self._finish(plan, steps, await aside(spots))
        except Exception:  # noqa: BLE001 - whatever it was: nothing or all
            logger.log_trace("build")
            raise CityError(await self._undo(steps, start, tell)) from None
        finally:
            self._of = 0
        tell({"seconds": round(stopwatch() - began, 3), "longest": round(self._longest, 3)})

    async def _do(self, work: Iterator[int], tell: Tell) -> None:
        """Do all of it, each slice in a transaction of its own."""
        more = True
        while more:
            before, more = self._done, self._slice(work)
            if self._done != before:  # the last slice may find that there was nothing left
                tell({"done": self._done, "of": self._of})
            await deferLater(reactor, PAUSE)  # pyright: ignore[reportArgumentType]

    def _slice(self, work: Iterator[int]) -> bool:
        """Go on until the time is over; return whether there may be more to do."""
        began = stopwatch()
        with self._held(), the_city().chronicle.together():
            for self._done in work:
                if stopwatch() - began >= SLICE:
                    break
            else:
                return False
            return True

    def _finish(self, plan: CityPlan, steps: Steps, layout: list[Spot]) -> None:
        with self._held(), the_city().chronicle.together():
            settle(plan)
            write_layout(the_city(), layout)
            take_snapshot(the_city(), "built")
            ServerConfig.objects.conf(UNDER_WAY, delete=True)
            transaction.on_commit(lambda: _show(plan, steps))

    @contextmanager
    def _held(self) -> Iterator[None]:
        """Measure for how long the city waits."""
        began = stopwatch()
        yield
        self._longest = max(self._longest, stopwatch() - began)

    async def _undo(self, steps: Steps, start: str, tell: Tell) -> str:
        """Undo what was done, and return what to say of it. What is in memory may not be as the database has it."""
        try:
            back = undone(steps, await aside(stored_pieces))
            await self._do(doing(back, start, bring), tell)
        except Exception:  # noqa: BLE001 - two defects: the next build goes on from here
            logger.log_trace("undoing a build")
            return "a part was built: two defects, see 'gothmud logs server'; the world starts again"
        return "nothing was built: a defect, see 'gothmud logs server'; the world starts again"


async def aside[T](work: Callable[[], T]) -> T:
    """Do in a thread what only reads, so that nobody waits for it."""

    def read() -> T:
        try:
            return work()
        finally:
            connection.close()

    return await deferToThread(read)


def planned(steps: Steps) -> dict[str, Any]:
    """Return the plan as it is told first."""
    return {"plan": plan_lines(steps), "counts": counted(steps)}


def bring(body: Any, room: Any) -> None:
    """Bring somebody out of a room that is removed, seen by all; a sleeper is carried."""
    body.msg(f"{body.location.key} is no more.")
    move(body, room, move_type=SWEPT)


def _show(plan: CityPlan, steps: Steps) -> None:
    """Let feasts and paper be as they are now, minds find what they live by, and everybody see where they are."""
    the_city().almanac.yearbook = plan.yearbook
    move_in(settings.GOTHMUD_HOME_DIR, plan, steps)
    for each in {session.puppet for session in in_bodies()}:
        each.show_surroundings()


def keep_year(plan: CityPlan) -> None:
    """Keep feasts and paper where nothing else has changed."""
    almanac.keep_yearbook(plan.yearbook)
    the_city().almanac.yearbook = plan.yearbook
