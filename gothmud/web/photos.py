"""Photos on the web: ``/photos/EVENT.png``, and ``/photos/``, a page of the newest."""

from __future__ import annotations

import re
from html import escape
from typing import Any

from evennia.utils import logger
from twisted.internet.defer import CancelledError
from twisted.python.failure import Failure
from twisted.web.resource import Resource
from twisted.web.server import NOT_DONE_YET

from gothmud.web.resources import refuse
from typeclasses import clockwork, darkroom
from typeclasses.photos import Photo, newest, print_of
from world.photos.album import EVENT
from world.photos.words import told

HANG = 24
NAME = re.compile(rf"({EVENT.pattern})\.png")
HEADERS = {b"x-content-type-options": b"nosniff", b"cache-control": b"max-age=600"}


class PhotosResource(Resource):
    """The gallery at ``/photos/``, and each picture below it."""

    def getChild(self, path: bytes, request: Any) -> Any:
        """Return the picture of a name, the gallery for none."""
        named = NAME.fullmatch(path.decode("ascii", "replace"))
        return PictureResource(named[1]) if named else self

    def render_GET(self, request: Any) -> bytes:
        """Return the gallery; there is nothing else here."""
        if request.prepath[-1] not in (b"", b"photos"):
            return refuse(request, 404, "no photo is called so")
        if not clockwork.runs():
            return refuse(request, 503, "the city is still waking")
        _headed(request, b"text/html; charset=utf-8")
        return PAGE.format(photos="\n".join(map(_shown, newest(HANG))) or "<p>No photo yet.</p>").encode()


class PictureResource(Resource):
    """One picture, drawn again where its file is missing."""

    isLeaf = True

    def __init__(self, event_id: str) -> None:
        super().__init__()
        self._event_id = event_id

    def render_GET(self, request: Any) -> Any:
        """Return the picture, once the darkroom has it."""
        found = print_of(self._event_id) if clockwork.runs() else None
        if found is None:
            return refuse(request, 404, "no photo is called so")
        try:
            later = darkroom.picture(self._event_id, found.exposure)
        except darkroom.Busy:
            return refuse(request, 503, "the darkroom is full; ask again")
        request.notifyFinish().addErrback(lambda _gone: later.cancel())
        later.addCallbacks(lambda data: _sent(request, data), lambda failed: _failed(request, failed))
        return NOT_DONE_YET


def _sent(request: Any, data: bytes) -> None:
    _headed(request, b"image/png")
    request.write(data)
    request.finish()


def _failed(request: Any, failed: Failure) -> None:
    if failed.check(CancelledError):  # whoever asked is gone
        return
    logger.log_err(f"photo: {failed.getErrorMessage()}")
    request.write(refuse(request, 500, "the picture can't be made"))
    request.finish()


def _headed(request: Any, kind: bytes) -> None:
    request.setHeader(b"content-type", kind)
    for name, value in HEADERS.items():
        request.setHeader(name, value)


def _shown(photo: Photo) -> str:
    """Return a photo as a figure; all words in it are somebody's and go in as text."""
    shot, name = photo.exposure, photo.event_id
    return (
        f'<figure><a href="/photos/{name}.png"><img src="/photos/{name}.png" width="632" height="544" loading="lazy" '
        f'alt="{escape(told(shot))}"></a><figcaption>{escape(told(shot))}</figcaption></figure>'
    )


PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Photos of the city</title><link rel="stylesheet" href="/static/page/photos.css"></head>
<body><h1>Photos of the city</h1><main>
{photos}
</main></body></html>
"""
