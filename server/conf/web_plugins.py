"""What hangs in the web tree besides Django: the page's files, and the city as JSON for our own tools."""

from __future__ import annotations

from typing import Any


def at_webserver_root_creation(web_root: Any) -> Any:
    """Add our resources below the server's web root; they run on the reactor, with the world in memory."""
    from gothmud.web.building import BuildResource
    from gothmud.web.clients import downloads
    from gothmud.web.photos import PhotosResource
    from gothmud.web.resources import CityResource, page_files
    from gothmud.web.rumors import RumorResource

    web_root.putChild(b"city.json", CityResource())
    web_root.putChild(b"rumors.json", RumorResource())
    web_root.putChild(b"build.json", BuildResource())
    web_root.putChild(b"photos", PhotosResource())
    for path, each in downloads().items():
        web_root.putChild(path, each)
    web_root.children[b"static"].putChild(b"page", page_files())
    return web_root


def at_webproxy_root_creation(web_root: Any) -> Any:
    """Add the one page that the portal answers itself, by which the supervisor sees that it isn't stuck."""
    from twisted.web.static import Data

    web_root.putChild(b"alive", Data(b"yes\n", "text/plain"))
    return web_root
