"""Wikilinks in a note's text, as Obsidian reads them."""

from __future__ import annotations

import re
from collections.abc import Iterable

LINK = re.compile(r"\[\[([^\]|]*)(?:\|([^\]]*))?\]\]")


def targets(paths: Iterable[str]) -> set[str]:
    """Return what a link can lead to (folded): each note by its file's name, and by its folder and name."""
    whole = [each.removesuffix(".md").casefold() for each in paths]
    return {each for path in whole for each in (path, path.rpartition("/")[2])}


def leads(target: str, resolves: set[str]) -> bool:
    """Return whether a link's target is one of ``resolves`` (folded): 'note', 'people/note', 'note.md', each also with
    '#heading', and before a bar that a table's cell needs escaped."""
    note = target.removesuffix("\\").partition("#")[0].strip(" ").casefold().removesuffix(".md")
    return note in resolves


def living(text: str, resolves: set[str]) -> str:
    """Return a text without dead links: not even one that shows once another was taken away."""
    before = None
    while before != text:
        before = text
        text = LINK.sub(lambda link: link[0] if leads(link[1], resolves) else (link[2] or link[1]), text)
    return text


def shown(text: str) -> str:
    """Return a text with its links as people read them."""
    return LINK.sub(lambda link: link[2] or link[1].removesuffix("\\"), text)
