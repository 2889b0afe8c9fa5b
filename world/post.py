"""What is written on paper: notices on a board, letters in a box. Pure: who wrote what, what still hangs, who may write."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from gothmud.config import Post

LONGEST_NOTICE = 280  # characters


@dataclass(frozen=True, slots=True)
class Paper:
    """Something written: its number among the world's papers, its author, city time and words, the event that it is."""

    id: int
    who: int
    name: str
    at: datetime
    event: str
    text: str
    unread: bool = False

    @property
    def dated(self) -> str:
        """The city time, as people write it."""
        return f"{self.at:%A at %H:%M}"


def hanging(papers: Iterable[Paper], now: datetime, rules: Post) -> list[Paper]:
    """Return the notices that hang on a board now, the newest first: neither too old nor pushed off by newer ones."""
    oldest = now - timedelta(days=rules.notice_days)
    return newest_first(each for each in papers if each.at > oldest)[: rules.notices]


def newest_first(papers: Iterable[Paper]) -> list[Paper]:
    """Return papers, the newest first."""
    return sorted(papers, key=lambda each: (each.at, each.id), reverse=True)


def why_no_notice(text: str, today: int, rules: Post) -> str:
    """Return why somebody who has pinned ``today`` notices may not pin this one, or an empty string."""
    if len(text) > LONGEST_NOTICE:
        return f"A notice holds {LONGEST_NOTICE} characters; yours has {len(text)}."
    if today >= rules.notices_a_day:
        return f"You have pinned {today} notices today. The board is for everybody."
    return ""


def why_no_letter(name: str, waiting: int, today: int, rules: Post) -> str:
    """Return why somebody who has written ``today`` letters may not write to ``name``, for whom ``waiting`` ones wait."""
    if today >= rules.letters_a_day:
        return f"You have written {today} letters today. The postman has a bag, not a cart."
    if waiting >= rules.letters:
        return f"The box of {name} is full; nobody has emptied it for a while."
    return ""
