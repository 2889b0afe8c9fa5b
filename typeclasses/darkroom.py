"""Where pictures are made: on a thread of its own, never on the reactor. A file that is missing is drawn again.

``photos/EVENT.png`` is drawn; a ``photos/EVENT.painted.png`` beside it, made by gothmud/painter, is shown instead.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from evennia.utils import logger
from twisted.internet import reactor as running
from twisted.internet import threads
from twisted.internet.defer import Deferred
from twisted.python.threadpool import ThreadPool

from gothmud.events.photo import Exposure
from world.photos.album import album, best_path, drop, keep, picture_path
from world.photos.drawing import drawn
from world.photos.thinning import thinned

REACTOR: Any = running
MOST_WAITING = 16  # drawings; what finds the queue full is drawn when somebody wants to see it
THIN_EVERY = 8  # drawings

_pool: ThreadPool | None = None
_waiting = 0
_done = 0


class Busy(Exception):
    """Too many pictures are being drawn; ask again."""


def develop(event_id: str, shot: Exposure) -> None:
    """Draw a photo soon, or leave it until it is asked for."""
    try:
        picture(event_id, shot).addErrback(
            lambda failed: logger.log_err(f"photo {event_id}: {failed.getErrorMessage()}")
        )
    except Busy:
        logger.log_info(f"photo {event_id}: the darkroom is full; drawn when it is asked for")


def picture(event_id: str, shot: Exposure) -> Deferred[bytes]:
    """Return the picture of an event, later: from its file, else drawn now. Raises Busy where too many wait."""
    return _later(lambda: _made(settings.GOTHMUD_HOME_DIR / "photos", event_id, shot))


def _later(work: Callable[[], bytes]) -> Deferred[bytes]:
    global _pool, _waiting
    if _waiting >= MOST_WAITING:
        raise Busy
    if _pool is None:
        _pool = ThreadPool(0, 1, "darkroom")
        _pool.start()
        REACTOR.addSystemEventTrigger("during", "shutdown", _pool.stop)
    _waiting += 1
    return threads.deferToThreadPool(REACTOR, _pool, work).addBoth(_finished)


def _finished[T](result: T) -> T:
    global _waiting
    _waiting -= 1
    return result


def _made(folder: Path, event_id: str, shot: Exposure) -> bytes:
    """Return the picture of an event; a full disk only means that it is drawn again the next time."""
    if path := best_path(folder, event_id):
        return path.read_bytes()
    made = drawn(shot)
    try:
        keep(picture_path(folder, event_id), made)
        _thin(folder)
    except OSError as error:
        logger.log_err(f"photo {event_id} is not kept: {error}")
    return made


def _thin(folder: Path) -> None:
    """Throw files out that are more than the settings allow."""
    global _done
    _done += 1
    if _done % THIN_EVERY == 1:
        rules = settings.GOTHMUD.photos
        drop(folder, thinned(album(folder), 2 * rules.prints, rules.megabytes * 1_000_000))
