"""``gothmud person``: let somebody move into a city, from five answers or from a character card."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, cast

import typer
from pydantic import ValidationError

from gothmud.building import apply_live
from gothmud.cli.options import Home, chosen
from gothmud.errors import CityError
from gothmud.persona import Persona
from gothmud.supervisor import running
from gothmud.tables import Dice, Reply, Tier
from world.cards import person_of, read_card
from world.load import find_city
from world.moving import id_of, take_in

City = Annotated[str, typer.Option(help="A shipped city or the path of a city folder.")]
TierOption = Annotated[str, typer.Option(help="agent (a whole mind), short (answers from the last lines) or dice.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help="Let somebody move in.", no_args_is_help=True)
    group.command()(new)
    group.command(name="import")(import_)
    app.add_typer(group, name="person")


def new(
    name: Annotated[str, typer.Option(prompt="What are they called?", help="Their name.")],
    role: Annotated[
        str, typer.Option(prompt="What would others call them, such as 'the baker'?", help="As others say it.")
    ],
    room: Annotated[str, typer.Option(prompt="Where do they live (a room's id)?", help="Id of the room they live in.")],
    looks: Annotated[str, typer.Option(prompt="What does one see at a glance?", help="One sentence.")],
    about: Annotated[
        str,
        typer.Option(
            prompt="Who are they, what do they want, what do they keep quiet ('You are ...')?",
            help="Two sentences or more.",
        ),
    ],
    tier: TierOption = "agent",
    city: City = "",
    home: Home = "",
) -> None:
    """Five questions, one file; where the city runs they move in at once."""
    prose = about if about.startswith("You ") else f"You are {name}, {role}. {about}"
    fields = {
        "id": id_of(name), "name": name, "tier": tier, "home": room, "role": role, "looks": looks, "prose": prose,
        "dice": Dice(replies=[Reply(say="Hm.")]),
    }  # fmt: skip
    _move_in(fields, city, home)


def import_(
    card: Annotated[str, typer.Argument(help="A character card, v2 or v3: PNG or JSON.")],
    room: Annotated[str, typer.Option(help="Id of the room they live in.")],
    role: Annotated[str, typer.Option(help="As others would say it.")] = "a newcomer",
    tier: TierOption = "agent",
    city: City = "",
    home: Home = "",
) -> None:
    """Let the person on a character card move in; its lorebook becomes what they know from the start."""
    found = read_card(Path(card).expanduser())
    person = person_of(found, id_of(found.name), room, cast("Tier", "agent"), role[:60])
    _move_in({**{name: getattr(person, name) for name in Persona.model_fields}, "tier": tier}, city, home)


def _move_in(fields: dict[str, Any], city: str, home: str) -> None:
    folder, told = chosen(home, city__name=city)
    source = find_city(told.city.name)
    try:
        person = Persona.model_validate(fields)
    except ValidationError as error:
        first = error.errors()[0]
        raise CityError(f"person: {first['loc'][0]}: found {str(first['input'])[:40]!r}; {first['msg']}") from None
    plan = take_in(source, person)
    if state := running(folder):
        apply_live(folder, state["port"], plan)
    when = "is moving in now" if state else "moves in at the next 'gothmud build' or 'gothmud up'"
    print(f"{person.name} {when}: {source / 'cast' / person.id}.md")
