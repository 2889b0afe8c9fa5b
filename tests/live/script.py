"""What the scripted model says in live tests: a plan for the scripted endpoint."""

from __future__ import annotations

import json
import re

from tests.scripted import Answer, Asked

SAID = re.compile(r'^(\S+) (?:says|whispers)(?: to you)?: "(.*)"$', re.MULTILINE)
CALLED = re.compile(r'^(\S+) calls over the city to you [^"]*: "(.*)"$', re.MULTILINE)
CAME = re.compile(r"^(\S+) comes in", re.MULTILINE)
WORD = re.compile(r"my word is (\w+)", re.IGNORECASE)


def plan(asked: Asked) -> Answer:
    """Answer agents by act, short-memory minds by line."""
    if asked.schema is not None:
        return Answer(acting(asked.body["messages"][-1]["content"]))
    return Answer(remembering(asked.prompt))


def remembering(told: str) -> str:
    """A short mind: it knows the word that stands in its lines, else it praises the soup."""
    lines = told.splitlines()
    asked = any("what is my word" in each for each in lines[-5:])
    words = WORD.findall(told)
    if asked:
        return f"You told me {words[-1]}." if words else "You told me nothing so far."
    return "The soup is nearly done today."


def acting(told: str) -> str:
    """An agent: it greets who came in, and answers with the last word that it heard."""
    last = max(
        (*SAID.finditer(told), *CALLED.finditer(told), *CAME.finditer(told)),
        key=lambda each: each.start(),
        default=None,
    )
    if last is None:
        return act("wait")
    if last.re is CALLED:
        return act("channel", text=f"Did you call, {last[1]}?")
    if last.re is CAME:
        return act("say", text=f"Mind the oil, {last[1]}.")
    return act("say", text=f"Did you say {re.findall(r'[\w-]+', last[2])[-1]}?")


def act(verb: str, **fields: str) -> str:
    """Return a reply as the full manner wants it."""
    return json.dumps({"thought": "", "act": verb, "to": "", "where": "", "thing": "", "text": "", **fields})
