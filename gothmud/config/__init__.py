"""Every setting, declared once: name, type, default, unit, one line of meaning.

Read from ``gothmud.toml`` in the city's home, then environment variables (``GOTHMUD_MODEL__ENDPOINT``), which win.
docs/operations.md and ``gothmud config`` list them from here.
"""

from gothmud.config.keeping import Audit, Budget, Ledger, Reader, Tower
from gothmud.config.loading import (
    FILE_NAME,
    HOME_VARIABLE,
    SUPERVISOR_VARIABLE,
    Ports,
    Settings,
    home_dir,
    known_fields,
    load,
)
from gothmud.config.people import ChannelManners, Manners, Minds, Model, Post
from gothmud.config.section import checked_url
from gothmud.config.world import LOOPBACK, City, News, Outside, Photos, Place, Weather

__all__ = [
    "FILE_NAME",
    "HOME_VARIABLE",
    "LOOPBACK",
    "SUPERVISOR_VARIABLE",
    "Audit",
    "Budget",
    "ChannelManners",
    "City",
    "Ledger",
    "Manners",
    "Minds",
    "Model",
    "News",
    "Outside",
    "Photos",
    "Place",
    "Ports",
    "Post",
    "Reader",
    "Settings",
    "Tower",
    "Weather",
    "checked_url",
    "home_dir",
    "known_fields",
    "load",
]
