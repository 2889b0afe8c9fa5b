"""A city that lets humans in on one address of the machine: they reach it there, minds and supervisor on loopback."""

from __future__ import annotations

import re
import socket
from pathlib import Path

import httpx
import psutil
import pytest

from gothmud.status import ask_world
from tests.live.bare import bare_world
from tests.live.page import Page
from tests.live.telnet import Telnet

pytestmark = pytest.mark.live


def own_address() -> str:
    """Return an address of this machine that isn't loopback."""
    found = [each for cards in psutil.net_if_addrs().values() for each in cards if each.family == socket.AF_INET]
    return next((each.address for each in found if not each.address.startswith("127.")), "")


@pytest.mark.skipif(not own_address(), reason="this machine has no address but loopback")
def test_humans_come_in_on_an_address_of_the_machine_and_minds_on_loopback(tmp_path: Path) -> None:
    address = own_address()
    with bare_world(tmp_path, interface=address) as world:
        assert ask_world(world.home, world.ports)
        for host, name in ((address, "Ottoline"), ("127.0.0.1", "Quentin")):
            assert httpx.get(f"http://{host}:{world.ports.web}/alive").text == "yes\n"
            page = Page(world.ports.websocket, address=host, host=host)
            page.welcomed()
            page.close()
            link = Telnet(world.ports.telnet, address=host, host=host)
            link.send(f"create {name} lamp-oil-{name}-77")
            link.expect("Ways: ")
            link.send("photo")
            where = "localhost" if host == "127.0.0.1" else host
            taken = link.expect(rf"It is photo \d+: (http://{where}:\d+/photos/world-\d+\.png)")[1]
            assert httpx.get(taken).headers["content-type"] == "image/png"
            link.send("look photo")
            link.expect(re.escape(taken))
            link.close()
