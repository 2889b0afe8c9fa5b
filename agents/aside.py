"""Ephemeral sessions: a side question on the context as it is. It leaves no trace in the session but its result.

The question stands after the whole context, so the model's cache of it is used and kept; or it stands apart, where much
is to be read that the context could not hold.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from agents.mind import Mind
from agents.model import Completion, Model, Priority, Request
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
        mind.model, Request(purpose, mind.persona.id, priority, messages=tuple(messages), schema=schema, max_tokens=max_tokens, temperature=temperature)
    )  # fmt: skip


async def go_on_aside(
    mind: Mind, session: Session, cue: str, *, purpose: str, priority: Priority = Priority.BACKGROUND
) -> str | None:
    """Return how a small model goes on with its transcript after ``cue``, up to the line's end, or None."""
    request = Request(
        purpose, mind.persona.id, priority, prompt=transcript_of(session.entries) + cue, max_tokens=40, temperature=0.4,
        stop=("\n",), sampling={"top_p": 0.9, "repeat_penalty": 1.1},
    )  # fmt: skip
    return await _asked(mind.model, request)


async def ask_apart(
    model: Model, agent: str, system: str, question: str, *, purpose: str, schema: dict[str, Any], max_tokens: int = 400
) -> str | None:
    """Return the answer to a question in a session of its own, which nobody acts in, or None where no sound one came."""
    messages = ({"role": "system", "content": system}, {"role": "user", "content": question})
    request = Request(
        purpose, agent, Priority.BACKGROUND, messages=messages, schema=schema, max_tokens=max_tokens, temperature=0.3
    )
    return await _asked(model, request)


async def _asked(model: Model, request: Request) -> str | None:
    answer = await model.complete(request)
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
