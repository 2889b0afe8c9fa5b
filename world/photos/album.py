"""The folder of picture files: named by the event of their taking, nothing else. Drawn, and perhaps painted anew."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from world.photos.thinning import Kept

EVENT = re.compile(r"world-([1-9]\d{0,11})")
FILE = re.compile(rf"{EVENT.pattern}(?:\.painted)?\.png")


def picture_path(folder: Path, event_id: str) -> Path:
    """Return where the drawn picture of an event is kept. Raises ValueError for what is no event of the world."""
    if not EVENT.fullmatch(event_id):
        raise ValueError(f"'{event_id[:40]}' is no event of the world")
    return folder / f"{event_id}.png"


def painted_path(folder: Path, event_id: str) -> Path:
    """Return where the picture of an event is kept that was painted anew. Raises ValueError as ``picture_path``."""
    return picture_path(folder, event_id).with_suffix(".painted.png")


def best_path(folder: Path, event_id: str) -> Path | None:
    """Return the file to show of an event, the painted one first, or None where there is none."""
    paths = (painted_path(folder, event_id), picture_path(folder, event_id))
    return next((each for each in paths if each.exists()), None)


def album(folder: Path) -> list[Kept]:
    """Return which pictures there are, by the (real) day on which they were made; a drawn and a painted one are one."""
    found: dict[int, list[os.stat_result]] = defaultdict(list)
    for path in folder.glob("*.png"):
        if match := FILE.fullmatch(path.name):
            found[int(match[1])].append(path.stat())
    return [
        Kept(number, datetime.fromtimestamp(min(each.st_mtime for each in files), UTC).date(), sum(each.st_size for each in files))
        for number, files in sorted(found.items())
    ]  # fmt: skip


def drop(folder: Path, photos: Iterable[Kept]) -> None:
    """Throw the files of some photos away."""
    for each in photos:
        for path in (painted_path(folder, f"world-{each.number}"), picture_path(folder, f"world-{each.number}")):
            path.unlink(missing_ok=True)


def keep(path: Path, data: bytes) -> None:
    """Write a file whole or not at all. Raises OSError."""
    path.parent.mkdir(exist_ok=True)
    new = path.with_suffix(".new")
    try:
        new.write_bytes(data)
        new.replace(path)
    except OSError:
        new.unlink(missing_ok=True)
        raise
