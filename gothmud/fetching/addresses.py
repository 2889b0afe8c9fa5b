"""Which addresses may be spoken to: those of the public internet, and of hosts that the settings name."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Collection

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver = Callable[[str, int], list[str]]
WRAPPED = [ipaddress.ip_network(each) for each in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")]


class Refused(ValueError):
    """An address that must not be spoken to. ``str()`` is the one line to show."""


def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of a host. Raises OSError where it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def check(host: str, addresses: list[str], private: Collection[str] = ()) -> str:
    """Return the address of a host to connect to: the first. Raises Refused if any of them isn't public.

    ``private`` names the hosts to which this doesn't apply.
    """
    if not addresses:
        raise Refused(f"{host} has no address")
    if host not in private and (inner := next((each for each in addresses if not _public(each)), "")):
        raise Refused(f"{host} is at {inner}, which is no public address; outside.private_hosts may allow it")
    return addresses[0]


def _public(text: str) -> bool:
    """Return whether an address is one of the public internet. (An IPv4 address that is wrapped in an IPv6 one is what it
    wraps; translators' and tunnels' addresses lead anywhere.)"""
    try:
        address: Address = ipaddress.ip_address(text)
    except ValueError:  # such as an address with a scope, fe80::1%eth0
        return False
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return _public(str(address.ipv4_mapped))
        if any(address in each for each in WRAPPED):
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved
