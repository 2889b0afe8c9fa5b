"""The web resources that clients load: the whole city as a map, and our package for Mudlet. They tell what anybody sees
who walks the city, so they want no token."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from twisted.web.resource import Resource

from gothmud.web.package import mudlet_package
from gothmud.web.resources import refuse
from typeclasses import clockwork
from typeclasses.atlas import the_atlas


class Download(Resource):
    """A file that is made when it is first asked for."""

    isLeaf = True

    def __init__(self, kind: str, made: Callable[[], bytes]) -> None:
        super().__init__()
        self._kind, self._made = kind, made

    def render_GET(self, request: Any) -> bytes:
        """Return it, once the city has begun."""
        if not clockwork.runs():
            return refuse(request, 503, "the city is still waking")
        request.setHeader(b"content-type", self._kind.encode())
        return self._made()


def downloads() -> dict[bytes, Resource]:
    """Return all of them by their path."""
    return {
        b"map.xml": Download("application/xml", lambda: the_atlas().mmp),
        b"gothmud.mpackage": Download("application/zip", mudlet_package),
    }
