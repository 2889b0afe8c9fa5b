"""Boards that anybody pins notices to, and the verbs of them. Reading one is looking at it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings

from gothmud import wire
from gothmud.events import Pinned
from gothmud.wire import Act, ActResult
from typeclasses import papers
from typeclasses.acts import Refusal
from typeclasses.chronicle import Show
from typeclasses.city import the_city
from typeclasses.doing import done, in_earshot, on_paper, who
from typeclasses.things import Thing
from world.post import Paper, hanging, why_no_notice
from world.prose import literal

if TYPE_CHECKING:
    from typeclasses.characters import Character


class Board(Thing):
    """A board. Its notices are papers to it (papers.py)."""

    @property
    def verbs(self) -> list[str]:
        """What can be done with it."""
        return [*super().verbs, "pin"]

    def notices(self) -> list[Paper]:
        """Return what hangs on it now, the newest first."""
        return hanging(papers.papers_to("notice", self), the_city().clock.now(), settings.GOTHMUD.post)

    def hints(self, looker: Any) -> list[str]:
        """Return what one could type at it."""
        return [*super().hints(looker), "|wpin <words>|n"]

    def return_appearance(self, looker: Any, **kwargs: Any) -> str:
        """Return what one reads on it."""
        notices = [f'"{literal(each.text)}" ({each.name}, {each.dated})' for each in self.notices()]
        told = ["Pinned to it, the newest first:", *notices] if notices else ["Nothing is pinned to it."]
        paper = [f"- {literal(each)}" for each in the_city().almanac.news()]
        told += ["In the paper that hangs beside it:", *paper] if paper else []
        return "\n".join([super().return_appearance(looker, **kwargs), *told])


def pin(body: Character, act: Act) -> ActResult:
    """Pin a notice to a board that is here; what is too old or too much for the board comes down."""
    board, text = _board(body, act), on_paper(body, act.text)
    if why := why_no_notice(text, papers.written_today("notice", body), settings.GOTHMUD.post):
        raise Refusal(why)
    result, event = _happened(body, act, board, text, up=True)
    papers.keep("notice", body, board, event, text)
    papers.forget_taken_down(body)
    hang = {each.id for each in board.notices()}
    papers.throw_away([each for each in papers.papers_to("notice", board) if each.id not in hang])
    return result


def unpin(body: Character, act: Act) -> ActResult:
    """Take down one's own newest notice, or the newest that has the words of ``text``."""
    board, wanted = _board(body, act), act.text.strip().casefold()
    own = (each for each in board.notices() if each.who == body.id and wanted in each.text.casefold())
    if (notice := next(own, None)) is None:
        raise Refusal("No notice of yours hangs there." if not wanted else "No notice of yours has these words.")
    result, _ = _happened(body, act, board, notice.text, up=False)
    papers.take_down(notice, board)
    return result


def _board(body: Character, act: Act) -> Board:
    for each in body.location.things():
        if isinstance(each, Board) and each.id == act.thing:
            return each
    raise Refusal("There is no board like that here.")


def _happened(body: Character, act: Act, board: Board, text: str, *, up: bool) -> tuple[ActResult, Pinned]:
    seen = f"{body.key} {'pins a notice to' if up else 'takes a notice off'} the {board.key}."
    shown = {"who": body.id, "text": seen, "verb": act.verb}
    event = the_city().chronicle.happen(
        Pinned, Show(wire.Seen, shown, in_earshot(body)), cause=act.cause, room=body.location.id, thing=board.id,
        thing_name=board.key, text=text, up=up, **who(body),
    )  # fmt: skip
    assert isinstance(event, Pinned)
    return done(act, event), event
