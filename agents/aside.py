"""Ephemeral sessions: a side question on the context as it is. It leaves no trace in the session but its result.

The question stands after the whole context, so the model's cache of it is used and kept.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from agents.mind import Mind
from agents.model import Completion, Priority, Request
from agents.session import Session, transcript_of

ERRORS = Path(__file__).with_name("errors.yaml")
LONGEST = 4000  # characters of an answer that is kept


async def ask_aside(
    mind: Mind, session: Session, question: str, *, purpose: str, schema: dict[str, Any] | None = None,
    max_tokens: int = 300, priority: Priority = Priority.BACKGROUND, temperature: float = 0.6,
) -> str | None:  # fmt: skip
    """Return the answer to a question put after the context, or None where no sound one came."""
    messages = [*session.messages, {"role": "user", "content": question}]
    return await _asked(
        mind, Request(purpose, mind.persona.id, priority, messages=tuple(messages), schema=schema, max_tokens=max_tokens, temperature=temperature)
    )  # fmt: skip


async def go_on_aside(
    mind: Mind, session: Session, cue: str, *, purpose: str, priority: Priority = Priority.BACKGROUND
) -> str | None:
    """Return how a small model goes on with its transcript after ``cue``, up to the line's end, or None."""
    request = Request(
        purpose, mind.persona.id, priority, prompt=transcript_of(session.entries) + cue, max_tokens=40, temperature=0.4,
        stop=("\n",), sampling={"top_p": 0.9, "repeat_penalty": 1.1},
    )  # fmt: skip
    return await _asked(mind, request)


async def _asked(mind: Mind, request: Request) -> str | None:
    answer = await mind.model.complete(request)
    return answer.text.strip() if isinstance(answer, Completion) and _answers(answer.text) else None


def sound(text: str) -> bool:
    """Return whether a text may become a memory: not empty, not endless, nowhere an error's words."""
    return _answers(text) and not _patterns()[1].search(text)


def _answers(text: str) -> bool:
    """Return whether a text is an answer at all; a part of it may still be an error's words."""
    return bool(text.strip()) and len(text) <= LONGEST and not _patterns()[0].search(text)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what an error's words begin with, and what of them may stand anywhere."""
    table = YAML(typ="safe").load(ERRORS.read_text("utf-8"))
    begins = rf"^\W*(http\S*\W+)?(\d{{3}}\W+)?({'|'.join(table['begins'])})"
    return re.compile(begins, re.IGNORECASE), re.compile("|".join(table["anywhere"]), re.IGNORECASE)
