"""Make or bring up to date the database of a city's home: tables, the keeper, the city. Run while the world is down.

``python -m server.prepare [--dry-run] [--prune] [--pieces]`` prints JSON lines: the plan, how far it is, and last what was
made (with the keeper's password, if it is new). ``--pieces`` only prints the stored city taken apart.
"""

from __future__ import annotations

import json
import os
import secrets
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from world.building import Steps
    from world.schema import CityPlan

KEEPER = "keeper"
HELD = 2000  # objects that are held in memory


def prepare(*, prune: bool = False) -> dict[str, Any]:
    """Return what was made. Raises GothmudError for a broken city, before anything is changed."""
    from gothmud.config import home_dir, load
    from world.load import find_city, load_city

    home = home_dir()
    plan = load_city(find_city(load(home).city.name))
    _token(home)
    _open(migrate=True)
    password = _keeper(home)
    _skip_stock_setup()
    from typeclasses.builder import build, steps_to

    steps = steps_to(plan, prune=prune)
    _tell_plan(steps)
    build(plan, steps, _teller(len(steps.steps)))
    move_in(home, plan, steps)
    return {"made": _made(steps), "keeper": password, "city": plan.city.name}


def compare(*, prune: bool) -> dict[str, Any]:
    """Return what a build would do, and change nothing."""
    from gothmud.config import home_dir, load
    from world.building import compare as compared
    from world.building import pieces_of
    from world.load import find_city, load_city

    home = home_dir()
    plan = load_city(find_city(load(home).city.name))
    if not (home / "city.db3").exists():
        steps = compared(pieces_of(plan), [], prune=prune)
    else:
        _open(migrate=False)
        from typeclasses.builder import steps_to

        steps = steps_to(plan, prune=prune)
    _tell_plan(steps)
    return {"made": _made(steps), "keeper": "", "city": plan.city.name}


def pieces() -> dict[str, Any]:
    """Return the stored city taken apart, every room of it with an id."""
    _open(migrate=False)
    from dataclasses import asdict

    from typeclasses.stored import stored_pieces
    from typeclasses.surveying import give_ids

    give_ids()
    return {"pieces": [asdict(each) for each in stored_pieces()]}


def _tell_plan(steps: Steps) -> None:
    from world.planned import counted, plan_lines

    print(json.dumps({"plan": plan_lines(steps), "counts": counted(steps)}), flush=True)


def _teller(of: int) -> Callable[[int], None]:
    """Return what says how far a build is; what is done need not stay in memory."""
    from evennia.utils.idmapper.models import flush_cache

    from typeclasses.stock import ObjectDB

    def tell(done: int) -> None:
        if len(ObjectDB.get_all_cached_instances()) > HELD:
            flush_cache()
        print(json.dumps({"done": done, "of": of}), flush=True)

    return tell


def _made(steps: Steps) -> dict[str, int]:
    """Return how many of each kind are new."""
    new = [each.piece.kind for each in steps.steps if each.do == "create"]
    return {
        "rooms": new.count("room"),
        "exits": new.count("exit"),
        "things": new.count("thing"),
        "people": new.count("person"),
    }


def _token(home: Path) -> None:
    write_secret(home / "run" / "token", secrets.token_urlsafe(32), keep=True)


def write_secret(path: Path, text: str, *, keep: bool = False) -> None:
    """Write a file that only its owner can read; with ``keep`` leave one that is there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if keep and path.exists():
        return
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)


def _open(*, migrate: bool) -> None:
    import django

    django.setup()
    import evennia

    evennia._init()
    from django.core.management import call_command

    if migrate:
        call_command("migrate", interactive=False, verbosity=0)


def _keeper(home: Path) -> str:
    """Make account and character number one, the keeper; return the new password or an empty string."""
    from evennia.server import initial_setup

    from typeclasses.stock import AccountDB

    if AccountDB.objects.filter(id=1).exists():
        return ""
    password = secrets.token_urlsafe(9)
    AccountDB.objects.create_superuser(KEEPER, "", password)
    initial_setup.create_objects()
    write_secret(home / "keeper.txt", f"name: {KEEPER}\npassword: {password}\n")
    return password


def _skip_stock_setup() -> None:
    """Evennia's own first-start steps are done here (the last of them would restart the server)."""
    from typeclasses.stock import ServerConfig

    ServerConfig.objects.conf("last_initial_setup_step", "done")


def move_in(home: Path, plan: CityPlan, steps: Steps) -> None:
    """Write what each mind lives by into its own folder; of one that moved out the notes stay."""
    for person in plan.cast:
        if person.tier != "dice":
            folder = home / "minds" / person.id
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "persona.json").write_text(person.model_dump_json(indent=1), encoding="utf-8")
    _take_out(home, (each.piece.id for each in steps.steps if each.do == "remove" and each.piece.kind == "person"))
    _take_out(home, (each.id for each in plan.cast if each.tier == "dice"))
    shared = town_of(plan)
    (home / "minds").mkdir(exist_ok=True)
    (home / "minds" / "city.json").write_text(json.dumps(shared, ensure_ascii=False, indent=1), encoding="utf-8")


def _take_out(home: Path, people: Iterable[str]) -> None:
    """Let nobody wake as these people any more."""
    for each in people:
        (home / "minds" / each / "persona.json").unlink(missing_ok=True)


def town_of(plan: CityPlan) -> dict[str, Any]:
    """Return what everybody who lives in a city knows of it."""
    from world.round import hours_of

    trams = {room.id for room in plan.rooms if room.tram}  # nobody plans a way with one, but one leads out of it
    places = {room.id: room.name for room in plan.rooms if room.id not in trams}
    return {
        "name": plan.city.name, "primer": plan.city.primer, "places": places,
        "ways": {room.id: [way.to for way in room.exits if way.to not in trams] for room in plan.rooms},
        "called": {room.id: room.called for room in plan.rooms if room.called and room.id in places},
        "meets": {room.id: room.meets for room in plan.rooms if room.meets},
        "belongs": {
            thing.name: thing.belongs if thing.belongs in places else room.id
            for room in plan.rooms for thing in room.things if thing.takeable
        },
        "outdoors": [room.id for room in plan.rooms if room.outdoors],
        "people": {
            each.name: {
                "role": each.role, "aliases": each.aliases,
                "place": places[each.plan[0].place if each.plan else each.home],
                "hours": [{"at": at, "place": place} for at, place in hours_of(each)],
            }
            for each in plan.cast
        },
    }  # fmt: skip


def main() -> int:
    """Prepare; print what was made, or the one line that says what to mend."""
    from gothmud.errors import GothmudError

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "server.conf.settings")
    try:
        if "--pieces" in sys.argv:
            made = pieces()
        elif "--dry-run" in sys.argv:
            made = compare(prune="--prune" in sys.argv)
        else:
            made = prepare(prune="--prune" in sys.argv)
        print(json.dumps(made))
    except GothmudError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
