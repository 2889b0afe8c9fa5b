"""A day's work in the shipped city: typed line by line in process, then read again out of the record."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from gothmud import record
from gothmud.events import Built, Changed, Event, Handled, PhotoTaken, Said
from tests.plays.play import FOLDER
from tests.plays.test_plays import run
from world.load import find_city, load_city

PLAY = FOLDER / "gothmud" / "robot.play"


@pytest.fixture(scope="module")
def written(blank_home: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Event]:
    """What the record of the shipped city holds after the play."""
    home = shutil.copytree(blank_home, tmp_path_factory.mktemp("shipped") / "home")
    shutil.copytree(find_city("gothmud"), home / "plan")
    for module, arguments in (("server.prepare", ()), ("tests.plays.inside", (str(PLAY),))):
        done = run(home, module, *arguments)
        assert done.returncode == 0, done.stdout + done.stderr[-3000:]
    return list(record.read(home / "record"))


def only[E: Event](written: list[Event], kind: type[E], holds: Callable[[E], bool]) -> E:
    """Return the one event of a kind for which it holds."""
    (found,) = [each for each in written if isinstance(each, kind) and holds(each)]
    return found


def test_a_robot_breaks_is_mended_and_its_photo_is_talked_about_all_in_the_record(written: list[Event]) -> None:
    broke = only(written, Changed, lambda each: "blue spark" in each.text)
    fetched = only(written, Handled, lambda each: (each.verb, each.thing_name) == ("get", "copper fuse"))
    mended = only(written, Handled, lambda each: (each.name, each.how) == ("Emil", "mend"))
    taken = only(written, PhotoTaken, lambda each: each.exposure.caption == "It salutes again")
    asked, answered = [each for each in written if isinstance(each, Said) and each.name in ("Emil", "Dorit")]
    story = (broke, fetched, mended, taken, asked, answered)
    assert sorted(story, key=lambda each: each.seq) == list(story)
    assert {broke.thing, mended.thing, taken.of_thing} == {mended.thing}, "it is one robot from beginning to end"
    assert (state_of(broke, broke.thing), state_of(mended, mended.thing)) == ("limp", "sound")
    assert {each.id: each.at for each in mended.things}[fetched.thing] == mended.thing, "the part is in it"
    sent = only(written, Handled, lambda each: each.id == broke.cause)
    assert (sent.how, sent.thing) == ("send", broke.thing)
    assert len({broke.room, mended.room, taken.room}) == 1
    assert fetched.room not in (taken.room, asked.room)


def test_it_hangs_where_it_is_talked_about(written: list[Event]) -> None:
    """What hangs in the gallery is the newest photos of the record; the play has read the caption on the wall."""
    asked = only(written, Said, lambda each: each.name == "Emil")
    before = [each for each in written if isinstance(each, PhotoTaken) and each.seq < asked.seq]
    assert before[-1].subject == "the iron porter"
    answered = only(written, Said, lambda each: each.name == "Dorit")
    assert {asked.who, answered.who} <= {*asked.heard} & {*answered.heard}
    assert asked.room == answered.room == the_gallery(written)


def state_of(event: Changed | Handled, thing: int | None) -> str | int:
    """Return the arm of the porter as an event left it."""
    return {each.id: each.now for each in event.things}[thing or 0]["arm"]


def the_gallery(written: list[Event]) -> int:
    """Return the number of the room where the gallery is."""
    (key,) = [
        room.id for room in load_city(find_city("gothmud")).rooms if any(each.kind == "gallery" for each in room.things)
    ]
    built = [each for each in written if isinstance(each, Built)][-1]
    return next(each.id for each in built.rooms if each.key == key)
