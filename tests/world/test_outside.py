"""What comes from outside, and what stands in where nothing does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from gothmud.config import News, Place, Settings, Weather
from gothmud.config import Outside as Ask
from tests.base.misbehaving import Misbehaving, misbehaving
from tests.world.test_feeds import BOMB, rss
from tests.world.test_openmeteo import answer
from world.outside import Outside
from world.weather import Teller

NOON = datetime(2026, 11, 24, 12)


@pytest.fixture
def server() -> Iterator[Misbehaving]:
    with misbehaving() as made:
        made.pages = {
            "/forecast": answer(),
            "/one": rss("A", "B", name="One"),
            "/two": rss("C", name="Two"),
            "/entities": BOMB,
        }
        yield made


def outside(home: Path, server: Misbehaving, *feeds: str, weather: str = "/forecast", private: bool = True) -> Outside:
    """Return what a city with these feeds gets; everything that is due has been asked for once."""
    settings = Settings(
        place=Place(latitude=53.5, longitude=10),
        weather=Weather(source="open-meteo", url=server.url(weather)),
        news=News(feeds=[server.url(each) for each in feeds], lines=3),
        outside=Ask(seconds=2, private_hosts=["127.0.0.1"] if private else []),
    )
    made = Outside(settings, home)
    for each in made.due():
        made.renew(each)
    return made


def test_weather_and_news_come_and_nothing_is_due_then(tmp_path: Path, server: Misbehaving) -> None:
    it = outside(tmp_path, server, "/one", "/two")
    now = it.conditions(NOON, Teller())
    assert now
    assert (now.sky, now.celsius) == ("rain", 4.2)
    assert [each.text for each in it.news()] == ["A", "C", "B"]
    assert it.troubles() == []
    assert it.due() == []


def test_what_fails_is_told_and_does_not_keep_the_others(tmp_path: Path, server: Misbehaving) -> None:
    it = outside(tmp_path, server, "/busy", "/entities", "/one", weather="/nothing")
    assert it.conditions(NOON, Teller()) is None
    assert [each.text for each in it.news()] == ["A", "B"]
    assert it.troubles() == [
        "weather: 127.0.0.1 answers 404; the city has its own meanwhile",
        "news: 127.0.0.1 answers 429; the last headlines stay",
        "news: 127.0.0.1: a feed with a DTD or in a wide encoding; expected plain RSS or Atom in UTF-8; the last headlines stay",
    ]


def test_an_answer_of_another_form_is_a_trouble(tmp_path: Path, server: Misbehaving) -> None:
    it = outside(tmp_path, server, weather="/one")
    assert it.conditions(NOON, Teller()) is None
    assert "no answer of Open-Meteo's form" in it.troubles()[0]


def test_no_private_address_is_asked_unless_it_is_named(tmp_path: Path, server: Misbehaving) -> None:
    it = outside(tmp_path, server, "/one", private=False)
    assert len(it.troubles()) == 2
    assert all("no public address" in each for each in it.troubles())
    assert not server.asked


def test_offline_the_last_headlines_stay_over_a_restart(tmp_path: Path, server: Misbehaving) -> None:
    outside(tmp_path, server, "/one")
    asked = server.asked.copy()
    again = outside(tmp_path, server, "/one")
    assert [each.text for each in again.news()] == ["A", "B"]
    assert again.conditions(NOON, Teller())
    assert server.asked == asked


def test_a_weather_holds_for_a_while(tmp_path: Path, server: Misbehaving) -> None:
    outside(tmp_path, server)
    for days in (0.05, 1):
        it = outside(tmp_path, server)
        assert it.conditions(NOON, Teller())
        (weather,) = it.renewed()
        assert weather.fetched
        del server.pages["/forecast"]
        weather.fetched, weather.asks_next = weather.fetched - timedelta(days=days), weather.fetched
        it.renew(weather)
        assert bool(it.conditions(NOON, Teller())) == (days < 0.1)
        stands_in = "the last answer holds" if days < 0.1 else "the city has its own"
        assert it.troubles() == [f"weather: 127.0.0.1 answers 404; {stands_in} meanwhile"]
        server.pages["/forecast"] = answer()


def test_without_settings_nothing_is_asked_and_a_place_is_wanted(tmp_path: Path) -> None:
    plain = Outside(Settings(), tmp_path)
    assert (plain.due(), plain.news(), plain.troubles(), plain.conditions(NOON, Teller())) == ([], [], [], None)
    placeless = Outside(Settings(weather=Weather(source="open-meteo")), tmp_path)
    assert placeless.troubles() == [
        "weather: place.latitude and place.longitude are not set; the city has its own meanwhile"
    ]
