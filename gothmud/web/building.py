"""The web resource by which ``gothmud build`` and ``gothmud export`` speak to the world while it runs."""

from __future__ import annotations

import json
import os
import signal
from dataclasses import asdict
from typing import Any

from evennia.utils import logger
from pydantic import ValidationError
from twisted.internet import reactor
from twisted.internet.defer import Deferred
from twisted.web.resource import Resource
from twisted.web.server import NOT_DONE_YET

from gothmud.errors import CityError, GothmudError
from gothmud.web.resources import refusal, refuse
from gothmud.web.site import Site, Wish, aside, keep_year, planned
from typeclasses.stored import stored_pieces
from typeclasses.surveying import give_ids

MOST = 64_000_000  # bytes of a city as it is posted


class Answer:
    """An answer in JSON lines, written as long as whoever asked listens."""

    def __init__(self, request: Any) -> None:
        self._request, self._listens = request, True
        request.setHeader(b"content-type", b"application/x-ndjson")
        request.notifyFinish().addBoth(self._ended)

    def tell(self, line: dict[str, Any]) -> None:
        """Write one more line."""
        if self._listens:
            self._request.write(json.dumps(line).encode() + b"\n")

    def refuse(self, reason: str) -> None:
        """Refuse; nothing may have been told yet."""
        if self._listens:
            self._request.write(refuse(self._request, 400, reason))

    def end(self) -> None:
        """Say that there is no more."""
        if self._listens:
            self._request.finish()

    def _ended(self, _result: Any) -> None:
        self._listens = False


class BuildResource(Resource):
    """``/build.json``: GET takes the stored city apart, POST builds one in place. Both want the city's local token."""

    isLeaf = True

    def __init__(self) -> None:
        super().__init__()
        self._site = Site()

    def render_GET(self, request: Any) -> bytes | int:
        """Return the stored city's pieces; rooms that were dug in the game get their ids first."""
        return self._begun(request, self._export)

    def render_POST(self, request: Any) -> bytes | int:
        """Build: {"plan": ..., "prune": false, "dry_run": false}. Lines tell the plan, how far it is, and how it ended:
        with an ``error`` where nothing was built. A build goes on where nobody listens any more."""
        return self._begun(request, self._build)

    def _begun(self, request: Any, work: Any) -> bytes | int:
        if refused := refusal(request):
            return refused
        if self._site.taken:
            return refuse(request, 400, self._site.standing())
        self._site.taken = True
        Deferred.fromCoroutine(self._done(work, request)).addErrback(logger.log_err)
        return NOT_DONE_YET

    async def _done(self, work: Any, request: Any) -> None:
        answer = Answer(request)
        try:
            await work(answer, request)
        finally:
            self._site.taken = False
            answer.end()

    async def _export(self, answer: Answer, _request: Any) -> None:
        give_ids()
        answer.tell({"pieces": await aside(lambda: [asdict(each) for each in stored_pieces()])})

    async def _build(self, answer: Answer, request: Any) -> None:
        try:
            wish = Wish.model_validate_json(request.content.read(MOST))
            steps = await aside(wish.steps)
        except (GothmudError, ValidationError) as error:
            answer.refuse(str(error))
            return
        answer.tell(planned(steps))
        if wish.dry_run or not steps.steps:
            if not wish.dry_run:
                keep_year(wish.plan)
            answer.tell({"seconds": 0.0})
            return
        try:
            await self._site.build(wish.plan, steps, answer.tell)
        except CityError as error:
            answer.tell({"error": str(error)})
            reactor.callLater(0.5, os.kill, os.getpid(), signal.SIGTERM)  # pyright: ignore[reportAttributeAccessIssue]
