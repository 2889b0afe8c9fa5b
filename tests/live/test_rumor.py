"""A rumor in a live city: planted by command, told by mouth, seen in the record and as a tree; a restart forgets nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from gothmud import wire
from gothmud.events import RumorPlanted, Said, Telling
from gothmud.rumors import followed
from gothmud.status import ask_world
from tests.live.page import Page
from tests.live.telnet import Telnet
from tests.live.town import Town
from tests.live.waiting import until

pytestmark = pytest.mark.live
TEXT = "Otto hid the copper kettle behind the baker's oven."
RETOLD = "They say Otto hid the copper kettle behind the oven of the baker!"


@pytest.fixture(scope="module")
def nell(city: Town) -> Iterator[Telnet]:
    """Somebody with a plain telnet client."""
    link = city.newcomer("Cass")
    yield link
    link.close()


@pytest.fixture(scope="module")
def jem(city: Town) -> Iterator[Page]:
    """Somebody on the websocket, in the same square."""
    page = city.page("Jem")
    yield page
    page.close()


def rumor(city: Town, *arguments: str) -> Any:
    done = city.command("rumor", *arguments, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def refused(city: Town, *arguments: str) -> str:
    done = city.command("rumor", *arguments)
    assert done.returncode == 2, done.stdout
    return done.stderr.strip()


def test_who_it_is_planted_with_has_heard_it(city: Town, nell: Telnet, jem: Page) -> None:
    told = rumor(city, "plant", TEXT, "--with", "Cass", "--aliases", "kettle=pot, copper pot")
    assert (told["fact"], told["knows"]) == ("r1", ["Cass"])
    nell.expect(f"You have heard: {TEXT}")
    (planted,) = city.events(RumorPlanted)
    assert "Otto" in planted.aliases
    assert planted.aliases["kettle"] == ["pot", "copper pot"]
    assert {"Cass", "Jem", "Otto"} <= set(planted.people.values())


def test_a_telling_is_recorded_and_told_to_who_hears_it(city: Town, nell: Telnet, jem: Page) -> None:
    nell.send(f"say {RETOLD}")
    (telling,) = until(lambda: city.events(Telling), "a telling")
    (words,) = [each for each in city.events(Said) if each.text == RETOLD]
    assert (telling.cause, telling.seq) == (words.id, words.seq + 1)
    assert telling.learnt == city.events(RumorPlanted)[0].id
    assert telling.like_planted < 1
    heard = until(lambda: jem.poll() or jem.all_of(wire.Rumor), "Jem is told which story it is")
    assert (heard[0].fact, heard[0].called, heard[0].new, heard[0].cause) == ("r1", "Cass", False, words.id)


def test_a_mind_gets_it_as_a_memory(city: Town) -> None:
    rumor(city, "plant", "The brass bell of the inn was cast from stolen spoons.", "--with", "ada")
    session = city.home / "minds" / "ada" / "session.jsonl"
    until(lambda: "cast from stolen spoons" in session.read_text(encoding="utf-8"), "Ada knows it")
    note = city.home / "minds" / "ada" / "vault" / "threads"
    until(lambda: any("stolen spoons" in each.read_text() for each in note.glob("*.md")), "she has noted it")


def test_it_outlives_a_killed_server(city: Town, jem: Page) -> None:
    old = city.pid("server")
    city.kill("server")
    city.back("server", old)
    jem.next(wire.Welcome)
    jem.act("jem-tells", "say", text="The detective? No: it was Otto who hid the copper pot behind the baker's oven.")
    tellings = until(lambda: [each for each in city.events(Telling) if each.name == "Jem"], "Jem's telling")
    assert tellings[0].learnt == next(each.id for each in city.events(Said) if each.text == RETOLD)


def test_an_event_that_many_saw(city: Town, jem: Page) -> None:
    event = jem.act("jem-shows", "emote", text="breaks the green window of the shed.").event
    told = rumor(city, "plant", "Jem broke the green window of the shed.", "--event", event)
    assert {"Jem", "Cass"} <= set(told["knows"])
    assert city.events(RumorPlanted)[-1].cause == event


def test_the_tree(city: Town) -> None:
    whole = rumor(city, "show", "r1")
    assert [(each["name"], each["depth"]) for each in whole["tellings"]] == [("Cass", 1), ("Jem", 2)]
    shown = " ".join(city.command("rumor", "show", "r1").stdout.split())
    assert "planted with Cass" in shown
    assert "Never heard it: " in shown
    assert [each["fact"] for each in rumor(city, "list")] == ["r1", "r2", "r3"]


def test_replay_finds_what_was_found_live(city: Town) -> None:
    replayed = [each for story in followed(city.home).stories.values() for each in story.tellings]
    live = [(each.fact, each.cause, each.learnt, each.score, tuple(each.new)) for each in city.events(Telling)]
    assert live
    assert [(each.fact, each.event, each.learnt, each.score, each.new) for each in replayed] == live


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("plant", TEXT), "rumor plant: expected either --with NAME or --event EVENT_ID"),
        (("plant", "--with", "Cass"), "rumor plant: no text; expected a sentence that says who, what and where"),
        (("plant", TEXT, "--with", "Cas"), "rumor plant: nobody is called 'Cas'; did you mean 'Cass'?"),
        (("plant", "It is so.", "--with", "Cass"), "rumor plant: 'It is so.' has no words that tell it from other talk"),
        (("plant", "x" * 300, "--with", "Cass"), "rumor plant: found 300 characters; expected a sentence of 1 to 240"),
        (("plant", TEXT, "--with", "Cass", "--aliases", "pot"), "rumor plant: --aliases: found 'pot'; expected WORD=OTHER, OTHER"),
        (("plant", TEXT, "--event", "world-9999999"), "event 'world-9999999': not in the record"),
        (("show", "r99"), "rumor 'r99': not in the record"),
    ],
)  # fmt: skip
def test_what_can_not_be_is_said_in_one_line(city: Town, nell: Telnet, arguments: tuple[str, ...], said: str) -> None:
    line = refused(city, *arguments)
    assert line.startswith(said)
    assert "\n" not in line


def test_the_world_takes_no_planting_without_the_token(city: Town) -> None:
    assert ask_world(city.home.parent, city.ports, {"text": TEXT, "names": ["Cass"]}, "rumors.json") is None
