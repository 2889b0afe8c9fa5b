"""Python imports this at its start, before any program: makes the processes of a city under test mortal.

In any other process (no ``MORTAL``, or not one of the city's) it does nothing.
"""

from __future__ import annotations

import os
import sys

ROLES = {"portal.py": "portal", "server.py": "server", "agents": "agents", "gothmud": "up"}


def role() -> str:
    """Return which process of a city this is, by its command line; an empty string for any other program."""
    words = [each.rpartition("/")[2] for each in sys.orig_argv]
    return next((ROLES[each] for each in words if each in ROLES), "")


if os.environ.get("MORTAL") and (mine := role()):
    from tests.live.mortal.dying import become_mortal

    become_mortal(mine)
