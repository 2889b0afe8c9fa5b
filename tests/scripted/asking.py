"""What the scripted endpoint was asked, and what it shall answer: plain values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal, Protocol

Fault = Literal[
    "400", "401", "429", "500", "503", "cut", "malformed", "stream-error", "wrong-schema", "hang", "huge", "empty", "error-text"
]  # fmt: skip
ROLE = re.compile(r"<(system|user|assistant)>")
SPOKEN = re.compile(r'(?P<who>[^:"\[{(]{1,40}): *(?P<quote>"?)(?P<what>.*?)(?P=quote)')
ASIDE = ("[", "Write the next line:")  # lines of gothmud's frame that nobody said
PROBES = ("Is water wet?", "One, two,")  # what agents/probe.py asks


@dataclass(frozen=True, slots=True)
class Answer:
    """What to answer. ``fault`` wins over ``text``; ``delay`` is seconds before the first byte."""

    text: str = ""
    delay: float = 0.0
    fault: Fault | None = None
    retry_after: float = 1.0  # seconds, told with a 429
    logprob: float = -0.5  # of every token, told where the request asks for it


@dataclass(slots=True)
class Asked:
    """One question in order of arrival, and (once it is planned) its answer and the count of its tokens."""

    number: int
    at: float  # of gothmud.clock.stopwatch
    path: str
    body: dict[str, Any]
    prompt: str
    answer: Answer | None = None
    prompt_tokens: int = 0
    cached_tokens: int = 0

    @property
    def chat(self) -> bool:
        """Whether it is a chat, not a plain completion."""
        return self.path.endswith("/chat/completions")

    @property
    def stream(self) -> bool:
        """Whether the answer is to come in pieces."""
        return bool(self.body.get("stream"))

    @property
    def schema(self) -> dict[str, Any] | None:
        """The JSON schema that the answer is to be held to, or None."""
        shape = self.body.get("response_format") or {}
        return (shape.get("json_schema") or {}).get("schema") or shape.get("schema")

    @property
    def probing(self) -> bool:
        """Whether this is gothmud's probe, no mind."""
        return PROBES[0] in self.prompt if self.chat else self.prompt == PROBES[1]

    @property
    def last_line(self) -> str:
        """The last line that means something: neither a role's mark, nor the bare 'Name:' to go on with, nor frame."""
        kept = [each.strip() for each in self.prompt.splitlines() if each.strip() and not ROLE.fullmatch(each.strip())]
        if kept and not self.chat and kept[-1].endswith(":"):
            kept.pop()
        return next((each for each in reversed(kept) if not each.startswith(ASIDE)), "")

    @property
    def spoken(self) -> list[str]:
        """What others said in the prompt, in order, without the speakers. Own lines are left out where they are known."""
        text, own = self.prompt, self.prompt.rsplit("\n", 1)[-1].strip()
        if self.chat:
            text = "\n".join(str(each.get("content")) for each in self.body["messages"] if each.get("role") == "user")
        found = [SPOKEN.fullmatch(line.strip()) for line in text.splitlines() if not line.startswith(ASIDE)]
        return [each["what"] for each in found if each and each["what"] and (self.chat or each["who"] + ":" != own)]


class Plan(Protocol):
    """Decides what is answered. Called for one question at a time, in order of arrival; may raise nothing."""

    def __call__(self, asked: Asked) -> Answer:
        """Return the answer to a question."""
        ...


def flat(path: str, body: dict[str, Any]) -> str:
    """Return a request's prompt as one text, such that a longer context begins with the shorter one's text."""
    if not path.endswith("/chat/completions"):
        return str(body.get("prompt") or "")
    turns = [f"<{each.get('role')}>\n{each.get('content')}\n" for each in body.get("messages") or []]
    return "".join(turns) + "<assistant>"
