"""What is told from mouth to mouth: a fact that was planted, and each telling of it. Written by the world."""

from __future__ import annotations

from typing import Literal

from gothmud.events.base import Event


class RumorPlanted(Event, frozen=True):
    """A fact is followed from now on. ``knows`` are those who know it from the beginning: it was planted with them, or
    they saw ``seen``, the event that it is about. ``aliases`` are other words for its names; ``people`` are the names
    of all who could hear of it, by number. So the record alone says what is needed to follow it again. ``instead_of`` is
    the oldest fact that was followed, where no more could be: from now on it isn't."""

    kind: Literal["rumor.planted"] = "rumor.planted"
    fact: str
    text: str
    aliases: dict[str, list[str]] = {}
    knows: list[int]
    seen: str = ""
    instead_of: str = ""
    people: dict[int, str] = {}
    heard: list[int] = []


class Telling(Event, frozen=True):
    """Somebody told a fact that is followed; ``cause`` is the event of the words. ``learnt`` is the event by which the
    teller came to know it (the planting or another telling), empty where nobody saw how; ``new`` are those who hadn't
    heard it. ``like_planted`` and ``like_learnt`` say how alike the words are to the planted ones and to those by which
    the teller learnt it (1: the same words)."""

    kind: Literal["telling"] = "telling"
    fact: str
    who: int
    name: str
    mode: Literal["say", "whisper", "emote", "channel", "letter"]
    text: str
    manner: Literal["told", "asked", "denied"]
    score: float
    learnt: str = ""
    new: list[int] = []
    like_planted: float
    like_learnt: float
    heard: list[int] = []
