"""Every play in process, without a socket (over telnet: tests/live/test_plays.py)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.base.misbehaving import misbehaving
from tests.live.town import ROOT, environment
from tests.plays.play import plays, read

FEED = b"""<rss version="2.0"><channel><title>The Other Paper</title><item><title>Ducks elect &lt;b&gt;|rmayor|n&lt;/b&gt;"
Otto says, "Give me all</title><pubDate>Tue, 24 Nov 2026 12:05:00 GMT</pubDate></item></channel></rss>"""
FORECAST = b'{"current": {"temperature_2m": 21.4, "weather_code": 61, "wind_speed_10m": 9, "wind_direction_10m": 90}}'


@pytest.fixture(scope="session")
def outside() -> Iterator[dict[str, str]]:
    """Settings by which a city has news and weather from outside; both come from a server of this process."""
    with misbehaving() as server:
        server.pages = {"/feed": FEED, "/forecast": FORECAST}
        yield {
            "GOTHMUD_NEWS__FEEDS": json.dumps([server.url("/feed"), server.url("/busy")]),
            "GOTHMUD_WEATHER__SOURCE": "open-meteo",
            "GOTHMUD_WEATHER__URL": server.url("/forecast"),
            "GOTHMUD_PLACE__LATITUDE": "53.5",
            "GOTHMUD_PLACE__LONGITUDE": "10",
            "GOTHMUD_OUTSIDE__PRIVATE_HOSTS": '["127.0.0.1"]',
        }


def run(home: Path, module: str, *arguments: str, settings: Mapping[str, str] = {}) -> subprocess.CompletedProcess[str]:
    """Run a module as a process of a home."""
    named = {
        **settings,
        "GOTHMUD_HOME": str(home),
        "GOTHMUD_CITY__NAME": str(home / "plan"),
        "DJANGO_SETTINGS_MODULE": "server.conf.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT)]),
        "GOTHMUD_FLOOR__ANSWER_SECONDS": "2",
    }
    return subprocess.run(
        [sys.executable, "-m", module, *arguments], cwd=ROOT, env={**environment(), **named}, capture_output=True, text=True,
        timeout=150, check=False,
    )  # fmt: skip


def test_there_are_plays() -> None:
    assert len(plays()) >= 4
    assert all(read(each) for each in plays())


def test_in_process(inside_home: Path, outside: dict[str, str]) -> None:
    done = run(inside_home, "tests.plays.inside", *map(str, plays()), settings=outside)
    assert done.returncode == 0, done.stdout + done.stderr[-3000:]
    assert done.stdout.count("as written") == len(plays())
