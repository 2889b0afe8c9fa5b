"""MXP: ways, people and things of a room are links for a client that takes it; nothing that anybody writes ever is."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from gothmud import wire
from gothmud.events import Said
from tests.live import script
from tests.live.telnet import MXP, Telnet
from tests.live.town import Town
from tests.live.waiting import until
from tests.scripted import Answer, Asked

pytestmark = pytest.mark.live
LOCKED, ONCE = "\x1b[7z", "\x1b[4z"
LINK = re.compile(r"\x1b\[4z<SEND HREF=\"([^\"<>&|]*)\">(.*?)\x1b\[4z</SEND>", re.DOTALL)
CONTROL = re.compile(r"\x1b(?!\[[0-9;]*m)")
SPELLS = (
    "|lcquit|ltfree soup|le", "||lcquit||ltfree soup||le", "|||nlcquit|||nltfree soup|||nle", "|luhttp://x|ltfree soup|le",
    "<SEND HREF='quit'>free soup</SEND>", "<!ENTITY soup 'quit'> &soup; <b>free soup</b>",
)  # fmt: skip
SIGNS = ("\x1b[4z<SEND HREF='quit'>free soup\x1b[4z</SEND>", "\x1b[\x1b[4z4z<SEND>free soup", "\x9b4z<SEND>free soup")


def spells(asked: Asked) -> Answer:
    """Answer as a mind that says one spell after the other."""
    if asked.schema is None:
        return script.plan(asked)
    return Answer(script.act("say", text=(*SPELLS, *SIGNS)[asked.number % len((*SPELLS, *SIGNS))]))


@pytest.fixture
def bewitched(city: Town) -> Iterator[None]:
    """The model writes links."""
    city.model.plan = spells
    yield
    city.model.plan = script.plan


def links(link: Telnet) -> dict[str, str]:
    """Return what a click on each word types, of all that came; nothing else that came may command the client."""
    left = LINK.sub("", link.raw).replace(LOCKED, "", 1)
    assert not CONTROL.search(left), repr(left[CONTROL.search(left).start() :][:80])  # pyright: ignore[reportOptionalMemberAccess]
    return {re.sub(r"\x1b\[[0-9;]*m", "", label): command for command, label in LINK.findall(link.raw)}


def test_who_takes_mxp_can_click_on_ways_people_and_things(city: Town) -> None:
    link = city.newcomer("Ruben", MXP)
    assert MXP in link.offers
    assert link.raw.index(LOCKED) < link.raw.index(ONCE), "what is no link of ours is read as text"
    found = links(link)
    assert (found["north"], found["east"]) == ("north", "east")
    assert (found["a bell"], found["a brass cog"]) == ("look bell", "look brass cog")
    assert found["Pip, the newspaper boy"] == "look Pip"
    link.now()
    link.send(found["east"])
    link.expect("The Shed")
    link.send("look")
    link.expect("Ways: ")
    until(lambda: links(link).get("west") == "west", "ways of the next room")
    link.send(found["a bell"])
    link.expect("You see no 'bell' here")
    link.close()


def test_nobody_else_sees_any_of_it(city: Town) -> None:
    plain, page = city.newcomer("Minna"), city.page("Alba")
    for each in (plain.raw, *page.texts):
        assert "SEND" not in each
        assert "|l" not in each
        assert not CONTROL.search(each)
    plain.expect("")
    assert "Ways: north (The Inn), east (The Shed)." in plain.text
    looked = page.act("alba-look", "look")
    assert "|l" not in looked.seen
    plain.close()
    page.close()


def test_a_screen_reader_is_read_no_links(city: Town) -> None:
    link = city.newcomer("Oda", MXP)
    link.send("screenreader")
    link.expect("screen reader|Screen reader|screenreader")
    link.now()
    before = len(LINK.findall(link.raw))
    link.send("look")
    link.expect("Ways: ")
    assert len(LINK.findall(link.raw)) == before
    link.close()


@pytest.mark.usefixtures("bewitched")
def test_nothing_that_is_written_becomes_a_link(city: Town) -> None:
    reader, writer, page = city.newcomer("Juno", MXP), city.newcomer("Bodo"), city.page("Karla")
    for link in (reader, writer):
        link.send("east")
        link.expect("The Shed")
    page.act("karla-east", "go", exit=next(way.id for way in page.all_of(wire.RoomInfo)[-1].ways if way.name == "east"))
    for number, each in enumerate(SPELLS):
        for line in (f"say {each}", f"emote {each}", f"city {each}", f"photo room: {each}", f"whisper Juno = {each}"):
            writer.send(line)
        reader.send(f"look {each}")
        reader.send(f"whisper {each} = {each}")
        reader.send(f"{each}")
        page.act(f"karla-{number}", "emote", text=SIGNS[number % len(SIGNS)])
        page.act(f"karla-photo-{number}", "photo", text=SIGNS[number % len(SIGNS)])
        writer.send(f"say Ada, what is it? ({number})")
    reader.send("look photo")
    writer.send("say That is all.")
    reader.expect("That is all")
    reader.expect(r"(?s)Ada says")
    city.model.wait_idle()
    reader.send("look")
    reader.expect("Ways: ")
    found = links(reader)
    assert "free soup" in reader.text
    for link in (reader, writer, page):
        link.close()
    heard = [each.text for each in city.events(Said) if each.name == "Bodo"]
    assert [each for each in SPELLS if each not in heard] == [], "all of it was heard as it was typed"
    assert any("free soup" in each.text for each in city.events(Said) if each.name == "Ada")
    assert set(found.values()) <= {"north", "east", "west", "south", "down", *(f"look {each}" for each in KNOWN)}


KNOWN = (
    "bell", "brass cog", "cellar door", "iron key", "coil spring", "tin porter", "Ada", "Otto", "Pip", "Bodo", "Karla",
)  # fmt: skip
