"""Who is offered nothing: the addresses lead to the city's own machine. (Who is: tests/live/test_clients.py.)"""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from server import offers


@pytest.mark.parametrize(
    ("client", "address", "offered"),
    [
        ("Mudlet 4.19.1", "192.168.1.7", False),
        ("Mudlet 4.19.1", "2001:db8::1", False),
        ("Mudlet 4.19.1", "somewhere", False),
        ("Mudlet 4.19.1", "127.0.0.1", True),
        ("TinTin++ 2.02", "127.0.0.1", False),
        ("", "127.0.0.1", False),
    ],
)
def test_nothing_is_offered_elsewhere_to_others_or_twice(client: str, address: str, offered: bool) -> None:
    session = SimpleNamespace(offered=offered, protocol_flags={"CLIENTNAME": client}, address=address)
    assert offers.to(session) == []
    assert session.offered is offered
