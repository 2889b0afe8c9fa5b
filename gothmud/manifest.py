"""What a record was made with: configuration without secrets, versions, model, seed, prices, prompts.

``record/manifest.json`` in the city's home, written at each start; a start that changed nothing adds nothing.
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, ValidationError

from gothmud.clock import wall
from gothmud.config import Settings

FILE_NAME = "manifest.json"
PACKAGES = ("gothmud", "evennia", "django", "twisted", "pydantic", "openai", "duckdb")
PRICES = "genai-prices"  # its version is that of the price table
MINDS = Path(__file__).parents[1] / "agents"
PROMPT_FILES = ("*.py", "*.yaml", "*.md")


class Start(BaseModel):
    """One start of a city, or several that were alike: ``at`` is the first. ``prompts`` are hashes: of the code and
    texts that all minds share, and of what each mind is."""

    model_config = ConfigDict(extra="ignore")

    at: datetime
    city: str
    seed: int
    model: str
    endpoint: str
    versions: dict[str, str]
    prices: str
    prompts: dict[str, str]
    settings: dict[str, Any]
    note: str = ""


class Manifest(BaseModel):
    """The starts of a home that weren't alike, oldest first."""

    starts: list[Start] = []


def write(home: Path, settings: Settings) -> None:
    """Write down what the city in a home was started with."""
    path = home / "record" / FILE_NAME
    known, new = read(path), _start(home, settings)
    if known.starts and known.starts[-1].model_copy(update={"at": new.at, "note": ""}) == new:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_suffix(".new")
    aside.write_text(Manifest(starts=[*known.starts, new]).model_dump_json(indent=1) + "\n", encoding="utf-8")
    aside.replace(path)


def read(path: Path) -> Manifest:
    """Return the manifest in a file, an empty one where there is none that can be read."""
    try:
        return Manifest.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return Manifest()


def _start(home: Path, settings: Settings) -> Start:
    found, town = _object_in(home / "run" / "endpoint.json"), _object_in(home / "minds" / "city.json")
    chosen = settings.model_dump(mode="json")
    chosen["model"]["endpoint"] = _bare(settings.model.endpoint)
    return Start(
        at=wall(), city=town.get("name", ""), seed=settings.city.seed, model=found.get("model", ""), endpoint=_bare(found.get("url", "")),
        versions={"python": platform.python_version(), **{each: version(each) for each in PACKAGES}},
        prices=f"{PRICES} {version(PRICES)}", prompts=_prompts(home), settings=chosen,
    )  # fmt: skip


def _object_in(path: Path) -> dict[str, Any]:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def _bare(url: str) -> str:
    """Return an address without a name or a password in it."""
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def _prompts(home: Path) -> dict[str, str]:
    shared = sorted(path for pattern in PROMPT_FILES for path in MINDS.rglob(pattern))
    minds = sorted((home / "minds").glob("*/persona.json"))
    return {"all minds": _hash([*shared, home / "minds" / "city.json"])} | {
        each.parent.name: _hash([each]) for each in minds
    }


def _hash(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
