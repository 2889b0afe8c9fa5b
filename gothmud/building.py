"""A city is built and read back through the world where it runs, and beside it where it doesn't."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx

from gothmud.config import Ports, Settings
from gothmud.errors import CityError, StartError
from gothmud.prepared import forget_prepared
from gothmud.status import address, ask_minds, ask_world
from gothmud.supervisor import Supervisor, running
from world.building import Piece
from world.schema import CityPlan

PAGE = "build.json"
READ_WITHIN = 60.0  # seconds
Told = Callable[[dict[str, Any]], None]


def apply_live(
    home: Path,
    port: int,
    plan: CityPlan,
    *,
    prune: bool = False,
    dry_run: bool = False,
    told: Told = lambda _line: None,
) -> dict[str, Any]:
    """Let the running world build a checked city, then let its minds look who lives there now; return what the world
    says of it. ``told`` gets each line of that as it comes: the plan, how far it is, how it ended.

    Raises CityError where it refuses or nothing was built, StartError where it doesn't answer to the end.
    """
    ports, last = Ports.from_base(port), {}
    if not dry_run:
        forget_prepared(home)  # what is stored may no longer be what the last start made of the files
    for line in _lines(home, ports, {"plan": plan.model_dump(mode="json"), "prune": prune, "dry_run": dry_run}):
        told(line)
        last.update(line)
    if "error" in last:
        raise CityError(f"{plan.city.name}: {last['error']}")
    if "seconds" not in last:
        raise StartError("the world has stopped telling; once it is up, 'gothmud build' shows and does what is left")
    if not dry_run:
        ask_minds(home, ports, "settle")  # minds that are down read it at their start
    return last


def _lines(home: Path, ports: Ports, wish: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield what the world says of a build, as it says it; a refusal is an ``error``."""
    url, headers = address(home, ports, PAGE)
    try:
        with httpx.stream("POST", url, headers=headers, timeout=READ_WITHIN, json=wish) as answer:
            if answer.status_code not in (200, 400):
                raise StartError("the world doesn't answer; see 'gothmud logs server'")
            yield from map(json.loads, answer.iter_lines())
    except (httpx.HTTPError, ValueError):
        raise StartError("the world has stopped answering; see 'gothmud logs server'") from None


def stored_pieces(home: Path, settings: Settings) -> list[Piece]:
    """Return the stored city taken apart. Raises StartError where there is none or it doesn't answer."""
    if state := running(home):
        told = _asked(home, Ports.from_base(state["port"]))
    elif (home / "city.db3").exists():
        told = Supervisor(home, settings, "").prepare("--pieces")
    else:
        raise StartError(f"no city was built in {home} yet; 'gothmud build' does")
    if told is None:
        raise StartError("the world doesn't answer; see 'gothmud logs server'")
    return [Piece(**each) for each in told["pieces"]]


def _asked(home: Path, ports: Ports) -> dict[str, Any] | None:
    try:
        return ask_world(home, ports, page=PAGE, within=READ_WITHIN)
    except ValueError as error:
        raise StartError(f"export: {error}") from None
