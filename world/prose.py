"""What a person reads of an event: one line for the one who did it, one for the one it was done to, one for the rest."""

from __future__ import annotations

import re

from gothmud.events import (
    Came,
    Changed,
    Curfew,
    Event,
    Handled,
    Hushed,
    LetterRead,
    LetterSent,
    Moved,
    PhotoTaken,
    Pinned,
    RumorPlanted,
    Said,
    Slept,
    WeatherChanged,
    Went,
)

PLAIN = re.compile(r"[\w' -]{1,60}")
HANDLED = {"get": "take", "drop": "put down", "give": "give", "use": "use", "show": "show"}


def line(event: Event, viewer: int, named: dict[int, str], where: int | None = None) -> str:
    """Return the line of an event for the body ``viewer`` that stands in room ``where``; empty when there is none.

    ``named`` gives the names of people and rooms by id. What people typed is shown as typed: no markup works.
    """
    match event:
        case Said():
            return _said(event, viewer, named)
        case Moved():
            return _moved(event, viewer, named, where)
        case Handled():
            return _handled(event, viewer, named)
        case PhotoTaken():
            return _photo(event, viewer)
        case Slept():
            return _slept(event, viewer, named)
        case Hushed():
            return _hushed(event, viewer)
        case Pinned() | LetterSent() | LetterRead():
            return _on_paper(event, viewer)
        case Changed() | Curfew() | WeatherChanged():
            return f"|x{event.text}|n"
        case RumorPlanted():
            return "" if event.seen else f"You have heard: {literal(event.text)}"
        case Came():
            return f"{event.name} looks up." if event.tier != "human" else f"{event.name} steps out of the mist."
        case Went():
            return (
                f"{event.name} is lost in thought." if event.tier != "human" else f"{event.name} fades into the mist."
            )
        case _:
            return ""


def literal(text: str) -> str:
    """Return what somebody typed so that it is shown as typed. (Evennia's own way to do so leaves links alone.)"""
    return text.replace("{", "{{").replace("|", "||").replace("||l", "|||nl")


def linked(command: str, label: str) -> str:
    """Return a label that types a command for whoever clicks on it, where the client can do that (MXP).

    A command that is more than plain words is not linked. The label is ours: what is in it of others is ``barless``.
    """
    return f"|lc{command}|lt{label}|le" if PLAIN.fullmatch(command) else label


def barless(text: str) -> str:
    """Return text in which no markup can be, neither as it stands nor once some of it was taken out."""
    return text.replace("|", "")


def _said(event: Said, viewer: int, named: dict[int, str]) -> str:
    text = literal(event.text)
    target = named.get(event.to or 0, "somebody")
    mine = event.who == viewer
    match event.mode:
        case "emote":
            return f"|w{event.name}|n {text}"
        case "channel":
            return f"|m[city]|n |w{event.name}|n: {text}"
        case "whisper":
            return f'You whisper to {target}, "{text}"' if mine else f'|w{event.name}|n whispers to you, "{text}"'
        case _:
            to = f" to {'you' if event.to == viewer else target}" if event.to else ""
            return f'You say{to}, "{text}"' if mine else f'|w{event.name}|n says{to}, "{text}"'


def _moved(event: Moved, viewer: int, named: dict[int, str], where: int | None) -> str:
    if event.who == viewer:
        return ""
    if where == event.room:
        origin = named.get(event.origin or 0, "")
        return f"|w{event.name}|n comes in{f' from {origin}' if origin else ''}."
    target = named.get(event.room or 0, "")
    return f"|w{event.name}|n goes{f' to {target}' if target else ' away'}."


def _handled(event: Handled, viewer: int, named: dict[int, str]) -> str:
    mine = event.who == viewer
    if event.verb == "use":
        you, _, others = (literal(event.text) if event.how else event.text).partition("\n")
        return you if mine else f"|w{event.name}|n {others}"
    verb = HANDLED[event.verb]
    who = "You" if mine else f"|w{event.name}|n"
    to = f" to {'you' if event.to == viewer else named.get(event.to or 0, 'somebody')}" if event.to else ""
    ending = "" if mine else "s"
    first, _, rest = verb.partition(" ")
    told = event.to == viewer if event.verb == "show" else mine and event.text
    seen = f" {literal(event.text)}" if told else ""
    return f"{who} {first}{ending}{' ' + rest if rest else ''} the {event.thing_name}{to}.{seen}"


def _photo(event: PhotoTaken, viewer: int) -> str:
    mine = event.who == viewer
    own = "yourself" if mine else "themselves"
    of = own if event.to == event.who else "you" if event.to == viewer else event.subject
    who = "You take" if mine else f"|w{event.name}|n takes"
    return f'{who} a photo of {of}: "{literal(event.exposure.caption)}"'


def _hushed(event: Hushed, viewer: int) -> str:
    if event.who == viewer:
        return "You ask for quiet. ('listen' gives it back.)" if event.quiet else "You listen."
    return f"|w{event.name}|n {'asks for quiet' if event.quiet else 'is listening again'}."


def _on_paper(event: Pinned | LetterSent | LetterRead, viewer: int) -> str:
    who = "You" if event.who == viewer else f"|w{event.name}|n"
    s = "" if event.who == viewer else "s"
    match event:
        case Pinned():
            does = f"pin{s} a notice to" if event.up else f"take{s} a notice off"
            return f"{who} {does} the {event.thing_name}."
        case LetterSent():
            to = f" to {event.to_name}" if event.who == viewer else ""
            return f"{who} put{s} a letter{to} into the post box."
        case LetterRead():
            return f'A letter from |w{event.sender_name}|n, {event.written:%A at %H:%M}: "{literal(event.text)}"'


def _slept(event: Slept, viewer: int, named: dict[int, str]) -> str:
    mine = event.who == viewer
    match event.state:
        case "asleep":
            return "You lie down and fall asleep." if mine else f"|w{event.name}|n falls asleep."
        case "awake":
            return "You wake up." if mine else f"|w{event.name}|n wakes up."
        case "shaken":
            who = "You shake" if event.by == viewer else f"|w{named.get(event.by or 0, 'Somebody')}|n shakes"
            return f"{who} {'you' if mine else event.name}."
