"""Run inside a game dir of either world: make the accounts that the load will use and put each into a room.

``python -m bench.seed COUNT PASSWORD [--stock] [--together]``; with ``--stock`` the superuser and the rooms are made first, by hand of
Evennia's own functions, as ``evennia start`` and a batch dig would.
"""

from __future__ import annotations

import argparse
from typing import Any

from bench import grid


def main() -> None:
    """Seed the database of this process's settings."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("password")
    parser.add_argument("--stock", action="store_true")
    parser.add_argument("--together", action="store_true", help="all in the first room")
    told = parser.parse_args()
    import django

    django.setup()
    import evennia

    evennia._init()
    if told.stock:
        _stock_world(told.password)
    _accounts(told.count, told.password, rooms=1 if told.together else grid.COUNT)


def _stock_world(password: str) -> None:
    from evennia import create_object
    from evennia.accounts.models import AccountDB
    from evennia.server import initial_setup
    from evennia.server.models import ServerConfig

    AccountDB.objects.create_superuser("keeper", "", password)
    initial_setup.create_objects()
    ServerConfig.objects.conf("last_initial_setup_step", "done")
    rooms = [
        create_object("typeclasses.rooms.Room", key=name, attributes=[("desc", grid.DESC)]) for name in grid.names()
    ]
    for number, room in enumerate(rooms):
        for way, to in grid.exits(number):
            create_object("typeclasses.exits.Exit", key=way, location=room, destination=rooms[to])


def _accounts(count: int, password: str, rooms: int) -> None:
    """Make ``walker0`` and so on; each will wake in the next of the first so many rooms of the ring."""
    from django.conf import settings
    from evennia.objects.models import ObjectDB
    from evennia.utils.utils import class_from_module

    account_class: Any = class_from_module(settings.BASE_ACCOUNT_TYPECLASS)
    places = [ObjectDB.objects.get(db_key=name) for name in grid.names()[:rooms]]
    for number in range(count):
        account, errors = account_class.create(username=f"walker{number}", password=password)
        if account is None:
            raise SystemExit(f"walker{number}: {errors}")
        body = account.characters.all()[0]
        body.home = body.db.prelogout_location = places[number % len(places)]
        body.location = None


if __name__ == "__main__":
    main()
