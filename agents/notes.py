"""The night's notes: facts from the day's entries, what one makes of them from the model, checked and bounded.

Who writes here can't act, and what can't be a memory (an error's words, nothing, too much) never becomes one: then the
facts stand alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date

from agents.aside import ask_aside, go_on_aside, sound
from agents.digest import Day, Met
from agents.memory.note import Draft
from agents.mind import Mind
from agents.sayable import FOREIGN, OUT_OF_CHARACTER, tidied
from agents.session import Session

SECTIONS = {"said": "What was said", "think": "What I think", "between": "Between us", "promised": "What I promised"}
KEPT_DAYS = 8  # lines of 'What was said' that a note keeps
QUOTES = 3
A_LINE = 450  # characters of a day in "What was said": eight of them fit a section
HTML = re.compile(r"<[a-z!/][^>]*>", re.IGNORECASE)
DONE = ("done", "settled", "kept")  # what was between people, or promised, and is no more
NOTHING = ("nothing", "none", "n/a", "no", "null")
A_TEXT = 600  # characters of any other text of an answer
PERSON = (
    "[Night. You write in your notebook about {name}; nobody else reads it. Today, word for word:\n{lines}\n"
    "Your note so far: {before}\n"
    'Answer with one JSON object: "said": what was said today in one sentence; "think": what you make of {name} now; '
    '"between": what is open between you; "promised": what you promised. Leave empty what there is nothing of; "done" where what '
    "your note says is settled or kept. Only what happened.]\n"
)
DAY = (
    "[Night. You put the day down in your notebook, in three or four plain sentences, as what happened and what you make of "
    "it. {keep} Leave out comings and goings that led to nothing. Answer with one JSON object: "
    '{{"happened": "...", "open": "what you mean to do about it, or nothing"}}]\n'
)


def text_schema(*fields: str) -> dict[str, object]:
    """Return the schema of an object of texts."""
    properties = {each: {"type": "string", "maxLength": A_TEXT} for each in fields}
    return {"type": "object", "properties": properties, "required": list(fields), "additionalProperties": False}


async def person_note(
    mind: Mind, session: Session, met: Met, night: date, before: Mapping[str, str], *, full: bool, by_day: bool = False
) -> Draft:
    """Return the note on somebody who was met; ``before`` is what it says so far, by heading. What is noted ``by_day``
    has a line of its own: the night sees no more than the end of what was said since."""
    told = await (_asked_full(mind, session, met, before) if full else _asked_narrow(mind, session, met))
    said = told.get("said") or "; ".join(_quotes(met))
    begins = f"- {night:%a %d %b}{', earlier' if by_day else ''}: "
    lines = before.get("What was said", "").splitlines()
    earlier = next((each.removeprefix(begins) for each in lines if by_day and each.startswith(begins)), "")
    if earlier and said not in earlier:
        said = f"{_bounded(earlier, max(A_LINE - len(said), A_LINE // 3))} {said}"
    said = _bounded(said, A_LINE)
    lines = [each for each in lines if not each.startswith(begins)]
    sections = {"What was said": "\n".join([*lines, f"{begins}{said}"][-KEPT_DAYS:])}
    for field, heading in SECTIONS.items():
        if field != "said" and (text := told.get(field)):
            sections[heading] = "" if text.casefold().strip(" .") in DONE else text
    neighbour = mind.town.people.get(met.name)
    aliases = (neighbour.role, *neighbour.aliases) if neighbour else ()
    return Draft(f"p{met.body}", "person", met.name, tuple(each for each in aliases if each), sections)


async def day_note(
    mind: Mind, session: Session, day: Day, night: date, links: Mapping[int, str], *, full: bool
) -> Draft:
    """Return the note on the day. ``links`` are the people's notes, by body number."""
    facts = _facts(day, links)
    sections = {"The day": facts}
    if full:
        keep = f"What you hold on to: {mind.persona.keep}." if mind.persona.keep else ""
        told = _fields(
            await ask_aside(
                mind, session, DAY.format(keep=keep), purpose="notes", schema=text_schema("happened", "open")
            )
        )
        sections |= {"What happened": told["happened"]} if told.get("happened") else {}
        sections |= {"Open": told["open"]} if told.get("open") else {}
    return Draft(f"{night:%F}", "day", f"{night:%A %d %B}", (), sections)


def place_notes(mind: Mind, day: Day, night: date, known: Mapping[str, Mapping[str, str]]) -> list[Draft]:
    """Return notes on the places of the day: when one was there last, and whom one met."""
    people = ", ".join(each.name for each in day.people.values() if each.lines) or "nobody"
    drafts = []
    for key, times in day.places.items():
        name = mind.town.places.get(key)
        if name is None:
            continue
        lines = known.get(key, {}).get("Seen there", "").splitlines()
        lines = [each for each in lines if not each.startswith(f"- {night:%a %d %b}:")]
        line = f"- {night:%a %d %b}: {'once' if times == 1 else f'{times} times'}; that day I talked with {people}."
        drafts.append(Draft(key, "place", name, (), {"Seen there": "\n".join([*lines, line][-KEPT_DAYS:])}))
    return drafts


async def _asked_full(mind: Mind, session: Session, met: Met, before: Mapping[str, str]) -> dict[str, str]:
    so_far = "; ".join(f"{heading}: {text}" for heading, text in before.items() if text) or "none"
    question = PERSON.format(name=met.name, lines="\n".join(met.lines[-12:]), before=" ".join(so_far.split())[:800])
    return _fields(await ask_aside(mind, session, question, purpose="notes", schema=text_schema(*SECTIONS)))


async def _asked_narrow(mind: Mind, session: Session, met: Met) -> dict[str, str]:
    """Let a small model go on with one sentence about somebody; what isn't one is left."""
    name = mind.persona.name
    cue = f"(At night {name} thinks of {met.name}.)\n{name}: {met.name} is"
    line = tidied(f"{met.name} is {await go_on_aside(mind, session, cue, purpose='notes') or ''}")
    whole = len(line.split()) > 4 and line.endswith((".", "!", "?")) and len(line) <= A_TEXT
    return {"think": line} if whole and not FOREIGN.search(line) and not OUT_OF_CHARACTER.search(line) else {}


def _quotes(met: Met) -> list[str]:
    """Return the longest lines of a talk in their order: what was said, as it was said."""
    longest = sorted(met.lines, key=len)[-QUOTES:]
    return [each for each in met.lines if each in longest][:QUOTES] or ["we met, and said nothing"]


def _facts(day: Day, links: Mapping[int, str]) -> str:
    talked = [
        f"{links.get(each.body, each.name)} ({len(each.lines)} lines)" for each in day.people.values() if each.lines
    ]
    return f"Talked with {', '.join(talked) or 'nobody'}. Was at {len(day.places)} places."


def _fields(text: str | None) -> dict[str, str]:
    """Return the texts of an answer; none of them an error's."""
    try:
        value = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    if not isinstance(value, dict):
        return {}
    texts = {str(key): " ".join(str(each).split()) for key, each in value.items() if isinstance(each, str)}
    return {key: _bounded(each, A_TEXT) for key, each in texts.items() if sound(each) and says_something(each)}


def says_something(text: str) -> bool:
    """Return whether a text has words, and no mark-up or mere denial."""
    return any(map(str.isalnum, text)) and not HTML.search(text) and text.casefold().strip(". ") not in NOTHING


def _bounded(text: str, most: int) -> str:
    """Return a text cut at a word's end within ``most`` characters."""
    return text if len(text) <= most else f"{text[: most - 3].rpartition(' ')[0] or text[: most - 3]}..."
