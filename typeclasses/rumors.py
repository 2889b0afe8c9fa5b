"""Facts that are followed in the running city: what is said is held against them, in the transaction of the words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from evennia.utils import logger

from gothmud import wire
from gothmud.errors import nearest
from gothmud.events import Event, RumorPlanted, Slept, Telling
from gothmud.replay.days import events_of
from gothmud.words import mentions
from typeclasses.chronicle import Chronicle, Show
from typeclasses.stock import PEOPLE, ObjectDB
from world.gossip import Tracker, words_of
from world.retelling import Fact, Matcher
from world.story import Retelling

KEPT = [str(each.model_fields["kind"].default) for each in (RumorPlanted, Telling, Slept)]  # what a start reads
MOST = 240  # characters of a fact
MOST_FACTS = 50  # that are followed, the newest: each costs some microseconds at every word that is said


class Rumors:
    """The facts of one city. Makes the events of planting and telling; whoever hears a telling is told which fact it is."""

    def __init__(self, chronicle: Chronicle) -> None:
        self._chronicle = chronicle
        self.tracker = Tracker()
        self._last = 0  # the number of the newest fact: no id is given twice
        chronicle.follow = self.follow

    def restore(self, record: Path) -> None:
        """Take in what the record, sealed days too, knows of facts and tellings; call it once, when the record has
        caught up."""
        for event in events_of(record, "world", KEPT):
            self.take(event)

    def take(self, event: Event) -> None:
        """Take in an event that was committed."""
        if isinstance(event, RumorPlanted):
            self._last = max(self._last, int(event.fact.removeprefix("r")))
        self.tracker.take(event)

    def follow(self, event: Event) -> None:
        """Make the events of the tellings that an event is; nobody's words may fail of it."""
        if not self.tracker.followed or (words := words_of(event)) is None:
            return
        try:
            found = self.tracker.judge(words)
        except Exception:  # noqa: BLE001 - a defect of the matcher must not take anybody's words
            logger.log_trace("rumors")
            return
        for each in found:
            self._told(each)

    def plant(
        self, text: str, knows: Sequence[Any], aliases: Mapping[str, Sequence[str]], seen: str = ""
    ) -> RumorPlanted:
        """Follow a fact from now on. Where it was ``seen`` nobody is told of it, else those who know it are, in their
        own newest moment; the oldest of MOST_FACTS is let go. Raises ValueError for one that can't be followed."""
        fact, text = f"r{self._last + 1}", checked(text)
        followed = self.tracker.followed
        shown = {"fact": fact, "text": text, "heard": [each.id for each in knows], "new": not seen}
        event = self._chronicle.happen(
            RumorPlanted, Show(wire.Rumor, shown, [each.id for each in knows]), cause=seen, fact=fact, text=text,
            aliases=names_in(text) | {name: list(others) for name, others in aliases.items()},
            knows=[each.id for each in knows], seen=seen,
            instead_of=next(iter(followed)) if len(followed) >= MOST_FACTS else "", people={each.id: each.key for each in townspeople()},
        )  # fmt: skip
        assert isinstance(event, RumorPlanted)
        return event

    def _told(self, telling: Retelling) -> None:
        hearers = [telling.who, *telling.heard]
        shown = {
            "fact": telling.fact, "text": telling.text, "by": telling.who, "called": telling.name, "heard": hearers,
            "new": False,
        }  # fmt: skip
        self._chronicle.happen(
            Telling, Show(wire.Rumor, shown, hearers), cause=telling.event, fact=telling.fact, who=telling.who,
            name=telling.name, mode=telling.mode, text=telling.text, manner=telling.manner, score=telling.score,
            learnt=telling.learnt, new=list(telling.new), like_planted=telling.like_planted, like_learnt=telling.like_learnt,
        )  # fmt: skip


def checked(text: str) -> str:
    """Return a fact's text as one line. Raises ValueError where there is nothing in it that could be told."""
    line = " ".join("".join(each if each.isprintable() else " " for each in text).split())
    if not line or len(line) > MOST:
        raise ValueError(f"found {len(line)} characters; expected a sentence of 1 to {MOST}")
    if not Matcher(Fact("", line)).tellable:
        raise ValueError(f"'{line}' has no words that tell it from other talk; say who, what and where")
    return line


def townspeople() -> list[Any]:
    """Return the bodies of all who live here, and of those humans who are in."""
    bodies = ObjectDB.objects.filter(db_typeclass_path__in=PEOPLE)
    return [each for each in bodies if each.tier != "human" or each.awake]


def called(names: Iterable[str]) -> list[Any]:
    """Return the bodies that names or ids of the cast mean. Raises ValueError for a name that nobody has."""
    people, found = townspeople(), []
    for name in names:
        meant = [each for each in people if name.casefold() in (each.key.casefold(), each.db.person)]
        meant = meant or [each for each in people if mentions(name, _names(each))]
        if not meant:
            raise ValueError(f"nobody is called '{name}'{nearest(name, [each.key for each in people])}")
        found.append(meant[0])
    return found


def names_in(text: str) -> dict[str, list[str]]:
    """Return the people whom a text names, each with the other words for them."""
    return {each.key: _names(each)[1:] for each in townspeople() if mentions(text, _names(each))}


def _names(body: Any) -> list[str]:
    return [each for each in (body.key, body.role, *(body.db.aliases or [])) if each]
