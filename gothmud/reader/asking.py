"""A question to the record: quotes with their places, and an answer in the model's words that can't make one up."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gothmud.errors import StartError
from gothmud.reader.digesting import asked, numbers, prompts, said, shape, text_of
from gothmud.reader.evidence import Place, located
from gothmud.reader.forgetting import readable
from gothmud.reader.model import Reach
from gothmud.reader.quotes import Quote, answering
from gothmud.reader.wording import one_line
from gothmud.replay.names import names_in

LONGEST_QUESTION, LONGEST_ANSWER = 400, 500
QUOTED = re.compile('["\u201c]([^"\u201c\u201d]{4,})["\u201d]')
NAMED = re.compile(r"\b[a-z]+\d*-\d+\b")
SEARCHED = 12  # lines that the model is shown


@dataclass(frozen=True, slots=True)
class Found:
    """What there is to a question: ``answer`` is empty where the model gave none that holds."""

    question: str
    answer: str
    quotes: Sequence[Quote]
    places: Mapping[str, Place]


async def find(home: Path, question: str, reach: Reach | None, count: int = 5) -> Found:
    """Return quotes from the record that answer a question, and the model's words on them. Raises RecordError."""
    question = one_line(question)[:LONGEST_QUESTION]
    if not question:
        raise StartError('reader ask: no question; expected: gothmud reader ask "What did Ada say about the boiler?"')
    with readable(home) as record:
        quotes = answering(record, names_in(record), question, SEARCHED)
        answer, leant_on = await _worded(reach, question, quotes)
        shown = [*leant_on, *(each for each in quotes if each not in leant_on)][:count]
        return Found(question, answer, shown, located(record, [each.id for each in shown]))


async def _worded(reach: Reach | None, question: str, quotes: Sequence[Quote]) -> tuple[str, list[Quote]]:
    """Return the model's answer and the quotes that it leans on; nothing where it isn't able, or says what isn't there."""
    if not (reach and reach.able and quotes):
        return "", []
    lines = "\n".join(f"[{number}] {each.shown}" for number, each in enumerate(quotes, 1))
    schema = shape(answer=text_of(LONGEST_ANSWER), lines={"type": "array", "items": {"type": "integer"}})
    told = await asked(reach.model, prompts()["ask"].format(lines=lines, question=question), schema, "ask")
    answer = said(told.get("answer"), LONGEST_ANSWER)
    if not holds(answer, quotes):
        return "", []
    return answer, [quotes[each - 1] for each in numbers(told, "lines", quotes)]


def holds(answer: str, quotes: Sequence[Quote]) -> bool:
    """Return whether an answer quotes only what was said, and names only events that it was shown."""
    texts = [one_line(each.text).casefold() for each in quotes]
    words = (each.strip(" .,;!?").casefold() for each in QUOTED.findall(answer))
    ids = {each.id for each in quotes}
    return all(any(each in text for text in texts) for each in words) and ids.issuperset(NAMED.findall(answer))


def shown(found: Found, home: Path) -> str:
    """Return it as lines for people: the answer, then each quote with its id and its place in the home."""
    lines = [found.answer] if found.answer else []
    for each in found.quotes:
        place = found.places.get(each.id)
        where = f", {place.file.relative_to(home)}{f':{place.line}' if place.line else ''}" if place else ""
        lines.append(f"  {each.shown}  [{each.id}{where}]")
    return "\n".join(lines) or "Nothing in the record has to do with that."
