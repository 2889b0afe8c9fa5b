"""Processes are killed in the middle of it: all comes back by itself, nothing is lost, nothing is said twice."""

from __future__ import annotations

import os
import re
import signal
from collections import Counter
from collections.abc import Iterator

import pytest

from agents.session import Entry, read_all
from gothmud.clock import block, stopwatch
from gothmud.events import Endpoint, Event, Resumed, Said
from tests.live.bystander import unmoved
from tests.live.telnet import Telnet
from tests.live.town import Town
from tests.live.waiting import until
from tests.scripted import slowly

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


def echoes(city: Town) -> Counter[str]:
    """Return how often Ada has answered each word, by the record."""
    found = (re.fullmatch(r"Did you say ([\w-]+)\?", each.text) for each in city.events(Said) if each.name == "Ada")
    return Counter(each[1] for each in found if each)


def session(city: Town) -> list[Entry]:
    """Return the entries of Ada's session file."""
    return read_all(city.home / "minds" / "ada" / "session.jsonl")


def sound(city: Town) -> None:
    """Check the record and Ada's session: no gap, no double, each of her acts said once."""
    numbers = [each.seq for each in city.events(Event) if each.source == "world"]
    assert numbers == list(range(1, len(numbers) + 1))
    assert [word for word, count in echoes(city).items() if count > 1] == []
    outcomes = [each.data for each in session(city) if each.kind == "outcome"]
    assert [act for act, count in Counter(each["act"] for each in outcomes).items() if count > 1] == []
    done = Counter(each["event"] for each in outcomes if each["ok"] and each["event"])
    hers = {each.id for each in city.events(Said) if each.name == "Ada"}
    assert set(done) == hers
    assert set(done.values()) <= {1}


def settled(city: Town) -> None:
    """Wait until Ada has no act without an outcome, then check all."""
    city.minds_awake()
    until(lambda: [e for e in session(city) if e.kind in ("reply", "outcome")][-1].kind == "outcome", "Ada's outcome")
    sound(city)


def killed(city: Town, process: str) -> None:
    """Kill a process; it and everything is back within 30 seconds."""
    old = city.pid(process)
    city.kill(process)
    city.back(process, old, 30)


def test_the_agents_are_killed(city: Town, kit: Telnet) -> None:
    answered(city, kit, "quill")
    kit.send("say Ada, feather")
    kit.expect('You say, "Ada, feather"')
    old = city.pid("agents")
    city.kill("agents")
    unmoved(kit, 2)  # the world goes on
    city.back("agents", old, 30)
    until(lambda: echoes(city)["feather"] == 1, "the answer to what was said before the cut")
    answered(city, kit, "inkpot")
    settled(city)


def test_an_act_whose_result_was_cut_off_happens_once(city: Town, kit: Telnet) -> None:
    server, asked, plain = city.pid("server"), len(city.model.questions), city.model.plan
    city.model.plan = slowly(plain, 1.0)
    kit.send("say Ada, hourglass")
    until(lambda: len(city.model.questions) > asked, "the model is asked")
    os.kill(server, signal.SIGSTOP)
    try:
        city.model.plan = plain
        until(lambda: session(city)[-1].kind == "reply", "Ada's intent is on disk")
        block(0.3)  # and on its way
        old = city.pid("agents")
        city.kill("agents")
    finally:
        os.kill(server, signal.SIGCONT)
    city.back("agents", old, 30)
    until(lambda: [e for e in city.events(Resumed) if e.agent == "ada"], "the act is settled")
    kit.expect('Ada says, "Did you say hourglass\\?"')
    answered(city, kit, "sundial")
    assert echoes(city)["hourglass"] == 1
    settled(city)


def test_the_server_is_killed(city: Town, kit: Telnet) -> None:
    answered(city, kit, "anvil")
    kit.send("say Ada, hammer")
    kit.expect('You say, "Ada, hammer"')
    killed(city, "server")
    until(lambda: echoes(city)["hammer"] == 1, "the answer to what was said before the cut")
    answered(city, kit, "tongs")  # on the same connection: the portal has held it
    settled(city)


def test_the_server_is_killed_in_the_middle_of_much(city: Town, kit: Telnet) -> None:
    for number in range(12):
        kit.send(f"say to Ada stroke-{number}")
    until(lambda: any("stroke-3" in each.text for each in city.events(Said)), "some of it was said")
    killed(city, "server")
    answered(city, kit, "bellows")
    settled(city)


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
