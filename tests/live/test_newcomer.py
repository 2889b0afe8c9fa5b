"""A first visit: an account, a walk, and the three kinds of people."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from gothmud.events import Call, Event, Moved, Said, Turn
from tests.live.telnet import Telnet
from tests.live.town import Town
from tests.live.waiting import until

pytestmark = pytest.mark.live


@pytest.fixture(scope="module")
def mira(city: Town) -> Iterator[Telnet]:
    """A newcomer in the square."""
    link = city.newcomer("Mira")
    yield link
    link.close()


@pytest.fixture(scope="module")
def tom(city: Town) -> Iterator[Telnet]:
    """A second one."""
    link = city.newcomer("Tom")
    yield link
    link.close()


def said_by(city: Town, name: str, text: str) -> Said:
    """Return the latest event of somebody's words, waited for."""
    return until(
        lambda: next((e for e in reversed(city.events(Said)) if e.name == name and text in e.text), None),
        f"{name}: {text}",
    )


def of[E: Event](city: Town, kind: type[E], cause: Event) -> E:
    """Return the event of a kind that another one led to, waited for."""
    return until(
        lambda: next((e for e in city.events(kind) if e.cause == cause.id), None), f"{kind.__name__} from {cause.id}"
    )


def test_a_newcomer_lands_in_the_square(mira: Telnet) -> None:
    assert "Welcome to the city, Mira" in mira.text
    assert "The Square" in mira.text
    assert "Pip, the newspaper boy" in mira.text


def test_the_dice_answer_in_the_square(city: Town, mira: Telnet) -> None:
    mira.send("say Pip, where is the cog?")
    mira.expect('You say, "Pip, where is the cog\\?"')
    mira.expect('Pip says, "The cog\\? Ask the mender."')
    asked, told = said_by(city, "Mira", "where is the cog"), said_by(city, "Pip", "Ask the mender")
    assert told.cause == asked.id
    assert told.tier == "dice"


def test_walking_north_and_back(city: Town, mira: Telnet) -> None:
    mira.send("north")
    mira.in_room("The Inn")
    mira.send("s")
    mira.in_room("The Square")
    ways = [each.way for each in city.events(Moved) if each.name == "Mira" and each.way]
    assert ways == ["north", "south"]


def test_go_takes_the_way_or_tells_it(city: Town, mira: Telnet) -> None:
    mira.send("go to the inn")
    mira.in_room("The Inn")
    mira.send("go shed")
    mira.expect("The Shed is that way: south, east\\.")
    mira.send("go workshop")
    mira.expect("The Shed is that way: south, east\\.")
    mira.send("go spoon")
    mira.expect("No way out and no place is called 'spoon'; 'map' has them all\\. Ways: south\\.")
    mira.send("go south")
    mira.in_room("The Square")


def test_otto_remembers_a_word(city: Town, mira: Telnet, tom: Telnet) -> None:
    for each in (mira, tom):
        each.send("north")
        each.in_room("The Inn")
    for line in ("my word is lantern", "it rained on Monday", "the bell rang twice", "nobody came by"):
        mira.send(f"say {line}")
        tom.expect(f'Mira says, "{line}"')
    mira.send("say Otto, what is my word?")
    for each in (mira, tom):
        each.expect('Otto says to (you|Mira), "You told me lantern\\."')
    asked = said_by(city, "Mira", "what is my word")
    assert said_by(city, "Otto", "lantern").cause == asked.id
    assert of(city, Call, asked).agent == "otto"
    assert of(city, Turn, asked).by == "model"
    for each in (mira, tom):
        each.send("south")
        each.in_room("The Square")


def test_ada_greets_and_answers(city: Town, mira: Telnet, tom: Telnet) -> None:
    mira.send("east")
    mira.in_room("The Shed")
    mira.expect('Ada says, "Mind the oil, Mira\\."')
    tom.send("east")
    mira.expect('Ada says, "Mind the oil, Tom\\."')
    mira.send("say Ada, who took the sprocket?")
    tom.expect('Ada says, "Did you say sprocket\\?"')
    asked, told = said_by(city, "Mira", "sprocket"), said_by(city, "Ada", "sprocket")
    assert (told.cause, told.tier) == (asked.id, "agent")
    call, turn = of(city, Call, asked), of(city, Turn, asked)
    assert (call.agent, call.ok, call.priority) == ("ada", True, "human")
    assert (turn.agent, turn.by, turn.verb, turn.ok) == ("ada", "model", "say", True)
    arrived = next(e for e in city.events(Moved) if e.name == "Mira" and e.way == "east")
    assert said_by(city, "Ada", "oil, Mira").cause == arrived.id


def test_status_shows_them(city: Town, mira: Telnet, tom: Telnet) -> None:
    done = city.command("status", "--json")
    state = json.loads(done.stdout)
    assert done.returncode == 0
    assert state["missing"] == []
    people = {each["name"]: each for each in state["world"]["people"]}
    assert people["Mira"]["room"] == "The Shed"
    assert people["Mira"]["awake"]
    assert {people[name]["tier"] for name in ("Pip", "Otto", "Ada", "Tom")} == {"dice", "short", "agent", "human"}
    assert state["world"]["clock"]["humans"] == 2
    assert state["minds"]["tokens"]["calls"] >= 3
    assert set(state["minds"]["minds"]) == {"ada", "otto"}
