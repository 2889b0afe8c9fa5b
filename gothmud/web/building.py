"""The web resource by which ``gothmud build`` and ``gothmud export`` speak to the world while it runs."""

from __future__ import annotations

import os
import signal
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.db import transaction
from evennia.utils import logger
from pydantic import BaseModel, ConfigDict, ValidationError
from twisted.internet import reactor
from twisted.web.resource import Resource

from gothmud.clock import stopwatch
from gothmud.errors import GothmudError
from gothmud.web.resources import answer, refusal, refuse
from server.prepare import move_in
from typeclasses import almanac
from typeclasses.builder import build, steps_to
from typeclasses.city import in_bodies, the_city
from typeclasses.places import SWEPT
from typeclasses.snapshots import take_snapshot, write_layout
from typeclasses.stored import stored_pieces
from typeclasses.surveying import give_ids
from typeclasses.verbs import move
from world.building import Steps
from world.planned import counted, plan_lines
from world.schema import CityPlan
from world.yearbook import Yearbook

MOST = 8_000_000  # bytes of a city as it is posted
MOST_STEPS = 300  # of a build in a running city, which stands still meanwhile: 10 to 50 ms each, by the machine


class Wish(BaseModel):
    """A city to build. It was read and checked by whoever posts it."""

    model_config = ConfigDict(extra="forbid")

    plan: CityPlan
    prune: bool = False
    dry_run: bool = False


class BuildResource(Resource):
    """``/build.json``: GET takes the stored city apart, POST builds one in place. Both want the city's local token."""

    isLeaf = True

    def render_GET(self, request: Any) -> bytes:
        """Return the stored city's pieces; rooms that were dug in the game get their ids first."""
        if refused := refusal(request):
            return refused
        give_ids()
        return answer(request, {"pieces": [asdict(each) for each in stored_pieces()]})

    def render_POST(self, request: Any) -> bytes:
        """Build: {"plan": ..., "prune": false, "dry_run": false}. All of it in one transaction, or nothing."""
        if refused := refusal(request):
            return refused
        try:
            wish = Wish.model_validate_json(request.content.read(MOST))
            steps = steps_to(wish.plan, prune=wish.prune)
        except (GothmudError, ValidationError) as error:
            return refuse(request, 400, str(error))
        told = {"plan": plan_lines(steps), "counts": counted(steps), "seconds": 0.0}
        if wish.dry_run:
            return answer(request, told)
        if len(steps.steps) > MOST_STEPS:
            return refuse(request, 400, _too_many(len(steps.steps)))
        _keep_year(wish.plan.yearbook)
        if not steps.steps:
            return answer(request, told)
        return self._built(request, wish, told)

    def _built(self, request: Any, wish: Wish, told: dict[str, Any]) -> bytes:
        began = stopwatch()
        try:
            with the_city().chronicle.together():
                steps = build(wish.plan, prune=wish.prune, bring=bring)
                write_layout(the_city())
                take_snapshot(the_city(), "built")
                transaction.on_commit(lambda: _settle(wish.plan, steps))
        except Exception:  # noqa: BLE001 - the database is as before; what is in memory may not be
            logger.log_trace("build")
            reactor.callLater(0.5, os.kill, os.getpid(), signal.SIGTERM)  # pyright: ignore[reportAttributeAccessIssue]
            return refuse(
                request, 400, "nothing was built: a defect, see 'gothmud logs server'; the world starts again"
            )
        return answer(request, {**told, "seconds": round(stopwatch() - began, 3)})


def _keep_year(yearbook: Yearbook) -> None:
    """Let feasts and paper be as they are now: from the next look at a room or a board on."""
    almanac.keep_yearbook(yearbook)
    the_city().almanac.yearbook = yearbook


def bring(body: Any, room: Any) -> None:
    """Bring somebody out of a room that is removed, seen by all; a sleeper is carried."""
    body.msg(f"{body.location.key} is no more.")
    move(body, room, move_type=SWEPT)


def _settle(plan: CityPlan, steps: Steps) -> None:
    """Let minds find what they live by, and everybody see where they are now."""
    move_in(settings.GOTHMUD_HOME_DIR, plan, steps)
    for each in {session.puppet for session in in_bodies()}:
        each.show_surroundings()


def _too_many(steps: int) -> str:
    return (
        f"{steps:,} steps would hold a running city's breath too long; at most {MOST_STEPS} are taken. "
        f"'gothmud down', then 'gothmud build', then 'gothmud up'"
    )
