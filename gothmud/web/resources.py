"""Web resources that run on the server's reactor: the page's files, and the city as JSON for our own tools."""

from __future__ import annotations

import hmac
import json
from datetime import datetime
from pathlib import Path
from typing import Any

from twisted.web.resource import Resource
from twisted.web.static import File

from server.receive import local_token
from typeclasses import clockwork
from typeclasses.city import in_bodies, the_city
from typeclasses.stock import PEOPLE, ObjectDB

PAGE = Path(__file__).parent / "static"
TOKEN_HEADER = b"x-gothmud-token"
MAX_BODY = 2000


def page_files() -> File:
    """Return the page's folder as a resource without listing."""
    files = File(str(PAGE))
    files.directoryListing = lambda: File(str(PAGE / "index.html"))  # pyright: ignore[reportAttributeAccessIssue]
    return files


class CityResource(Resource):
    """``/city.json``: GET tells who is where; POST sets the clock. Both want the city's local token."""

    isLeaf = True

    def render_GET(self, request: Any) -> bytes:
        """Return the city as it is now."""
        return refusal(request) or answer(request, city_state())

    def render_POST(self, request: Any) -> bytes:
        """Set the clock: {"rate": x}, {"paused": true}, {"fast": true, "until": ...}, {"jump": "2026-11-24T18:00"}."""
        if refused := refusal(request):
            return refused
        try:
            wanted: dict[str, Any] = json.loads(request.content.read(MAX_BODY))
            the_city().set_clock(
                rate=wanted.get("rate"), paused=wanted.get("paused"), fast=wanted.get("fast"),
                jump=_moment(wanted.get("jump")), until=_moment(wanted.get("until")),
            )  # fmt: skip
        except (ValueError, TypeError, KeyError) as error:
            return refuse(request, 400, str(error))
        return answer(request, city_state())


def city_state() -> dict[str, Any]:
    """Return clock, weather, and everybody with a body: where they are and whether somebody is in."""
    city = the_city()
    in_body = {each.puppet.id for each in in_bodies()}
    people = ObjectDB.objects.filter(db_typeclass_path__in=PEOPLE)
    return {
        "clock": city.time().model_dump(mode="json"),
        "weather": city.sky().model_dump(mode="json"),
        "outside": city.almanac.outside.troubles(),
        "waiting_for": city.fast.waiting_for(),
        "seq": city.chronicle.seq,
        "gauges": city.gauges.figures().model_dump(mode="json"),
        "boot": city.boot,
        "people": [_person(each) for each in people if each.id in in_body or each.tier != "human"],
    }


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _person(body: Any) -> dict[str, Any]:
    room = body.location
    return {
        "id": body.id, "name": body.key, "person": body.db.person or "", "tier": body.tier, "role": body.role,
        "room": room.key if room else "", "room_id": room.id if room else None, "awake": body.awake,
        "asleep": body.asleep,
    }  # fmt: skip


def refusal(request: Any) -> bytes:
    """Refuse a request without the city's local token, and any before the city has begun; else return nothing."""
    given = request.getHeader(TOKEN_HEADER) or b""
    if not hmac.compare_digest(given if isinstance(given, bytes) else given.encode(), local_token().encode()):
        return refuse(request, 403, "the token is missing")
    return b"" if clockwork.runs() else refuse(request, 503, "the city is still waking")


def answer(request: Any, value: Any) -> bytes:
    """Answer with a value as JSON."""
    request.setHeader(b"content-type", b"application/json")
    return json.dumps(value).encode()


def refuse(request: Any, code: int, reason: str) -> bytes:
    """Answer with a reason why not."""
    request.setResponseCode(code)
    return answer(request, {"error": reason})
