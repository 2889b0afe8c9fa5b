"""Who told what to whom: facts that were planted are followed through the record's events, in their order.

A plain object that takes events; the world feeds it with what happens, a replay with the record, and both come to the
same tellings. Each telling has a source, so a fact's way is a tree.
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass
from datetime import datetime, timedelta

from gothmud.events import Event, LetterRead, RumorPlanted, Said, Slept, Telling
from world.retelling import Fact, Judgement, Line, Matcher, line_that_tells
from world.stems import rules
from world.story import Mode, Noted, Retelling, Story

LINES = 2  # lines of a room that 'he' and 'she' may go back to


@dataclass(frozen=True, slots=True)
class Words:
    """Words that reached somebody: said, or read in a letter. ``room`` is where they were said, for what is said next."""

    event: str
    at: datetime
    who: int
    name: str
    mode: Mode
    text: str
    to: int | None
    heard: list[int]
    room: int | None = None


def words_of(event: Event) -> Words | None:
    """Return the words of an event, or None for one without."""
    at = event.city_time
    match event:
        case Said() if at:
            room = None if event.mode == "channel" else event.room
            return Words(event.id, at, event.who, event.name, event.mode, event.text, event.to, event.heard, room)
        case LetterRead() if at and not event.again:
            return Words(event.id, at, event.sender, event.sender_name, "letter", event.text, event.who, [event.who])
        case _:
            return None


class Tracker:
    """Follows facts. ``stories`` are all that were ever planted, by id; ``followed`` those that words are held against;
    ``people`` the names of everybody who was ever named, by number."""

    def __init__(self) -> None:
        self.stories: dict[str, Story] = {}
        self.followed: dict[str, Story] = {}
        self.people: dict[int, str] = {}
        self._asleep: set[int] = set()
        self._lately: defaultdict[int, deque[tuple[datetime, str]]] = defaultdict(lambda: deque(maxlen=LINES))

    def take(self, event: Event) -> list[Retelling]:
        """Take an event in; return the tellings that it is. A telling that was recorded live counts once."""
        name, who = getattr(event, "name", ""), getattr(event, "who", None)
        if name and who:
            self.people[who] = name
        match event:
            case RumorPlanted():
                self._plant(event)
            case Said() | LetterRead():
                return self._heard(words_of(event))
            case Telling():
                self._add(_as_recorded(event))
            case Slept():
                (self._asleep.add if event.state == "asleep" else self._asleep.discard)(event.who)
            case _:
                pass
        return []

    def judge(self, words: Words) -> list[Retelling]:
        """Return the tellings that some words are, without taking them in."""
        if not self.followed:
            return []
        line = self._line(words)
        judged = ((story, story.judge(line, words.who)) for story in self.followed.values())
        return [self._retelling(words, story, each) for story, each in judged if each.tells]

    def take_note(self, who: int, at: datetime, note: str, text: str) -> list[Noted]:
        """Take in what somebody wrote into their notes; return the facts that are in it, each once a person."""
        found = []
        for key, story in self.stories.items():
            if not any(each.who == who for each in story.noted) and (line := line_that_tells(story.matcher, text)):
                found.append(Noted(key, at, who, note, line))
                story.noted.append(found[-1])
        return found

    def never_heard(self, fact: str) -> list[str]:
        """Return the names of those who never heard a fact."""
        knowing = self.stories[fact].knowing()
        return sorted(name for number, name in self.people.items() if number not in knowing)

    def awake(self, heard: list[int]) -> list[int]:
        """Return those of the hearers who don't sleep."""
        return [each for each in heard if each not in self._asleep]

    def _plant(self, event: RumorPlanted) -> None:
        self.people.update({number: name for number, name in event.people.items() if number not in self.people})
        matcher = Matcher(Fact(event.fact, event.text, event.aliases))
        story = Story(event, matcher, dict.fromkeys(event.knows, event.id))
        self.stories[event.fact] = self.followed[event.fact] = story
        self.followed.pop(event.instead_of, None)

    def _heard(self, words: Words | None) -> list[Retelling]:
        if words is None:
            return []
        found = self.judge(words)
        for each in found:
            self._add(each)
        if words.room is not None:
            self._lately[words.room].append((words.at, words.text))
        return found

    def _add(self, telling: Retelling) -> None:
        story = self.stories.get(telling.fact)
        if story is None or any(each.event == telling.event for each in story.tellings):
            return
        story.tellings.append(telling)
        story.learnt.setdefault(telling.who, "")
        for each in telling.new:
            story.learnt.setdefault(each, telling.event)

    def _line(self, words: Words) -> Line:
        since = words.at - timedelta(seconds=rules()["memory"])
        said = self._lately[words.room] if words.room is not None else ()
        before = tuple(text for at, text in said if at >= since)
        return Line(words.text, words.name, self.people.get(words.to or 0, ""), before)

    def _retelling(self, words: Words, story: Story, judged: Judgement) -> Retelling:
        heard = tuple(each for each in self.awake(words.heard) if each != words.who)
        learnt, like = story.learnt.get(words.who, ""), story.matcher.likeness
        return Retelling(
            story.planted.fact, words.event, words.at, words.who, words.name, words.mode, words.text, judged.manner,
            judged.score, heard, tuple(each for each in heard if each not in story.learnt), learnt,
            like(words.text, story.planted.text), like(words.text, story.words(learnt)),
        )  # fmt: skip


def _as_recorded(event: Telling) -> Retelling:
    assert event.city_time is not None
    heard = tuple(each for each in event.heard if each != event.who)
    return Retelling(
        event.fact, event.cause, event.city_time, event.who, event.name, event.mode, event.text, event.manner, event.score,
        heard, tuple(event.new), event.learnt, event.like_planted, event.like_learnt,
    )  # fmt: skip
