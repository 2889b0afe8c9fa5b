"""Letters that wait for somebody who is away, the boxes that they are put into, and the verbs of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from gothmud import wire
from gothmud.errors import nearest
from gothmud.events import LetterRead, LetterSent
from gothmud.wire import Act, ActResult
from typeclasses import papers
from typeclasses.acts import Refusal
from typeclasses.chronicle import Show
from typeclasses.city import object_of, the_city
from typeclasses.doing import done, in_earshot, on_paper, who
from typeclasses.names import fold
from typeclasses.stock import PEOPLE, ObjectDB
from typeclasses.things import Thing
from world.post import Paper, newest_first, why_no_letter

if TYPE_CHECKING:
    from gothmud.events import Event
    from typeclasses.characters import Character


class Postbox(Thing):
    """A box for letters."""

    @property
    def verbs(self) -> list[str]:
        """What can be done with it."""
        return [*super().verbs, "write"]

    def hints(self, looker: object) -> list[str]:
        """Return what one could type at it."""
        return [*super().hints(looker), "|wwrite <name>: <words>|n"]


def addressee(name: str) -> Character:
    """Return the body whose name, role or other name it is, wherever it is. Raises Refusal with the nearest name."""
    people = list(ObjectDB.objects.filter(db_typeclass_path__in=PEOPLE))
    wanted = fold(name.strip().removeprefix("the "))
    for each in people:
        if wanted and wanted in map(fold, (each.key, each.role.removeprefix("the "), *(each.db.aliases or []))):
            return each
    raise Refusal(f"Nobody called '{name.strip()[:40]}' gets letters{nearest(name, [each.key for each in people])}")


def write(body: Character, act: Act) -> ActResult:
    """Put a letter into a post box; it waits until the one to whom it is written reads it."""
    if not any(isinstance(each, Postbox) for each in body.location.things()):
        raise Refusal("There is no post box here.")
    to, text = _reader(body, act), on_paper(body, act.text)
    waiting, today = len(papers.unread_by(to)), papers.written_today("letter", body)
    if why := why_no_letter(to.key, waiting, today, settings.GOTHMUD.post):
        raise Refusal(why)
    shown = {"who": body.id, "text": f"{body.key} puts a letter into the post box.", "verb": act.verb}
    event = the_city().chronicle.happen(
        LetterSent, Show(wire.Seen, shown, in_earshot(body)), cause=act.cause, room=body.location.id, to=to.id,
        to_name=to.key, text=text, **who(body),
    )  # fmt: skip
    papers.keep("letter", body, to, event, text)
    transaction.on_commit(lambda: deliver(to))
    return done(act, event)


def letters(body: Character, act: Act) -> ActResult:
    """Show the letters that one has, the newest first; with a number read that one."""
    kept = newest_first(papers.papers_to("letter", body))
    if not act.text.strip():
        lines = [f"{number}. from {each.name}, {each.dated}{_new(each)}" for number, each in enumerate(kept, 1)]
        return done(
            act, seen="\n".join(["Your letters: ('letters 1' reads the first)", *lines] if kept else ["No letters."])
        )
    number = int(act.text) if act.text.strip().isdecimal() else 0
    if not 1 <= number <= len(kept):
        raise Refusal(f"You have no letter {act.text.strip()[:10]}; there are {len(kept)}.")
    return done(act, _read(body, kept[number - 1], act.cause))


def deliver(body: Character) -> None:
    """Bring what waits to somebody who is in and awake: a mind reads it, a person is told of it."""
    if not body.awake or body.asleep or not (waiting := papers.unread_by(body)):
        return
    if any(each.is_mind for each in body.sessions.all()):
        with the_city().chronicle.together():
            for each in waiting:
                _read(body, each, each.event)
    else:
        some = "A letter waits" if len(waiting) == 1 else f"{len(waiting)} letters wait"
        body.msg(f"|y{some} for you. ('letters' shows them.)|n")


def _reader(body: Character, act: Act) -> Character:
    to = object_of(act.person or 0)
    if to is None or to.db_typeclass_path not in PEOPLE or to is body:
        raise Refusal("Nobody else of that name gets letters.")
    if to.tier == "dice":
        raise Refusal(f"{to.key} doesn't read letters. Say it.")
    return to


def _read(body: Character, letter: Paper, cause: str) -> Event:
    """Let somebody read a letter; of those that they have read, the latest are kept."""
    author = object_of(letter.who)
    shown = {
        "who": letter.who, "called": letter.name, "text": letter.text, "written": letter.at, "letter": letter.event,
        "human": author is not None and author.tier == "human",
    }  # fmt: skip
    event = the_city().chronicle.happen(
        LetterRead, Show(wire.Letter, shown, [body.id]), cause=cause or letter.event, letter=letter.event,
        room=body.location.id if body.location else None, sender=letter.who, sender_name=letter.name,
        written=letter.at, text=letter.text, again=not letter.unread, **who(body),
    )  # fmt: skip
    if letter.unread:
        papers.mark_read(letter)
        read = newest_first(each for each in papers.papers_to("letter", body) if not each.unread)
        papers.throw_away(read[settings.GOTHMUD.post.letters :])
    return event


def _new(letter: Paper) -> str:
    return " (unread)" if letter.unread else ""
