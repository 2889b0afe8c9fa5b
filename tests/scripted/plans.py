"""Ready plans. Where a question asks for JSON, each puts its sentence into JSON of that schema."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from tests.scripted.asking import Answer, Asked, Plan
from tests.scripted.phrases import phrases
from tests.scripted.shaped import shaped

TAIL = 400  # characters of a prompt that a rule looks at
LATELY = 20_000  # characters of a prompt in which a phrase counts as used
ASKS = re.compile(r"\bwhat(?:'s| did| was| is)\b[^.?!]*\bmy (name|word)\b", re.IGNORECASE)
FORGOTTEN = "I don't know."


def echo_persona() -> Plan:
    """Answer as a person might: a sentence out of the prompt's last line, never twice the same in a row."""
    last = ""

    def plan(asked: Asked) -> Answer:
        nonlocal last
        last = next(each for each in phrases(asked.last_line, asked.prompt[-LATELY:]) if each != last)
        return said(asked, last)

    return plan


def lines(texts: Iterable[str | Answer]) -> Plan:
    """Answer with these in order; the last one repeats. Raises ValueError for none."""
    left = list(texts)
    if not left:
        raise ValueError("a plan of lines needs a line")

    def plan(asked: Asked) -> Answer:
        return said(asked, left.pop(0) if len(left) > 1 else left[0])

    return plan


def by_rule(rules: Mapping[str, str | Answer], otherwise: Plan | None = None) -> Plan:
    """Answer by the first regex (case ignored) found in the prompt's last 400 characters, else by ``otherwise`` (echo)."""
    compiled = [(re.compile(each, re.IGNORECASE), answer) for each, answer in rules.items()]
    fallback = otherwise or echo_persona()

    def plan(asked: Asked) -> Answer:
        found = next((answer for rule, answer in compiled if rule.search(asked.prompt[-TAIL:])), None)
        return fallback(asked) if found is None else said(asked, found)

    return plan


def remembering(otherwise: Plan | None = None) -> Plan:
    """Asked 'what did I say my word (name) was?', answer with what followed 'my word is' in the prompt, if anything did.

    Whether that is so hangs on the prompt alone: the plan itself remembers nothing. Else ``otherwise`` (echo) answers.
    """
    fallback = otherwise or echo_persona()

    def plan(asked: Asked) -> Answer:
        spoken = asked.spoken
        asks = ASKS.search(spoken[-1]) if spoken else None
        if asks is None:
            return fallback(asked)
        told = re.findall(rf"\bmy {asks[1]} is[ :\"'“]+([^\W_][\w-]*)", asked.prompt, re.IGNORECASE)
        return said(asked, f"{told[-1].capitalize()}, you told me." if told else FORGOTTEN)

    return plan


def slowly(plan: Plan, delay: float) -> Plan:
    """Answer as ``plan`` does, the first byte ``delay`` seconds later."""
    return lambda asked: replace(answer := plan(asked), delay=answer.delay + delay)


def said(asked: Asked, what: str | Answer) -> Answer:
    """Return an answer that says ``what`` in the form that was asked for; text that is a JSON object is left as it is."""
    answer = Answer(what) if isinstance(what, str) else what
    if asked.schema is None or answer.fault or answer.text.startswith("{"):
        return answer
    return replace(answer, text=shaped(asked.schema, answer.text, asked.last_line))
