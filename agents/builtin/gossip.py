"""The wish to tell: who knows something that goes round, and has somebody here who may not know it, may come to say so.

Rarely: an hourly coin for each story and person (the cast's ``gossip``), once for each person and story, with a rest
between. What one was told from nowhere is put into one's notes, so that it outlives the night.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict
from ruamel.yaml import YAML

from agents.hookspecs import hookimpl
from agents.memory.note import Draft
from agents.memory.unfinished import HEARSAY
from agents.senses import Percept
from agents.stories import Story
from agents.view import Note, Occasion, View
from gothmud.wire import Someone
from gothmud.words import mentions, words_of

RULES = Path(__file__).with_name("gossip.yaml")
LONGEST = 200  # characters of what was heard that stand in a thought
OWN = {"i", "me", "my", "mine", "myself", "we", "us", "our"}


class Rules(BaseModel):
    """The file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    says: list[str]
    thinks: str
    aloud: list[str]
    quotes: list[str]
    rest: int
    old: int


@hookimpl
async def on_event(mind: View, percept: Percept) -> None:
    """Write down what one comes to know without anybody saying it."""
    if percept.kind == "learnt":
        title = " ".join(percept.text.split()[:5]).rstrip(".,;!?")
        draft = Draft(f"{HEARSAY}{percept.story}", "thread", title, (), {"Open": f'I have heard: "{percept.text}"'})
        mind.vault.write(draft, at=mind.now, why="gossip")


@hookimpl
async def before_turn(mind: View, turn: Occasion) -> Note | None:
    """Bring up the wish, where one is free to speak and nobody waits for something else."""
    if not mind.persona.gossip or not _free(mind, turn) or not _rested(mind):
        return None
    for story, person in _chances(mind):
        key = f"gossip {story.id} {person.id}"
        if _coin(f"{mind.persona.id} {key} {mind.now:%F %H}") < mind.persona.gossip:
            return _wish(mind, story, person, key)
    return None


def _free(mind: View, turn: Occasion) -> bool:
    if turn.purpose == "answer" and mind.full:
        return turn.percept is not None and not turn.percept.text.rstrip(' "').endswith("?")
    return turn.purpose == "muse"


def _rested(mind: View) -> bool:
    return all(mind.now - each.at >= timedelta(minutes=rules().rest) for each in mind.standing)


def _chances(mind: View) -> Iterator[tuple[Story, Someone]]:
    """Yield what could be told to whom, the newest story first; never to those of whom it is."""
    for story in sorted(mind.stories, key=lambda each: (each.at, each.id), reverse=True):
        if mind.now - story.at > timedelta(days=rules().old):
            continue
        for person in mind.people:
            knows = person.id in story.knowing | story.wished or mentions(story.text, [person.name])
            if person.awake and not person.asleep and not knows:
                yield story, person


def _coin(seed: str) -> float:
    """Return a share that hangs on the seed alone, so that a day can be run again."""
    return zlib.crc32(seed.encode()) / 2**32


def _wish(mind: View, story: Story, person: Someone, key: str) -> Note:
    why = f"{person.name} may not know it"
    data = {"rule": "gossip", "why": why, "story": story.id, "person": person.id}
    if not mind.full:
        thought = rules().thinks.format(me=mind.persona.name, name=person.name)
        return Note(f"({thought})\n", key, {**data, "lines": lines_of(story)}, thought=True)
    says = rules().says[int(_coin(key) * len(rules().says))]
    source = f" from {story.called}" if story.called else ""
    text = says.format(name=person.name, source=source, text=_quoted(story.text))
    return Note(f"[inner thought] {text}\n", key, data, thought=True)


def _quoted(text: str) -> str:
    """Return somebody's words so that they stay within their quotes and look like nothing of the frame."""
    line = " ".join(text.translate(str.maketrans({'"': "'", "[": "(", "]": ")"})).split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST].rpartition(' ')[0]} ..."


def lines_of(story: Story) -> list[str]:
    """Return what a small model may say of a story, ready to be said."""
    text = _quoted(bare(story.text)).replace('"', "'")
    own = OWN.intersection(word.partition("'")[0] for word in words_of(text))
    if own and story.called:
        return [each.format(called=story.called, text=text) for each in rules().quotes]
    return [each.format(text=text) for each in rules().aloud]


def bare(text: str) -> str:
    """Return a text less the openings that tellers put before it."""
    openings = [each.partition("{text}")[0] for each in rules().aloud]
    while opening := next((each for each in openings if text.startswith(each)), ""):
        text = text.removeprefix(opening)
    return text


@cache
def rules() -> Rules:
    """Return the rules of the file."""
    return Rules.model_validate(YAML(typ="safe").load(RULES.read_text("utf-8")))
