"""Errors that a user can mend, in one readable line.

The tree::

    GothmudError          where, what was found, what was expected, the mend
    ├── ConfigError       gothmud.toml, an environment variable, a command-line option
    ├── CityError         a city or cast file
    ├── RecordError       a session file or a record that can't be trusted
    └── StartError        a port, a process, an endpoint

So is an OSError about a file, on the command line. Everything else is a defect of ours and keeps its traceback, in the
log.
"""

from __future__ import annotations

from collections.abc import Iterable


class GothmudError(Exception):
    """What a user did or has, said so that they can mend it. ``str()`` is the one line to show."""


class ConfigError(GothmudError):
    """A setting that can't be used."""


class CityError(GothmudError):
    """A city or cast file that can't be built; may hold several lines, one a finding."""


class RecordError(GothmudError):
    """A file of ours whose middle is broken; nothing was changed."""


class StartError(GothmudError):
    """The city can't start as asked."""


def nearest(found: str, known: Iterable[str]) -> str:
    """Return ``"; did you mean 'X'?"`` for the nearest known word, or an empty string when none is near."""
    from rapidfuzz import process  # takes 0.04 s, and hardly anybody mistypes

    best = process.extractOne(found, list(known), score_cutoff=60)
    return f"; did you mean '{best[0]}'?" if best else ""
