"""The shipped city with all twelve of its cast as agents: each has a plan of places where it meets others."""

from __future__ import annotations

import io
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


def twelve(folder: Path) -> Path:
    """Write the city into a folder that isn't there yet; return it."""
    shutil.copytree(find_city("gothmud"), folder)
    for path in sorted((folder / "cast").glob("*.md")):
        _as_agent(path)
    return folder


def _as_agent(path: Path) -> None:
    yaml = YAML(typ="safe")
    head, _, prose = path.read_text(encoding="utf-8").removeprefix("---\n").partition("\n---\n")
    front: dict[str, Any] = yaml.load(head)
    front["tier"] = "agent"
    front.pop("stubborn", None)  # of short-memory minds only
    if path.stem in PLANS:
        front["plan"] = [{"at": at, "place": place, "doing": doing} for at, place, doing in PLANS[path.stem]]
    text = io.StringIO()
    yaml.dump(front, text)
    path.write_text(f"---\n{text.getvalue()}---\n{prose}", encoding="utf-8")
