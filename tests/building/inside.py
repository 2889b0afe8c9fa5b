"""Builds in one home, in one process without a running world: ``python -m tests.building.inside``

The home holds a city of the id 'tiny'. Each ``check_`` begins with the small city of tests/world/cities.py built over it,
changes some of its files, builds, and looks at the database.
"""

# ruff: noqa: E402 - Django has to be set up before the rest is imported
from __future__ import annotations

import os
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "server.conf.settings")

import django

django.setup()

import evennia

evennia._init()

from django.db import transaction
from evennia import create_object

from gothmud.errors import CityError
from gothmud.events import ClockSet
from tests.world.cities import ADA, CITY, ROOMS, write
from typeclasses import furnishing
from typeclasses.builder import build as do_all
from typeclasses.builder import doing, steps_to
from typeclasses.city import the_city
from typeclasses.names import TAKEN
from typeclasses.places import PERSON_ID, THING_ID, by_city_id, starting_room, tagged
from typeclasses.stock import AccountDB, ObjectDB, ServerConfig
from typeclasses.stored import stored_pieces
from typeclasses.surveying import give_ids
from world.building import Key, Piece, Steps, undone
from world.exporting import export_city
from world.load import load_city
from world.schema import CityPlan

SHED = """\
- id: shed
  name: Shed
  district: middle
  at: [5, 5]
  desc: A shed with one nail and no hammer.
  exits:
    - {name: in, to: inn}
"""
WITH_SHED = {
    "rooms/a.yaml": ROOMS.replace("      to: square\n", "      to: square\n    - {name: out, to: shed}\n") + SHED
}
GARDEN_WAY = "      to: square\n    - {name: back, to: garden}\n"
GARDEN = """\
- id: garden
  name: Garden
  district: middle
  at: [6, 6]
  desc: A garden, mostly of nettles.
  exits:
    - {name: in, to: inn, aliases: [i]}
  things:
    - {id: can, name: watering can, desc: It has a hole., aliases: [tin], state: {water: {start: 3}}}
    - {id: peg, name: peg, desc: It was in the can., inside: can}
"""
BOB = ADA.replace("id: ada", "id: bob").replace("name: Ada", "name: Bob").replace("tier: agent", "tier: dice")


def plan_of(changes: dict[str, str | bytes] | None = None) -> CityPlan:
    """Return the small city with some files changed."""
    return load_city(files_of(changes))


def files_of(changes: dict[str, str | bytes] | None = None) -> Path:
    """Return the folder of the small city with some files changed."""
    return write(
        Path(tempfile.mkdtemp(dir=os.environ["GOTHMUD_HOME"])),
        {"city.yaml": CITY.replace("id: small", "id: tiny"), **(changes or {})},
    )


def build(plan: CityPlan, *, prune: bool = False) -> Steps:
    """Build; return what had to be done."""
    steps = steps_to(plan, prune=prune)
    do_all(plan, steps)
    return steps


def counts(steps: Steps) -> tuple[int, ...]:
    """Return how many were created, changed, moved, removed."""
    return tuple(steps.counts().values())


def inn() -> Any:
    """Return the inn."""
    return by_city_id("inn")


def check_twice_changes_nothing() -> None:
    assert counts(build(plan_of())) == (0, 0, 0, 0)
    assert starting_room() is by_city_id("square")
    assert "ada" in ServerConfig.objects.conf(TAKEN)


def check_what_raises_after_a_commit_takes_no_event_back() -> None:
    chronicle = the_city().chronicle
    before = chronicle.seq

    def fails() -> None:
        raise RuntimeError("too late")

    with suppress(RuntimeError), chronicle.together():
        chronicle.happen(ClockSet, rate=1.0, paused=False, fast=False)
        transaction.on_commit(fails)
    assert chronicle.seq == before + 1
    with suppress(RuntimeError), chronicle.together():
        chronicle.happen(ClockSet, rate=1.0, paused=False, fast=False)
        fails()
    assert chronicle.seq == before + 1
    with chronicle.together():
        assert chronicle.happen(ClockSet, rate=1.0, paused=False, fast=False).seq == before + 2


def check_a_change_keeps_the_room_its_people_and_its_number() -> None:
    room, ada = inn(), tagged("ada", PERSON_ID)
    ada.location = room
    changes: dict[str, str | bytes] = {
        "rooms/a.yaml": ROOMS.replace("One table", "Nine tables").replace("The Inn", "The Ship")
    }
    steps = build(plan_of(changes))
    assert [(each.do, each.piece.key, [one.field for one in each.changes]) for each in steps.steps] == [
        ("change", ("room", "inn"), ["name", "desc"])
    ]
    assert (inn().id, inn().key, inn().db.desc[:4]) == (room.id, "The Ship", "Nine")
    assert ada.location == room


def check_what_is_gone_from_the_files_stays_without_prune() -> None:
    build(plan_of(WITH_SHED))
    steps = build(plan_of())
    assert counts(steps) == (0, 0, 0, 0)
    assert [each.key for each in steps.left] == [("room", "shed"), ("exit", "inn/out"), ("exit", "shed/in")]
    assert by_city_id("shed") is not None


def check_prune_brings_people_and_their_things_to_safety() -> None:
    build(plan_of(WITH_SHED))
    shed, square, ada = by_city_id("shed"), by_city_id("square"), tagged("ada", PERSON_ID)
    stranger = create_object("typeclasses.characters.Character", key="Stranger", location=shed, home=shed)
    gift = create_object("typeclasses.things.Thing", key="gift", location=shed, home=inn())
    hat = create_object("typeclasses.things.Thing", key="hat", location=shed, home=shed)
    ada.location = shed
    assert counts(build(plan_of(), prune=True)) == (0, 0, 0, 3)
    assert by_city_id("shed") is None
    assert [each.location for each in (stranger, ada, gift, hat)] == [square, square, inn(), square]
    assert stranger.home == square
    for each in (stranger, gift, hat):
        each.delete()


def check_a_thing_moves_with_the_files_unless_somebody_has_it() -> None:
    moved: dict[str, str | bytes] = {
        "rooms/a.yaml": ROOMS.replace(
            "  things:\n    - id: pot\n      name: pot\n      desc: It never boils.\n", ""
        ).replace(
            "    - {name: north, to: inn}\n",
            "    - {name: north, to: inn}\n  things:\n    - {id: pot, name: pot, desc: It never boils.}\n",
        )
    }
    pot, square, ada = tagged("pot", THING_ID), by_city_id("square"), tagged("ada", PERSON_ID)
    assert counts(build(plan_of(moved))) == (0, 0, 1, 0)
    assert (pot.location, pot.home) == (square, square)
    pot.location = ada
    build(plan_of())
    assert (pot.location, pot.home) == (ada, inn())
    gone: dict[str, str | bytes] = {"rooms/a.yaml": ROOMS.partition("  things:")[0]}
    build(plan_of(gone), prune=True)
    assert pot.pk and pot.location == ada and not pot.tags.get(category=THING_ID)
    pot.delete()


def check_people_move_out_and_back_into_their_old_body() -> None:
    build(plan_of({"cast/bob.md": BOB}))
    bob = tagged("bob", PERSON_ID)
    bob.db.dice_state = "kept"
    build(plan_of(), prune=True)
    assert tagged("bob", PERSON_ID) is None
    assert (bob.location, bob.tier) == (None, "human")
    build(plan_of({"cast/bob.md": BOB}))
    assert (tagged("bob", PERSON_ID), bob.location is not None, bob.tier, bob.db.dice_state) == (
        bob,
        True,
        "dice",
        "kept",
    )


def check_a_dice_person_gets_a_mind_and_an_account() -> None:
    build(plan_of({"cast/bob.md": BOB}))
    number = tagged("bob", PERSON_ID).id
    build(plan_of({"cast/bob.md": BOB.replace("tier: dice", "tier: agent")}))
    body = ObjectDB.objects.get(id=number)
    assert (body.typeclass_path, body.tier) == ("typeclasses.characters.Character", "agent")
    assert AccountDB.objects.filter(username="cast-bob").count() == 1


def check_all_or_nothing() -> None:
    plan, forms = plan_of({**WITH_SHED, "cast/bob.md": BOB}), furnishing.FORMS["exit"]
    before = stored_pieces()

    def fails(pieces: Any) -> Any:
        if any(each.id == "shed/in" for each in pieces):
            raise RuntimeError("the disk is full")
        return forms(pieces)

    furnishing.FORMS["exit"] = fails
    try:
        build(plan)
        raise AssertionError("it was built")
    except RuntimeError:
        pass
    finally:
        furnishing.FORMS["exit"] = forms
    evennia.utils.idmapper.models.flush_cache()
    assert stored_pieces() == before


def check_a_build_that_is_cut_off_anywhere_is_undone_or_goes_on() -> None:
    build(plan_of({"rooms/a.yaml": WITH_SHED["rooms/a.yaml"], "cast/bob.md": BOB}))
    garden = ROOMS.replace("One table", "Nine tables").replace("      to: square\n", GARDEN_WAY)
    plan = plan_of({"rooms/a.yaml": garden + GARDEN})
    before, steps = pieces_by_key(), steps_to(plan, prune=True)
    assert all(counts(steps)[each] for each in (0, 1, 3))
    whole = len(list(doing(steps, "square")))
    after = pieces_by_key()
    assert tagged("peg", THING_ID).location == tagged("can", THING_ID)
    for cut in range(whole + 1):
        list(doing(undone(steps, stored_pieces()), "square"))
        assert pieces_by_key() == before, cut
        list(done_in_part(steps, cut))
    list(doing(undone(steps, stored_pieces()), "square"))
    list(done_in_part(steps, whole // 2))
    build(plan, prune=True)
    assert pieces_by_key() == after
    assert counts(build(plan, prune=True)) == (0, 0, 0, 0)


def done_in_part(steps: Steps, few: int) -> Iterator[int]:
    """Do some of the steps, and leave it at that."""
    return islice(doing(steps, "square"), few)


def pieces_by_key() -> dict[Key, Piece]:
    """Return what is stored, whatever its numbers are."""
    return {each.key: each for each in stored_pieces()}


def check_another_city_is_refused() -> None:
    try:
        steps_to(plan_of({"city.yaml": CITY.replace("id: small", "id: other")}))
    except CityError as error:
        assert str(error) == "this home holds the city 'tiny'; 'other' is another: --home gives it its own"
    else:
        raise AssertionError("it was taken")


def check_what_builders_did_in_the_game_comes_back_as_files() -> None:
    commented = ROOMS.replace("  name: The Inn\n", "  name: The Inn  # on the corner\n")
    source = files_of({"rooms/a.yaml": commented})
    build(load_city(source))
    room = inn()
    room.db.desc = "|rOne|n table, and it is taken."
    dug = create_object(
        "typeclasses.rooms.Room", key="The Long Room", attributes=[("desc", "Long, and a little narrow at the end.")]
    )
    create_object("typeclasses.exits.Exit", key="curtain", location=room, destination=dug, aliases=["c"])
    tagged("ada", PERSON_ID).db.desc = "A woman with clean sleeves."
    lamp = create_object(
        "typeclasses.things.Thing",
        key="brass lamp",
        location=room,
        tags=[("lamp", THING_ID)],
        attributes=[("desc", "It is lit.")],
    )
    assert give_ids() == ["the-long-room"]
    assert lamp.home == room
    target = Path(tempfile.mkdtemp())
    assert export_city(source, target, stored_pieces()) == ["cast/ada.md", "rooms/a.yaml"]
    text = (target / "rooms" / "a.yaml").read_text()
    assert "name: The Inn  # on the corner" in text
    assert "desc: One table, and it is taken." in text
    assert "name: brass lamp" in text
    assert "name: curtain, to: the-long-room, aliases: [c], one_way: true" in text
    assert (
        ADA.replace("A woman with oil on her sleeves.", "A woman with clean sleeves.")
        == (target / "cast" / "ada.md").read_text()
    )
    again = Path(tempfile.mkdtemp())
    steps = build(load_city(target))
    assert {each.piece.key for each in steps.steps} == {
        ("room", "inn"),
        ("exit", "inn/curtain"),
    }  # the colour, the way back
    assert export_city(target, again, stored_pieces()) == []
    assert counts(build(load_city(again))) == (0, 0, 0, 0)
    build(plan_of(), prune=True)


def main() -> int:
    """Run every check from the same beginning; return how many failed."""
    checks: dict[str, Callable[[], None]] = {
        name: each for name, each in globals().items() if name.startswith("check_")
    }
    failed = 0
    for name, check in checks.items():
        try:
            build(plan_of(), prune=True)
            check()
            print(f"{name}: holds")
        except Exception:  # noqa: BLE001 - each is told, whatever it was
            failed += 1
            print(f"{name}: FAILED")
            traceback.print_exc()
    return failed


if __name__ == "__main__":
    sys.exit(main())
