"""The shipped city with more of its cast as agents: all twelve, each with a plan of places where it meets others."""

from __future__ import annotations

import io
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from world.load import find_city

Lines = tuple[tuple[str, str, str], ...]
PLANS: dict[str, Lines] = {
    "bruno": (("06:30", "cafe", "serving coffee"), ("15:00", "square", "getting some air"), ("16:00", "cafe", "serving soup")),
    "fitch": (("06:00", "soot-alley", "looking for rats"), ("12:00", "square", "selling tails"), ("18:00", "cafe", "drinking")),
    "jory": (("07:00", "square", "selling papers"), ("10:30", "cafe", "selling papers"), ("14:00", "bridge", "selling papers"), ("18:30", "cafe", "eating soup")),
    "kettle": (("07:00", "workshop", "boiling"), ("18:30", "cafe", "comparing boilers")),
    "moll": (("05:00", "fish-market", "selling herring"), ("16:00", "quay", "counting gulls"), ("19:00", "cafe", "drinking a pint")),
    "pym": (("08:00", "reception", "admitting everybody"), ("12:30", "cafe", "eating soup"), ("13:30", "reception", "admitting everybody")),
    "tuppence": (("07:00", "graveyard", "telling the time"), ("12:00", "square", "stealing bread"), ("17:00", "tower-foot", "telling the time")),
}  # fmt: skip


def twelve(folder: Path) -> Path:
    """Write the city of twelve agents into a folder that isn't there yet; return it."""
    everybody = [path.stem for path in find_city("gothmud").glob("cast/*.md")]
    return with_agents(folder, {each: PLANS.get(each, ()) for each in everybody})


def with_agents(folder: Path, plans: Mapping[str, Lines]) -> Path:
    """Write the city with these as agents into a folder that isn't there yet; return it. No lines: the cast's own."""
    shutil.copytree(find_city("gothmud"), folder)
    for name, lines in plans.items():
        _as_agent(folder / "cast" / f"{name}.md", lines)
    return folder


def _as_agent(path: Path, lines: Lines) -> None:
    yaml = YAML(typ="safe")
    head, _, prose = path.read_text(encoding="utf-8").removeprefix("---\n").partition("\n---\n")
    front: dict[str, Any] = yaml.load(head)
    front["tier"] = "agent"
    front.pop("stubborn", None)  # that is the short tier's
    if lines:
        front["plan"] = [{"at": at, "place": place, "doing": doing} for at, place, doing in lines]
    text = io.StringIO()
    yaml.dump(front, text)
    path.write_text(f"---\n{text.getvalue()}---\n{prose}", encoding="utf-8")
