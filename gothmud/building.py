"""A city is built and read back through the world where it runs, and beside it where it doesn't."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gothmud.config import Ports, Settings
from gothmud.errors import CityError, StartError
from gothmud.status import ask_minds, ask_world
from gothmud.supervisor import Supervisor, running
from world.building import Piece
from world.schema import CityPlan

PAGE = "build.json"
BUILT_WITHIN = 60.0  # seconds


def apply_live(home: Path, port: int, plan: CityPlan, *, prune: bool = False, dry_run: bool = False) -> dict[str, Any]:
    """Let the running world build a checked city, then let its minds look who lives there now; return what the world
    says of it. Raises CityError where it refuses, StartError where it doesn't answer."""
    ports = Ports.from_base(port)
    wish = {"plan": plan.model_dump(mode="json"), "prune": prune, "dry_run": dry_run}
    try:
        told = ask_world(home, ports, wish, PAGE, BUILT_WITHIN)
    except ValueError as error:
        raise CityError(f"{plan.city.name}: {error}") from None
    if told is None:
        raise StartError("the world doesn't answer; see 'gothmud logs server'")
    if not dry_run:
        ask_minds(home, ports, "settle")  # minds that are down read it at their start
    return told


def stored_pieces(home: Path, settings: Settings) -> list[Piece]:
    """Return the stored city taken apart. Raises StartError where there is none or it doesn't answer."""
    if state := running(home):
        told = ask_world(home, Ports.from_base(state["port"]), page=PAGE, within=BUILT_WITHIN)
    elif (home / "city.db3").exists():
        told = Supervisor(home, settings, "").prepare("--pieces")
    else:
        raise StartError(f"no city was built in {home} yet; 'gothmud build' does")
    if told is None:
        raise StartError("the world doesn't answer; see 'gothmud logs server'")
    return [Piece(**each) for each in told["pieces"]]
