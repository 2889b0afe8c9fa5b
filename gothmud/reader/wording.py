"""Other people's words in a page of ours: one line, bounded, and never a link, a picture, a heading or HTML."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

LONGEST = 240  # characters of a line that is repeated
SIGNS = str.maketrans({"[": "(", "]": ")", "<": "‹", ">": "›", "`": "'", "|": "/", "\\": "/"})


def one_line(text: str) -> str:
    """Return a text as one line of signs that can be printed, else word for word."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())


def plainly(text: str, longest: int = LONGEST) -> str:
    """Return a text as it may stand in a line of Markdown: what would mean something there is put in other signs."""
    line = one_line(text).translate(SIGNS)
    return line if len(line) <= longest else f"{line[: longest - 4].rpartition(' ')[0] or line[: longest - 4]} ..."


def linked(text: str, file: Path, page: Path, line: int = 0) -> str:
    """Return a relative Markdown link from the page at ``page`` to a file, and to a line of it where that is known."""
    target = quote(os.path.relpath(file, page.parent).replace(os.sep, "/"))
    return f"[{plainly(text)}]({target}{f'#L{line}' if line else ''})"
