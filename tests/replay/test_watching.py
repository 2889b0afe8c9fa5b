"""A little day watched again: by whose eyes, from where, how fast; what the page is given; what is printed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from threading import Thread
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from rich.text import Text
from typer.testing import CliRunner

from gothmud.cli import build_app
from gothmud.errors import RecordError
from gothmud.replay.opening import opened
from gothmud.replay.pages import city_of, hour_of, page_of
from gothmud.replay.player import Player
from gothmud.replay.reel import Beat, Reel
from gothmud.replay.screen import Screen
from gothmud.replay.state import State
from tests.replay.day import COG, little_day
from tests.replay.making import ADA, BRUNO, CAFE, CITY, HUMAN, SQUARE, Making

HOUR = timedelta(hours=1)


@pytest.fixture
def reel(tmp_path: Path) -> Iterator[Reel]:
    little_day(tmp_path / "city")
    with opened([tmp_path / "city"]) as record:
        yield Reel(record)


def texts(beats: list[Beat]) -> list[str]:
    return [Text.from_ansi(each.text).plain for each in beats if each.text]


def seen(reel: Reel, follow: int | None, at: datetime = CITY, ends: datetime = CITY + 2 * HOUR) -> list[str]:
    return texts(list(reel.beats(reel.state_at(at), ends, follow)))


def test_all_of_the_city_is_seen_from_above(reel: Reel) -> None:
    assert seen(reel, None) == [
        "Corvina steps out of the mist.", 'Corvina says to Ada, "Is there |rsoup|n?"', 'Ada says, "Ask Bruno."', "Ada takes the cog.",
        "Ada goes to The Cafe.", 'Bruno says, "Mind the step."', "Corvina fades into the mist.", "It rains.", "Bruno falls asleep.",
        'Ada says, "Good night."',
    ]  # fmt: skip


def test_one_person_sees_what_reached_them(reel: Reel) -> None:
    assert seen(reel, ADA)[:5] == [
        'Corvina says to you, "Is there |rsoup|n?"', 'You say, "Ask Bruno."', "You take the cog.", "The Cafe  (here: Bruno)",
        'Bruno says, "Mind the step."',
    ]  # fmt: skip
    assert seen(reel, BRUNO)[0] == "Ada comes in from The Square."
    assert seen(reel, HUMAN)[-2:] == ["Ada goes to The Cafe.", "Corvina fades into the mist."]


def lying(state: State, place: int) -> list[str]:
    """Return the things in a room or with a person."""
    return [each.name for each in state.things.values() if each.at == place]


def test_the_state_at_a_moment_is_that_of_all_before_it(reel: Reel) -> None:
    before, after = reel.state_at(CITY + timedelta(minutes=6)), reel.state_at(CITY + timedelta(minutes=30))
    assert (before.here(SQUARE), lying(before, SQUARE)) == ([ADA, HUMAN], ["cog"])
    assert (after.here(SQUARE), after.here(CAFE), lying(after, ADA), after.sky) == ([], [ADA, BRUNO], ["cog"], "clear")


def test_a_player_plays_pauses_seeks_and_follows(reel: Reel) -> None:
    player = Player(reel, CITY, speed=60)
    assert texts(player.forward(5)) == ["Corvina steps out of the mist."]
    assert len(texts(player.forward(1))) == 1
    player.paused = True
    assert player.forward(100) == []
    player.paused = False
    player.seek(CITY + timedelta(minutes=9))
    assert lying(player.state, ADA) == ["cog"]
    player.follow_next()
    assert player.follow == ADA
    assert texts(player.forward(1))[:1] == ["The Cafe  (here: Bruno)"]
    player.faster(1000)
    player.forward(10)
    assert (player.speed, player.over) == (3600, True)
    player.seek(CITY - HOUR)
    assert player.at == CITY
    player.seek(CITY + timedelta(minutes=7.5))
    assert texts(player.lately()) == ['Corvina says to you, "Is there |rsoup|n?"', 'You say, "Ask Bruno."']


def test_the_screen_says_the_hour_and_who_is_where(reel: Reel) -> None:
    from rich.console import Console

    player = Player(reel, CITY, speed=600, follow=ADA)
    screen, console = Screen(player), Console(width=100, height=20, record=True, file=open("/dev/null", "w"))  # noqa: SIM115
    screen.take(player.forward(1.5))
    console.print(screen.drawn(console))
    shown = console.export_text()
    for each in ("12:15", "with the eyes of Ada", "The Cafe", "Bruno", "Mind the step.", "x600"):
        assert each in shown


def test_the_page_gets_a_city_and_hours(reel: Reel) -> None:
    city, noon = city_of(reel), hour_of(reel, CITY, None)
    assert [each["name"] for each in city["rooms"]] == ["The Square", "The Cafe"]
    assert (noon["part"], len(noon["beats"])) == ("noon", 9)
    evening = hour_of(reel, CITY + HOUR, ADA)
    assert (evening["sky"], evening["people"][HUMAN]["room"], evening["things"][COG]["at"]) == ("rain", None, ADA)
    assert evening["beats"][0]["people"] == {BRUNO: {"name": "Bruno", "tier": "short", "room": CAFE, "asleep": True}}


def test_the_page_s_server_answers_on_this_machine_only_what_there_is(reel: Reel) -> None:
    with page_of(reel, 0) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        url = f"http://127.0.0.1:{server.server_address[1]}"
        try:
            with urlopen(f"{url}/hour.json?at=2026-11-24T12:00&who=1") as answer:
                assert json.load(answer)["beats"] == []
            with urlopen(f"{url}/static/page/replay.js") as answer:
                assert answer.headers["Content-Type"].startswith("text/javascript")
                assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
            for path, code in (("/hour.json?at=noon", 400), ("/static/page/../pages.py", 404), ("/etc/passwd", 404)):
                with pytest.raises(HTTPError) as refused:
                    urlopen(url + path)
                assert refused.value.code == code
        finally:
            server.shutdown()
            thread.join()


def test_it_is_printed_plainly_where_there_is_no_terminal(tmp_path: Path) -> None:
    little_day(tmp_path)
    done = CliRunner().invoke(build_app(), ["replay", "watch", str(tmp_path), "--follow", "bruno", "--from", "12:10"])
    assert done.output.splitlines() == [
        "12:10  Ada comes in from The Square.", '12:11  You say, "Mind the step."', "12:51  It rains.",
        "13:21  You lie down and fall asleep.", '13:22  Ada says, "Good night."',
    ]  # fmt: skip


def test_two_cities_can_not_be_watched_at_once(tmp_path: Path) -> None:
    little_day(tmp_path / "one")
    little_day(tmp_path / "two")
    with opened([tmp_path / "one", tmp_path / "two"]) as record:
        with pytest.raises(RecordError, match="found 2 cities"):
            Reel(record)
        assert Reel(record, "two").rooms.keys() == {SQUARE, CAFE}


def test_an_empty_record_can_not_be_watched(tmp_path: Path) -> None:
    Making(tmp_path).file().touch()
    with opened([tmp_path]) as record, pytest.raises(RecordError):
        Reel(record)
