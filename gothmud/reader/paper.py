"""The paper: the last briefings as an RSS file, without the workshop's half; and as a message to a web hook, if one is set."""

from __future__ import annotations

import re
from collections.abc import Iterable
from email.utils import format_datetime
from pathlib import Path
from xml.etree import ElementTree

import httpx

from agents.memory.disk import replace
from gothmud.reader.marks import Mark, body, briefings, mark_of
from gothmud.reader.page import WORKSHOP

ITEMS = 20
WITHIN = 10.0  # seconds for the web hook
LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
LONGEST = 12_000  # characters of one paper


def paper_of(text: str) -> str:
    """Return what of a briefing is in the paper: all before the workshop's half, without links to files."""
    return LINK.sub(r"\1", text.partition(f"\n## {WORKSHOP}")[0]).strip()[:LONGEST]


def write_feed(vault: Path, file: Path, port: int) -> None:
    """Write the newest briefings as RSS 2.0; ``port`` is the city's own page. Raises OSError."""
    items = [(mark, path) for path in briefings(vault)[:ITEMS] if (mark := mark_of(path))]
    replace(file, feed(((mark, path.stem, body(path)) for mark, path in items), f"http://127.0.0.1:{port}/"))


def feed(items: Iterable[tuple[Mark, str, str]], link: str) -> str:
    """Return a feed of (mark, name, text), the newest first."""
    root = ElementTree.Element("rss", version="2.0")
    channel = ElementTree.SubElement(root, "channel")
    _add(channel, title="gothmud: the reader's paper", link=link, description="What changed in the city.")
    for mark, name, text in items:
        item = ElementTree.SubElement(channel, "item")
        title, _, rest = paper_of(text).partition("\n")
        _add(item, title=title.removeprefix("# "), description=rest.strip(), pubDate=format_datetime(mark.until))
        guid = ElementTree.SubElement(item, "guid", isPermaLink="false")
        guid.text = f"briefing-{name}"
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def send(url: str, title: str, text: str) -> str:
    """Send the paper to a web hook; return what went wrong in one line, or an empty string."""
    try:
        answer = httpx.post(url, json={"title": title, "text": text}, timeout=WITHIN, follow_redirects=False)
    except httpx.HTTPError as error:
        return f"reader.webhook: not sent: {type(error).__name__}"
    return "" if answer.is_success else f"reader.webhook: not taken: HTTP {answer.status_code}"


def _add(element: ElementTree.Element, **texts: str) -> None:
    for name, text in texts.items():
        ElementTree.SubElement(element, name).text = "".join(
            each for each in text if each.isprintable() or each == "\n"
        )
