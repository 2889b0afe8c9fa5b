"""Processes are killed while people are about: all comes back by itself. (Deaths at each step: test_mortal.py.)"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from gothmud.clock import block, stopwatch
from gothmud.events import Endpoint, Said
from tests.live.bystander import unmoved
from tests.live.telnet import Telnet
from tests.live.town import Town
from tests.live.truth import echoes, settled
from tests.live.waiting import until

pytestmark = pytest.mark.live


@pytest.fixture
def kit(city: Town) -> Iterator[Telnet]:
    """Somebody alone with Ada in the shed."""
    link = city.returning("Kit") if "Kit" in city.passwords else city.newcomer("Kit")
    if "The Shed  the middle" not in link.text:
        link.send("east")
        link.in_room("The Shed")
    yield link
    link.close()


def answered(city: Town, kit: Telnet, word: str) -> None:
    """Say a word to Ada and get her answer."""
    kit.send(f"say Ada, {word}")
    kit.expect(f'You say, "Ada, {word}"')
    kit.expect(f'Ada says, "Did you say {word}\\?"')
    assert echoes(city)[word] == 1


def killed(city: Town, process: str) -> None:
    """Kill a process; it and everything is back within 30 seconds."""
    old = city.pid(process)
    city.kill(process)
    city.back(process, old, 30)


def test_nobody_waits_for_dead_minds(city: Town, kit: Telnet) -> None:
    old = city.pid("agents")
    city.kill("agents")
    unmoved(kit, 2)  # the world goes on
    city.back("agents", old, 30)
    answered(city, kit, "inkpot")
    settled(city)


def test_the_server_is_killed_in_the_middle_of_much(city: Town, kit: Telnet) -> None:
    for number in range(12):
        kit.send(f"say to Ada stroke-{number}")
    until(lambda: any("stroke-3" in each.text for each in city.events(Said)), "some of it was said")
    killed(city, "server")
    answered(city, kit, "bellows")
    settled(city)


def test_who_types_while_the_server_is_away_is_told_so(city: Town, kit: Telnet) -> None:
    old = city.pid("server")
    city.kill("server")
    until(
        lambda: typed(kit, "say anybody?").count("The city holds its breath") > 0, "the portal answers for the server"
    )
    city.back("server", old, 30)
    answered(city, kit, "tongs")
    settled(city)


def typed(kit: Telnet, line: str) -> str:
    """Type a line; return all text so far."""
    kit.send(line)
    return kit.text


def test_the_portal_is_killed(city: Town, kit: Telnet) -> None:
    lou = city.returning("Lou") if "Lou" in city.passwords else city.newcomer("Lou")
    answered(city, kit, "rope")
    boot = city.state()["world"]["boot"]
    killed(city, "portal")
    assert city.state()["world"]["boot"] == boot  # the world has gone on; its clock isn't wound up twice
    until(lambda: kit.poll() or kit.closed, "the old link is cut")
    back = city.returning("Kit")
    assert "The Shed  the middle" in back.text
    city.minds_awake()
    answered(city, back, "pulley")
    back.close()
    lou.close()
    settled(city)


def test_nobody_is_left_as_a_ghost(city: Town) -> None:
    lou = city.returning("Lou") if "Lou" in city.passwords else city.newcomer("Lou")
    killed(city, "portal")
    lou.close()
    until(lambda: city.state()["world"]["clock"]["humans"] == 0, "nobody with a player is in")
    kit = city.returning("Kit")
    until(lambda: city.state()["world"]["clock"]["humans"] == 1, "one person is in")
    awake = [each["name"] for each in city.state()["world"]["people"] if each["tier"] == "human" and each["awake"]]
    assert awake == ["Kit"]
    kit.close()


def test_the_endpoint_goes_and_comes_back(city: Town, kit: Telnet) -> None:
    answered(city, kit, "candle")
    city.model.down()
    try:
        kit.send("say Ada, wick")
        until(lambda: (city.state()["minds"] or {}).get("paused"), "status says paused", 30)
        unmoved(kit, 1)
    finally:
        city.model.up()
    assert until_answered(city, kit)
    assert not city.state()["minds"]["paused"]
    states = [each.state for each in city.events(Endpoint)]
    assert states[-2:] == ["paused", "ready"]
    settled(city)


def until_answered(city: Town, kit: Telnet) -> str:
    """Speak to Ada until she answers; return the word."""
    for number in range(15):
        word = f"spark-{number}-{int(stopwatch())}"
        kit.send(f"say Ada, {word}")
        deadline = stopwatch() + 2
        while stopwatch() < deadline:
            if echoes(city)[word]:
                return word
            block(0.1)
    raise AssertionError("Ada has not answered since the endpoint came back")


def test_all_of_them_at_once(city: Town) -> None:
    old = {name: city.pid(name) for name in ("portal", "server", "agents")}
    for name in old:
        city.kill(name)
    for name, pid in old.items():
        city.back(name, pid, 40)
    kit = city.returning("Kit")
    city.minds_awake()
    answered(city, kit, "morning")
    kit.close()
    settled(city)
