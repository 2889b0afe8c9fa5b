"""What listings of MUDs are told (MSSP). Evennia fills in the rest; what it says too kindly of us is put right here."""

from __future__ import annotations

from typing import Any

import evennia
from django.conf import settings


def players() -> int:
    """Return how many people play: the city's own, who log in by token, are none, and nobody counts twice."""
    sessions: Any = evennia.PORTAL_SESSION_HANDLER
    return len({each.uid for each in sessions.values() if each.logged_in and not _is_mind(each)})


def uptime() -> int:
    """Return when the portal started, in seconds of Unix time, as the protocol wants it."""
    sessions: Any = evennia.PORTAL_SESSION_HANDLER
    return int(sessions.uptime)


def _is_mind(session: Any) -> bool:
    return bool((getattr(session, "server_data", None) or {}).get("mind"))


MSSPTable: dict[str, Any] = {
    "NAME": settings.SERVERNAME,
    "PLAYERS": players,
    "UPTIME": uptime,
    "LANGUAGE": "English",
    "GMCP": 1,
    "MSDP": 0,
    "MXP": 1,
}
