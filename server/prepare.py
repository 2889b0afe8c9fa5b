"""Make or bring up to date the database of a city's home: tables, the keeper, the city. Run before the world starts.

``python -m server.prepare`` prints one JSON line: what was made, and the keeper's password if it is new.
"""

from __future__ import annotations

import json
import os
import secrets
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from world.schema import CityPlan

KEEPER = "keeper"


def prepare() -> dict[str, Any]:
    """Return what was made. Raises GothmudError for a broken city, before anything is changed."""
    from gothmud.config import home_dir, load
    from world.load import find_city, load_city

    home = home_dir()
    plan = load_city(find_city(load(home).city.name))
    _token(home)
    _migrate()
    password = _keeper(home)
    _skip_stock_setup()
    from typeclasses.builder import build

    made = build(plan)
    _move_in(home, plan)
    return {"made": made, "keeper": password, "city": plan.city.name}


def _token(home: Path) -> None:
    write_secret(home / "run" / "token", secrets.token_urlsafe(32), keep=True)


def write_secret(path: Path, text: str, *, keep: bool = False) -> None:
    """Write a file that only its owner can read; with ``keep`` leave one that is there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if keep and path.exists():
        return
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)


def _migrate() -> None:
    import django

    django.setup()
    import evennia

    evennia._init()
    from django.core.management import call_command

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


def _move_in(home: Path, plan: CityPlan) -> None:
    """Write what each mind lives by into its own folder."""
    for person in plan.cast:
        if person.tier != "dice":
            folder = home / "minds" / person.id
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "persona.json").write_text(person.model_dump_json(indent=1), encoding="utf-8")
    shared = town_of(plan)
    (home / "minds" / "city.json").write_text(json.dumps(shared, ensure_ascii=False, indent=1), encoding="utf-8")


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
        print(json.dumps(prepare()))
    except GothmudError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
