"""What a client is offered that can take it: to a Mudlet, the map of the city and our package."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Any

from django.conf import settings

from gothmud import wire
from gothmud.config import Ports
from gothmud.web.package import version

MUDLET = "mudlet"


def to(session: Any) -> list[wire.Message]:
    """Return what to offer a connection, each once. The addresses are this machine's, so nobody else is sent there."""
    if session.offered or not _is_mudlet(session) or not _is_here(session):
        return []
    session.offered = True
    web = f"http://127.0.0.1:{Ports.from_base(settings.GOTHMUD.city.port).web}"
    return [wire.ClientMap(url=f"{web}/map.xml"), wire.ClientGUI(version=version(), url=f"{web}/gothmud.mpackage")]


def _is_mudlet(session: Any) -> bool:
    return str(session.protocol_flags.get("CLIENTNAME", "")).casefold().startswith(MUDLET)


def _is_here(session: Any) -> bool:
    try:
        return ip_address(session.address).is_loopback
    except ValueError:
        return False
