"""Notices and letters as Evennia keeps them: messages from a body to a board or to a body.

A message's header holds its city time and its event, so that both are stored in the transaction of the act.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from evennia.utils.create import create_message

from gothmud.events import Event
from typeclasses.city import the_city
from typeclasses.stock import Msg
from world.post import Paper

Kind = Literal["notice", "letter"]
CATEGORY = "paper"  # of tags
UNREAD = "unread"  # tag of a letter that waits


def keep(kind: Kind, author: Any, to: Any, event: Event, text: str) -> None:
    """Keep what somebody wrote."""
    assert event.city_time is not None
    tags = [(kind, CATEGORY)] + ([(UNREAD, CATEGORY)] if kind == "letter" else [])
    create_message(author, text, receivers=[to], tags=tags, header=f"{event.city_time.isoformat()} {event.id}")


def papers_to(kind: Kind, to: Any) -> list[Paper]:
    """Return what hangs on a board or was written to somebody."""
    found = _of(kind).filter(db_receivers_objects=to)
    unread = set(_of(UNREAD).filter(db_receivers_objects=to).values_list("id", flat=True))
    return [_paper(each, each.id in unread) for each in found]


def unread_by(body: Any) -> list[Paper]:
    """Return the letters that wait for somebody, the oldest first."""
    return [_paper(each, True) for each in _of(UNREAD).filter(db_receivers_objects=body).order_by("id")]


def written_today(kind: Kind, author: Any) -> int:
    """Return how many papers somebody has written on this day of the city, whether they are still there or not."""
    today = the_city().clock.now().date().isoformat()
    return _of(kind).filter(db_sender_objects=author, db_header__startswith=today).count()


def mark_read(paper: Paper) -> None:
    """Let a letter wait no longer."""
    Msg.objects.get(id=paper.id).tags.remove(UNREAD, category=CATEGORY)


def take_down(paper: Paper, board: Any) -> None:
    """Take a notice off its board; it still counts as written today."""
    Msg.objects.get(id=paper.id).remove_receiver(board)


def forget_taken_down(author: Any) -> None:
    """Keep what somebody took down, or back, on former days no longer: it counts for nothing."""
    today = the_city().clock.now().date().isoformat()
    taken = _by(author).filter(db_receivers_objects=None)
    for each in taken.exclude(db_header__startswith=today):
        each.delete()


def forget(author: Any) -> None:
    """Keep nothing that somebody wrote. That they wrote today still counts: who is forgotten has no new day."""
    for each in _by(author):
        each.remove_receiver(list(each.db_receivers_objects.all()))
        each.tags.remove(UNREAD, category=CATEGORY)
        each.db_message = ""
        each.save(update_fields=["db_message"])
    forget_taken_down(author)


def throw_away(papers: list[Paper]) -> None:
    """Keep some papers no longer."""
    for each in Msg.objects.filter(id__in=[paper.id for paper in papers]):
        each.delete()


def _of(tag: str) -> Any:
    return Msg.objects.filter(db_tags__db_key=tag, db_tags__db_category=CATEGORY)


def _by(author: Any) -> Any:
    return Msg.objects.filter(db_sender_objects=author, db_tags__db_category=CATEGORY).distinct()


def _paper(message: Any, unread: bool) -> Paper:
    author = message.db_sender_objects.first()
    at, _, event = message.db_header.partition(" ")
    who, name = (author.id, author.key) if author else (0, "somebody")
    return Paper(message.id, who, name, datetime.fromisoformat(at), event, message.db_message, unread)
