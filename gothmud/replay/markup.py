"""The city's lines carry the marks of its colours; here they become those of a terminal, which the page reads too."""

from __future__ import annotations

import re

CODES = {"n": "0", "w": "1;37", "x": "1;30", "m": "1;35", "Y": "33", "c": "1;36"}
MARK = re.compile(r"\|\||\{\{|\|(.)")


def ansi(line: str) -> str:
    """Return a line with the escape codes of a terminal instead of marks."""
    return MARK.sub(_code, line)


def _code(found: re.Match[str]) -> str:
    if found[1] is None:
        return found[0][0]  # a sign that was doubled so as to be no mark
    return f"\x1b[{CODES[found[1]]}m" if found[1] in CODES else ""
