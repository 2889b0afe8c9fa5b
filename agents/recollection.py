"""What the harness knows of a mind's past, kept up to date with each entry of its session file.

It is the session file, read at each start: so a crash can't lose it. (A bookmark spares the beginning of a file that has
grown; what it keeps of it is what stands here.)
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, fields, replace
from datetime import datetime, timedelta
from typing import Any

from agents.senses import Percept
from agents.session import Entry
from agents.stories import Story, told_of
from agents.trail import Trail
from agents.view import Standing

WEEK = timedelta(days=7)
TWO_WEEKS = 2 * WEEK
SPOKEN = ("said", "whispered")
STORIES = 200  # that one knows at a time; the oldest is forgotten first
DATE = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass
class Recollection:
    """Fed with entries (``Session(watch=...)``). ``put_down_at``: when the last night's notes were done; ``risen_from``:
    the night whose morning was the last; ``waking``: 'awake' or 'woken', up and no turn taken yet; ``shown``: the business
    of the plan that was shown last; ``forgets``: somebody asked to be forgotten, and the context may still have their
    words; ``followed``: the thought that is being followed, ``followed_for`` how many turns."""

    last_reply: datetime | None = None
    last_word: dict[int, datetime] = field(default_factory=dict)
    heard: list[Percept] = field(default_factory=list)
    day: list[Entry] = field(default_factory=list)
    quiet_since: datetime | None = None
    asleep: bool = False
    put_down_at: datetime = datetime.min
    risen_from: str = ""
    woken_at: datetime = datetime.min
    greeted: dict[int, datetime] = field(default_factory=dict)
    waking: str = ""
    night: dict[str, Any] = field(default_factory=dict)
    told_room: int = 0
    goal: str = ""
    nudged: set[str] = field(default_factory=set)
    stories: dict[str, Story] = field(default_factory=dict)
    trail: Trail = field(default_factory=Trail)
    shown: str = ""
    forgets: bool = False
    followed: str = ""
    followed_for: int = 0
    worded: set[str] = field(default_factory=set)
    _notes: defaultdict[str, list[Standing]] = field(default_factory=lambda: defaultdict(list))
    _in_words: bool = False
    _thoughts: set[str] = field(default_factory=set)
    _turn_began: int = 0
    _count: int = 0

    def become(self, other: Recollection) -> None:
        """Know what another one knows, and nothing else."""
        for each in fields(self):
            setattr(self, each.name, getattr(other, each.name))

    def take(self, entry: Entry) -> None:
        """Take in one entry."""
        self._count += 1
        if entry.city_time:
            self._lived(entry.city_time, entry.data.get("place", ""))
        match entry.kind:
            case "percept":
                self._perceived(entry)
            case "reply":
                self._replied(entry)
            case "outcome":
                self._came_of_it(entry)
            case "note" | "thought":
                self._noted(entry)
                if entry.kind == "thought":
                    self._thoughts.add(entry.data.get("key", ""))
                    self._wished(entry)
            case "compaction":
                self._started_anew(set(entry.data.get("last", ())))
                self.night = entry.data.get("night", self.night)
            case "state":
                self._state(entry)
            case _:
                pass
        if entry.kind in ("percept", "reply", "outcome", "note", "thought"):
            self.day.append(entry)
            self._let_go(entry.city_time)

    def standing(self, behaviour: str) -> tuple[Standing, ...]:
        """Return the notes of a behaviour that the context holds, oldest first."""
        return tuple(self._notes.get(behaviour, ()))

    def _noted(self, entry: Entry) -> None:
        newest = self.last_reply is None or entry.data.get("n", 0) > self._turn_began
        note = Standing(entry.data.get("key", ""), entry.data.get("data", {}), entry.city_time or datetime.min, newest)
        self._notes[entry.data.get("by", "")].append(note)

    def _started_anew(self, last: set[str]) -> None:
        """Forget what the context held, but for the notes among its ``last`` entries: those stand in the new one."""
        self._notes.clear()
        self.told_room, self.forgets = 0, False
        for each in self._latest(last):
            if each.kind in ("note", "thought"):
                self._noted(each)

    def _latest(self, ids: set[str]) -> list[Entry]:
        """Return the day's entries with these ids, which are among its last: a day is thousands."""
        found: list[Entry] = []
        for each in reversed(self.day):
            if len(found) == len(ids):
                break
            found += [each] if each.id in ids else []
        return found[::-1]

    def stands_newly(self, behaviour: str, key: str) -> bool:
        """Return whether the newest turn has this note: a turn that a kill cut off and that is taken again."""
        return any(each.key == key and each.newest for each in self.standing(behaviour))

    def _settle_notes(self) -> None:
        """A turn is over: what was the newest turn's is no longer."""
        for notes in self._notes.values():
            for at in range(len(notes) - 1, -1, -1):
                note = notes[at]
                if not note.newest:
                    break
                notes[at] = Standing(note.key, note.data, note.at, newest=False)

    @property
    def count(self) -> int:
        """How many entries there are; a note's ``n`` is this at its writing, so that the newest turn's are known."""
        return self._count + 1

    def _lived(self, at: datetime, place: str) -> None:
        """A life begins in silence, with its header; from then on one is somewhere."""
        if self.trail.began is None:
            self.trail.began = self.quiet_since = at
        if place:
            self.trail.stood(place, at)

    def _perceived(self, entry: Entry) -> None:
        percept = as_percept(entry)
        if percept is None:
            return
        self.worded.discard(percept.event)
        if percept.kind == "forgotten":
            return self._forget(percept.who)
        if percept.story:
            self.stories[percept.story] = told_of(self.stories.get(percept.story), percept)
            if len(self.stories) > STORIES:
                del self.stories[next(iter(self.stories))]
        if percept.kind == "story":
            return  # its words were perceived by themselves
        if percept.kind == "arrived" and percept.mine:
            self.quiet_since = entry.city_time
        if not self.asleep:
            self.heard.append(percept)
            if not percept.mine:
                self.trail.saw(percept, entry.data.get("place", ""))
        if percept.kind in SPOKEN and not self.asleep:
            self.quiet_since = entry.city_time
            other = percept.to if percept.mine else percept.who
            if other:
                self.last_word[other] = percept.at
                self.trail.talked(other, percept.at)

    def _forget(self, who: int) -> None:
        """Somebody asked to be forgotten: nothing of what they said, or was said to them, is the day's any more."""
        self.forgets = True
        self.heard = [each for each in self.heard if each.who != who]
        self.day = [
            each for each in self.day if (percept := as_percept(each)) is None or who not in (percept.who, percept.to)
        ]
        self.stories = {each.id: each for each in self.stories.values() if each.by != who}
        self.trail.forget(who)
        self.last_word.pop(who, None)
        self.greeted.pop(who, None)

    def _let_go(self, now: datetime | None) -> None:
        """Hold no more than a week of a life whose days no night puts down."""
        began = self.day[0].city_time
        if now and began and now - began > TWO_WEEKS:
            self.day = [each for each in self.day if each.city_time and now - each.city_time <= WEEK]

    def _outlive(self, day: str) -> None:
        """Let go of the names of thoughts that were due before a day: none of them comes again."""
        old = {key for key in self.nudged if (dated := DATE.search(key)) and dated[0] < day}
        self.nudged -= old  # in place: the nudger looks into the same set

    def _wished(self, entry: Entry) -> None:
        """A wish to tell somebody a story is had once."""
        data = entry.data.get("data", {})
        if story := self.stories.get(data.get("story", "")):
            self.stories[story.id] = replace(story, wished=story.wished | {data.get("person", 0)})

    def _replied(self, entry: Entry) -> None:
        self._greets(entry)
        act = entry.data.get("act") or {}
        if entry.data.get("by") == "dice" and act.get("verb") == "emote":
            self.shown = act.get("text", "")
        self.last_reply, self._in_words = entry.city_time, bool(entry.text)
        self.heard, self.waking = [], ""
        self._follows(entry)
        self._turn_began = self._count
        self._settle_notes()
        self.told_room = int(entry.data.get("room") or 0)
        verb = act.get("verb")
        self.goal = entry.data.get("goal", "") if verb == "go" else self.goal
        if verb not in (None, "wait", "emote", "habit"):
            self.quiet_since = entry.city_time

    def _follows(self, entry: Entry) -> None:
        """Count the turns of a thought; one that nobody came to follow comes again. The harness' own steps count not."""
        for key in self._thoughts:
            self.nudged.add(key)
            if key.startswith("need ") and entry.city_time:
                self.trail.sent_out = entry.city_time
            self.followed, self.followed_for = key, 0
        self._thoughts.clear()
        step = entry.data.get("by") == "dice" and (entry.data.get("act") or {}).get("verb") == "go"
        self.followed_for += bool(self.followed) and not step

    def _greets(self, entry: Entry) -> None:
        """Take a reply to somebody's arrival for a greeting."""
        cause = (entry.data.get("act") or {}).get("cause")
        came = (each for each in self.heard if each.kind == "arrived" and cause and each.event == cause)
        self.greeted |= {each.who: each.at for each in came}

    def _came_of_it(self, entry: Entry) -> None:
        """Hold the event whose words stand in the context as a reply, until its echo; a barred way leads nowhere."""
        if self._in_words and entry.data.get("event"):
            self.worded.add(entry.data["event"])
        if not entry.data.get("ok", True):
            self.goal = ""

    def _state(self, entry: Entry) -> None:
        if "night" in entry.data:
            self.night = entry.data["night"]
            if self.night.get("step") == "done" and entry.city_time:
                self.put_down_at = entry.city_time
                yesterday = entry.city_time - timedelta(days=1)
                self.day = [each for each in self.day if each.city_time and each.city_time >= yesterday]
                self._outlive(f"{entry.city_time - TWO_WEEKS:%F}")
        if "dropped" in entry.data:
            self.nudged.add(entry.data["dropped"])
        if entry.data.get("settled") == self.followed:
            self.followed = ""
        if "morning" in entry.data:
            self.risen_from, self.waking = entry.data["morning"], "awake"
        if "asleep" in entry.data:
            self.asleep, self.heard = entry.data["asleep"], []
            self.waking = entry.data.get("how", "")
            if not self.asleep:
                self.quiet_since = entry.city_time  # a night's silence is no idling
            if self.waking == "awake":
                self.risen_from = self.night.get("of", "")
            if self.waking == "woken":
                self.woken_at = entry.city_time or datetime.min


def stored(percept: Percept) -> dict[str, Any]:
    """Return a percept as a session file holds it."""
    held = percept._asdict() | {"at": percept.at.isoformat()}
    return {key: value for key, value in held.items() if value or key not in ("story", "heard", "written")}


def as_percept(entry: Entry) -> Percept | None:
    """Return the percept of an entry, or None for an entry without one."""
    held = entry.data.get("percept")
    if not held:
        return None
    heard = tuple(held.get("heard", ()))
    return Percept(**{**held, "at": datetime.fromisoformat(held["at"]), "heard": heard})
