"""The shipped city with twelve of its cast as agents: each has a plan of places where it meets others. Who moved in later is
left out, so that results stay comparable."""

from __future__ import annotations

import io
import re
import shutil
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from world.load import find_city

PLANS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "bruno": (("06:30", "cafe", "serving coffee"), ("15:00", "square", "getting some air"), ("16:00", "cafe", "serving soup")),
    "fitch": (("06:00", "soot-alley", "looking for rats"), ("12:00", "square", "selling tails"), ("18:00", "cafe", "drinking")),
    "jory": (("07:00", "square", "selling papers"), ("10:30", "cafe", "selling papers"), ("14:00", "bridge", "selling papers"), ("18:30", "cafe", "eating soup")),
    "kettle": (("07:00", "workshop", "boiling"), ("18:30", "cafe", "comparing boilers")),
    "moll": (("05:00", "fish-market", "selling herring"), ("16:00", "quay", "counting gulls"), ("19:00", "cafe", "drinking a pint")),
    "pym": (("08:00", "reception", "admitting everybody"), ("12:30", "cafe", "eating soup"), ("13:30", "reception", "admitting everybody")),
    "tuppence": (("07:00", "graveyard", "telling the time"), ("12:00", "square", "stealing bread"), ("17:00", "tower-foot", "telling the time")),
}  # fmt: skip
LATER = ("abel", "greta", "odile")


def twelve(folder: Path) -> Path:
    """Write the city into a folder that isn't there yet; return it."""
    shutil.copytree(find_city("gothmud"), folder)
    for path in sorted((folder / "cast").glob("*.md")):
        if path.stem in LATER:
            _gone(path, folder)
        else:
            _as_agent(path)
    return folder


def _gone(path: Path, folder: Path) -> None:
    """Leave somebody out; what was their home is a room like others."""
    home = _front(path)[0]["home"]
    path.unlink()
    for rooms in (folder / "rooms").glob("*.yaml"):
        text = rooms.read_text(encoding="utf-8")
        rooms.write_text(re.sub(rf"(- id: {home}\n(?:  .*\n)*?  kind: )home\n", r"\1indoor\n", text), encoding="utf-8")


def _front(path: Path) -> tuple[dict[str, Any], str]:
    head, _, prose = path.read_text(encoding="utf-8").removeprefix("---\n").partition("\n---\n")
    return YAML(typ="safe").load(head), prose


def _as_agent(path: Path) -> None:
    front, prose = _front(path)
    front["tier"] = "agent"
    front.pop("stubborn", None)  # short-memory people have that
    if path.stem in PLANS:
        front["plan"] = [{"at": at, "place": place, "doing": doing} for at, place, doing in PLANS[path.stem]]
    text = io.StringIO()
    YAML(typ="safe").dump(front, text)
    path.write_text(f"---\n{text.getvalue()}---\n{prose}", encoding="utf-8")
