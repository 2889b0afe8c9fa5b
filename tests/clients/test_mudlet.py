"""Our package for Mudlet, run in Lua on the world's own messages: what it would draw."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from gothmud import wire
from gothmud.web.package import mudlet_package, scripts, version
from tests.clients.mudlet import Mudlet

AT = datetime(2026, 11, 26, 18, 5)
SQUARE = wire.RoomInfo(num=7, name="The Square", area="the middle", exits={"n": 8, "tower": 9})
INN = wire.RoomInfo(num=8, name="The Inn", area="the middle", y=1, exits={"s": 7})
TOWER = wire.RoomInfo(num=9, name="The Tower", area="the hill", x=1, y=1, exits={"d": 7})
TOM, ADA = wire.Someone(id=3, name="Tom", fullname="Tom"), wire.Someone(id=4, name="Ada", fullname="Ada, the mender")


@pytest.fixture
def mudlet() -> Mudlet:
    return Mudlet()


def said(text: str, who: int = 3, mode: Any = "say", **more: Any) -> wire.SayEvent:
    called = "Tom" if who == 3 else "Ada"
    return wire.SayEvent(seq=1, event="world-1", at=AT, who=who, called=called, mode=mode, text=text, **more)


def test_the_map_grows_as_one_walks(mudlet: Mudlet) -> None:
    mudlet.get(SQUARE)
    assert mudlet.room(7)["stubs"] == {"north": True}
    assert mudlet.room(7)["exits"] == {}
    mudlet.get(INN)
    assert mudlet.room(8) | {"stubs": {}} == {
        "name": "The Inn", "area": 1, "at": "0,1,0", "exits": {"south": 7}, "special": {}, "stubs": {},
    }  # fmt: skip
    assert mudlet.room(7)["exits"] == {"north": 8}
    assert mudlet.room(7)["stubs"] == {}
    assert mudlet.lua.globals().centre == 8


def test_an_exit_with_a_name_of_its_own_and_another_area(mudlet: Mudlet) -> None:
    mudlet.get(SQUARE, TOWER)
    assert mudlet.room(7)["special"] == {"tower": 9}
    assert mudlet.room(9)["exits"] == {"down": 7}
    assert dict(mudlet.lua.globals().areas) == {"the middle": 1, "the hill": 2}


def test_a_room_that_was_moved_is_moved_on_the_map(mudlet: Mudlet) -> None:
    mudlet.get(SQUARE, INN, INN.model_copy(update={"name": "The Old Inn", "x": 4}))
    assert (mudlet.room(8)["name"], mudlet.room(8)["at"]) == ("The Old Inn", "4,1,0")


def test_a_click_on_the_map_walks_by_words_that_the_city_knows(mudlet: Mudlet) -> None:
    mudlet.lua.execute('speedWalkDir = {"n", "u", "tower"}; doSpeedWalk()')
    assert list(mudlet.lua.globals().sent.values()) == ["north", "up", "tower"]


def test_talk_goes_to_its_tab(mudlet: Mudlet) -> None:
    mudlet.get(wire.Welcome(body=3, person="", called="Tom", boot="x"))
    mudlet.get(said("Mind the oil.", 4), said("I do.", to=4, to_called="Ada"), said("sighs.", 4, "emote"))
    mudlet.get(said("the cog is mine", 4, "whisper", to=3, to_called="Tom"))
    channel = {"seq": 2, "event": "world-2", "at": AT, "channel": "city", "talker": "Ada", "text": "Rain!", "who": 4}
    mudlet.get(wire.ChannelText(**channel))
    mudlet.get(wire.Letter(seq=3, event="e", at=AT, who=4, called="Ada", text="Come.", written=AT, letter="e"))
    assert mudlet.told("talk.room") == [
        "18:05  Ada says: Mind the oil.",
        "18:05  You say to Ada: I do.",
        "18:05  Ada sighs.",
    ]
    assert mudlet.told("talk.whispers") == ["18:05  Ada whispers to you: the cog is mine"]
    assert mudlet.told("talk.city") == ["18:05  Ada: Rain!"]
    assert mudlet.told("talk.letters") == ["18:05  Ada wrote: Come."]


def test_one_tab_is_open_and_a_click_opens_another(mudlet: Mudlet) -> None:
    consoles = mudlet.lua.globals().consoles
    mudlet.lua.globals().labels["gothmud.tab.city"].click()
    tabs = ("room", "whispers", "city", "letters")
    assert [each for each in tabs if consoles[f"gothmud.talk.{each}"].shown] == ["city"]
    assert [mudlet.label(f"tab.{each}") for each in tabs] == ["room", "whispers", "<b>city</b>", "letters"]


def test_who_is_here(mudlet: Mudlet) -> None:
    mudlet.get(wire.RoomPlayers(root=[TOM, ADA]))
    assert mudlet.told("here") == ["Ada, the mender", "Tom"]
    mudlet.get(wire.ThinkingSeen(who=4, called="Ada", on=True), wire.RemovePlayer(id=3, who="Tom"))
    assert mudlet.told("here") == ["Ada, the mender ..."]
    asleep = wire.AddPlayer(id=4, name="Ada", fullname="Ada, the mender", asleep=True)
    mudlet.get(wire.ThinkingSeen(who=4, called="Ada", on=False), asleep)
    assert mudlet.told("here") == ["Ada, the mender (asleep)"]
    mudlet.get(wire.RoomPlayers(root=[]))
    assert mudlet.told("here") == ["nobody"]


def test_the_hour_and_the_sky(mudlet: Mudlet) -> None:
    mudlet.get(wire.Time(city=AT, real=AT, rate=1, paused=False, part="dusk"))
    mudlet.get(wire.Weather(sky="rain", celsius=7.6, text="Rain & <b>more</b> of it."))
    assert (
        mudlet.label("sky")
        == "<center>18:05, dusk &middot; Rain &amp; &lt;b&gt;more&lt;/b&gt; of it. 8 degrees</center>"
    )


def test_words_stay_words(mudlet: Mudlet) -> None:
    mudlet.get(said('<red>"]] os.exit() %s \\'))
    assert mudlet.told("talk.room") == ['18:05  Tom says: <red>"]] os.exit() %s \\']


def test_the_package_is_the_same_every_time() -> None:
    again = mudlet_package.__wrapped__()
    assert again == mudlet_package()
    assert version().isdecimal()
    assert next(iter(scripts())) == "panel"
