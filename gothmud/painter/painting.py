"""Painting what was photographed: the newest first, while nobody's mind needs the card; what fails stays as it was drawn."""

from __future__ import annotations

import logging
import secrets
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from gothmud.config import Photos
from gothmud.events import PhotoTaken
from gothmud.painter.comfy import Comfy, ComfyError
from gothmud.painter.pictures import NoPicture, ours
from gothmud.painter.wording import AVOID, wording
from gothmud.painter.workflow import filled, workflow
from world.photos.album import keep, painted_path

log = logging.getLogger(__name__)
MOST_SEED = 2**48


class Painter:
    """Paints the photos of one home. ``idle`` says whether no mind waits for the model."""

    def __init__(self, folder: Path, rules: Photos, idle: Callable[[], bool]) -> None:
        self._folder, self._rules, self._idle = folder, rules, idle
        self._graph: dict[str, Any] = workflow(rules.workflow)
        self._given_up: set[str] = set()

    def look(self, newest: Iterable[PhotoTaken]) -> int:
        """Paint what waits, as long as the minds are idle; return how many came out. Frees the card's memory then."""
        waiting = [each for each in newest if self._wanted(each)]
        if not waiting or not self._idle():
            return 0
        comfy, painted = Comfy(self._rules.comfyui, self._rules.paint_seconds), 0
        try:
            for event in reversed(waiting):
                if not self._idle():
                    break
                painted += self._painted(comfy, event)
        finally:
            comfy.free()
            comfy.close()
        return painted

    def _wanted(self, event: PhotoTaken) -> bool:
        return event.id not in self._given_up and not painted_path(self._folder, event.id).exists()

    def _painted(self, comfy: Comfy, event: PhotoTaken) -> bool:
        try:
            graph = filled(self._graph, {
                "prompt": wording(event.exposure), "avoid": AVOID, "seed": seed_of(event),
                "checkpoint": comfy.checkpoint(self._rules.checkpoint),
            })  # fmt: skip
            keep(painted_path(self._folder, event.id), ours(comfy.paint(graph), event.exposure))
        except (ComfyError, NoPicture, OSError) as error:
            log.warning("photo %s stays as it was drawn: %s", event.id, error)
            self._given_up.add(event.id)
            return False
        return True


def seed_of(event: PhotoTaken) -> int:
    """Return a seed that was never used before, near the one that belongs to whom the photo is of."""
    return (zlib.crc32(event.subject.encode()) << 16 | secrets.randbits(16)) % MOST_SEED
