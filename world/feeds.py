"""Headlines out of RSS and Atom. A feed is a stranger's words: what comes out is short plain lines, and nothing else."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from itertools import chain, zip_longest
from typing import Any

import feedparser

from world.utterance import one_line

MOST_BYTES = 500_000
LONGEST, LONGEST_SOURCE = 160, 40  # characters
MOST_ENTRIES = 50
DECLARATION = re.compile(rb"<!\s*(DOCTYPE|ENTITY|ELEMENT|ATTLIST)", re.IGNORECASE)
MARKUP = re.compile(r"<[^<>]*>")
SIGNS = str.maketrans({"|": "/", "{": "(", "}": ")", "\\": "/", "<": "", ">": ""})  # those that mean something to us


@dataclass(frozen=True, slots=True)
class Headline:
    """A line from outside: its words, whose it is, and when they published it (aware, UTC), if they say."""

    text: str
    source: str
    at: datetime | None = None
    old: int = 0  # days since its feed could last be read

    @property
    def told(self) -> str:
        """The headline as it is read out: marked as from outside, with source and time, its words in quotes. (In no
        brackets: what stands in brackets nobody says.)"""
        when = f", {self.at:%d %B, %H:%M} UTC" if self.at else ""
        age = {0: "", 1: ", yesterday's"}.get(self.old, f", {self.old} days old")
        return f"From outside, {self.source}{when}{age}: '{self.text}'"


def headlines(body: bytes, host: str) -> list[Headline]:
    """Return the headlines of a feed, the newest first. ``host`` names a feed that has no title.

    Raises ValueError with one line for what is no feed, or one that may be a trap.
    """
    if len(body) > MOST_BYTES:
        raise ValueError(f"a feed of {len(body):,} bytes; at most {MOST_BYTES:,} are read")
    if b"\0" in body or DECLARATION.search(body):  # entities are how a small text becomes a huge one
        raise ValueError("a feed with a DTD or in a wide encoding; expected plain RSS or Atom in UTF-8")
    # A stream, never the bytes alone: those feedparser would take for a file's name if they look like one.
    found: Any = feedparser.parse(BytesIO(body), sanitize_html=True, resolve_relative_uris=False)
    if not found.get("version"):
        raise ValueError("no RSS or Atom")
    source = plain(found.feed.get("title", ""), LONGEST_SOURCE) or plain(host, LONGEST_SOURCE)
    lines = [_headline(each, source) for each in found.entries[:MOST_ENTRIES]]
    return sorted(filter(None, lines), key=lambda each: each.at or datetime.min.replace(tzinfo=UTC), reverse=True)


def _headline(entry: Any, source: str) -> Headline | None:
    text = plain(entry.get("title", ""), LONGEST)
    return Headline(text, source, _moment(entry)) if text else None


def _moment(entry: Any) -> datetime | None:
    parsed = entry.get("published_parsed") or entry.get("updated_parsed")
    try:
        return datetime(*parsed[:6], tzinfo=UTC) if parsed else None
    except ValueError:
        return None


def plain(text: object, longest: int) -> str:
    """Return somebody's text as one line without markup, control signs, and what would end or fake a frame."""
    unescaped = html.unescape(html.unescape(str(text)[: longest * 20]))
    line = one_line(MARKUP.sub(" ", unescaped).translate(SIGNS)).replace("'", "’")
    if len(line) <= longest:
        return line
    return line[: longest - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def of_the_day(feeds: Sequence[Sequence[Headline]], most: int) -> list[Headline]:
    """Return the newest of each feed in turn, no words twice, at most so many."""
    turns = chain.from_iterable(zip_longest(*feeds))
    once = {each.text.casefold(): each for each in reversed([each for each in turns if each])}
    return list(reversed(once.values()))[:most]


def days_old(fetched: datetime | None, now: datetime) -> int:
    """Return how many days ago a feed was read; never less than none. (Real times.)"""
    today: date = now.date()
    return max(0, (today - fetched.date()).days) if fetched else 0
