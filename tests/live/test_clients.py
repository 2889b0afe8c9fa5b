"""What clients find: the room as mappers know it, map and package for a Mudlet, MSSP for listings, words alone for a screen reader."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import httpx
import pytest

from gothmud import wire
from gothmud.clock import wall
from gothmud.web.package import mudlet_package, version
from tests.clients.mudlet import Mudlet
from tests.live.telnet import GMCP, Telnet
from tests.live.town import Town
from tests.live.waiting import until

pytestmark = pytest.mark.live
MSSP = 70


def offered(link: Telnet) -> list[wire.Message]:
    """Return what a client was offered, once it has an answer to a later frame."""
    link.send_frame(wire.Ping().encode())
    until(lambda: any(isinstance(each, wire.Pong) for each in link.messages()), "an answer")
    assert not [each for each in link.messages() if isinstance(each, wire.Notice)]
    return [each for each in link.messages() if isinstance(each, wire.ClientMap | wire.ClientGUI)]


def greeted(city: Town, client: str) -> Telnet:
    """Return a connection of a client that says who it is and what it supports, before login, as Mudlet does."""
    link = city.connect(GMCP)
    link.send_frame(wire.Hello(client=client, version="4.19.1").encode())
    link.send_frame(wire.Supports(root=["Char 1", "Room 1", "Client.GUI 1"]).encode())
    return link


def fetched(url: str) -> httpx.Response:
    """Return what lies at an address."""
    return httpx.get(url, timeout=30).raise_for_status()


def mssp(city: Town) -> dict[str, str]:
    """Return what a listing is told that connects now."""
    link = city.connect(MSSP)
    told = until(lambda: link.text and next((f for option, f in link.frames if option == MSSP), None), "MSSP")
    link.close()
    pairs = [each.partition("\x02") for each in told.split("\x01")[1:]]
    return {name: value for name, _, value in pairs}


def test_a_mudlet_is_offered_map_and_package_once(city: Town) -> None:
    link = greeted(city, "Mudlet")
    link.send_frame(wire.Supports(root=[]).encode())
    link.send_frame(wire.SupportsAdd(root=["External.Discord 1"]).encode())
    area, package = offered(link)
    link.close()
    assert isinstance(area, wire.ClientMap)
    rooms = {each.attrib["title"]: each for each in ET.fromstring(fetched(area.url).content).iterfind("rooms/room")}
    assert {"The Square", "The Inn", "The Shed"} <= set(rooms)
    assert rooms["The Inn"].attrib["id"] in {each.attrib["target"] for each in rooms["The Square"].iterfind("exit")}
    assert isinstance(package, wire.ClientGUI)
    assert package.version == version()
    assert fetched(package.url).content == mudlet_package()


def test_nobody_else_is_offered_any(city: Town) -> None:
    link = greeted(city, "TinTin++")
    assert offered(link) == []
    link.close()


def test_a_walk_draws_the_city_in_our_package(city: Town) -> None:
    link = city.newcomer("Marco", GMCP)
    for way in ("north", "south"):
        link.send(way)
        link.expect("Ways: ")
    until(lambda: len([each for each in link.messages() if isinstance(each, wire.RoomInfo)]) >= 3, "rooms")
    mudlet, walked = Mudlet(), link.messages()
    link.close()
    mudlet.get(*walked)
    square, inn, *_ = (each for each in walked if isinstance(each, wire.RoomInfo))
    assert square.exits["n"] == inn.num
    assert square.coords.split(",")[1:] == [str(square.x), str(square.y), "0"]
    assert mudlet.room(square.num)["exits"]["north"] == inn.num
    assert mudlet.room(inn.num)["exits"] == {"south": square.num}
    assert "Pip, the newspaper boy" in mudlet.told("here")
    assert "degrees" in mudlet.label("sky")


def test_a_listing_is_told_the_truth(city: Town) -> None:
    before = mssp(city)
    link = city.newcomer("Lister")
    told = mssp(city)
    link.close()
    assert int(told["PLAYERS"]) == int(before["PLAYERS"]) + 1
    assert int(told["PLAYERS"]) < len({each["name"] for each in city.state()["world"]["people"]})
    assert 0 < wall().timestamp() - int(told["UPTIME"]) < 3600
    assert (told["NAME"], told["PORT"], told["GMCP"], told["MSDP"]) == ("Gothmud", str(city.ports.telnet), "1", "0")
    assert told["CODEBASE"].startswith("Evennia")


def test_a_screen_reader_gets_words_alone_from_the_welcome_on(city: Town) -> None:
    link = city.connect()
    link.send("screenreader")
    link.expect("Screen reader mode is on")
    link.now()
    link.send("look")
    link.expect("Gothmud, a city that runs around the clock. Tiny.")
    link.send(f"create Orla {city.password('Orla')}")
    link.expect("Ways: ")
    link.send("help map")
    link.expect("a map of the city around you")
    link.send("map")
    link.expect("North: The Inn")
    drawn = [each for each in ("/_", "||", "--", "@\n") if each in link.text[link.text.index("mode is on") :]]
    link.close()
    assert not drawn


def test_the_mode_is_kept_for_the_next_visit(city: Town) -> None:
    link = city.newcomer("Seren")
    link.send("screenreader")
    link.expect("mode is on")
    link.close()
    again = city.returning("Seren")
    again.send("map")
    again.expect("You are at The Square")
    again.close()
