"""The day as a page on this machine: the city's own map, clock and log, fed from JSON that is made of the record.

An hour is read when the page asks for it; nothing else is held, here or there.
"""

from __future__ import annotations

import json
import mimetypes
import threading
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from gothmud.replay.reel import Beat, Reel
from world.daylight import part_of_day

PAGE = Path(__file__).parents[1] / "web" / "static"
HOUR = timedelta(hours=1)
POLICY = "default-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"


def serve(reel: Reel, port: int, ready: Callable[[str], Any]) -> None:
    """Serve on the loopback address until Ctrl-C; ``ready`` gets the page's address. Port 0 takes a free one."""
    with page_of(reel, port) as server:
        ready(f"http://127.0.0.1:{server.server_address[1]}/")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return


def page_of(reel: Reel, port: int) -> ThreadingHTTPServer:
    """Return a server of the page. Raises OSError for a port that is taken."""
    return ThreadingHTTPServer(("127.0.0.1", port), partial(_Answers, reel, threading.Lock()))


def city_of(reel: Reel) -> dict[str, Any]:
    """Return what the page needs to begin: the layout, the people, from when to when."""
    rooms = [
        {
            "num": each.id, "name": each.name, "area": each.area, "x": each.x, "y": each.y,
            "ways": [{"name": way, "to": to, "to_name": reel.room(to)} for way, to in each.ways.items()],
        }
        for each in reel.rooms.values()
    ]  # fmt: skip
    people = [
        {"id": each.who, "name": each.name, "tier": each.tier, "agent": each.agent}
        for each in reel.names.people.values() if each.city == reel.city
    ]  # fmt: skip
    return {
        "city": reel.city, "begins": reel.begins.isoformat(), "ends": reel.ends.isoformat(), "rooms": rooms,
        "people": sorted(people, key=lambda each: each["name"]),
    }  # fmt: skip


def hour_of(reel: Reel, begins: datetime, follow: int | None) -> dict[str, Any]:
    """Return an hour: how the city stood at its beginning, and what was to be seen in it."""
    state = reel.state_at(begins)
    stood = {
        "at": begins.isoformat(), "sky": state.sky, "part": part_of_day(begins),
        "people": {number: asdict(each) for number, each in state.people.items()},
        "things": {number: asdict(each) for number, each in state.things.items()},
    }  # fmt: skip
    return {**stood, "beats": [_beat(each) for each in reel.beats(state, begins + HOUR, follow)]}


def _beat(beat: Beat) -> dict[str, Any]:
    return {**asdict(beat), "at": beat.at.isoformat()}


class _Answers(BaseHTTPRequestHandler):
    """The answers: the page, its files, the record as JSON."""

    def __init__(self, reel: Reel, lock: threading.Lock, *arguments: Any) -> None:
        self._reel, self._lock = reel, lock
        super().__init__(*arguments)

    def do_GET(self) -> None:
        """Answer."""
        asked = urlsplit(self.path)
        if asked.path == "/":
            self._file(PAGE / "replay.html")
        elif asked.path.startswith("/static/page/"):
            self._file(PAGE / asked.path.rpartition("/")[2])
        elif asked.path == "/city.json":
            self._json(lambda: city_of(self._reel))
        elif asked.path == "/hour.json":
            self._hour(parse_qs(asked.query))
        else:
            self.send_error(404)

    def _hour(self, query: dict[str, list[str]]) -> None:
        try:
            begins = datetime.fromisoformat(query["at"][0]).replace(tzinfo=None)
            follow = int(query["who"][0]) if "who" in query else None
        except (KeyError, ValueError):
            return self.send_error(400, "expected at=2026-11-24T15:00 and perhaps who=12")
        self._json(lambda: hour_of(self._reel, begins, follow))

    def _json(self, made: Callable[[], Any]) -> None:
        with self._lock:
            value = made()
        self._send(json.dumps(value, ensure_ascii=False).encode(), "application/json")

    def _file(self, path: Path) -> None:
        if not path.is_file():
            return self.send_error(404)
        self._send(path.read_bytes(), mimetypes.guess_type(path.name)[0] or "application/octet-stream")

    def _send(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        for name, value in (
            ("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text") else kind), ("Content-Length", str(len(body))),
            ("Content-Security-Policy", POLICY), ("X-Content-Type-Options", "nosniff"), ("Cache-Control", "no-store"),
        ):  # fmt: skip
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the terminal is the user's."""
