"""Which call of a function is meant: told by its arguments, for the processes' own classes may not be imported here."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

TYPED = "typed"  # the act id of what a person typed


def any_call(_arguments: tuple[Any, ...], _word: str) -> bool:
    """The first one."""
    return True


def human_line(arguments: tuple[Any, ...], word: str) -> bool:
    """The word is in it."""
    return word in content(arguments)


def her_line(arguments: tuple[Any, ...], word: str) -> bool:
    """Ada's answer to the word is in it."""
    return f"Did you say {word}?" in content(arguments)


def her_answer(arguments: tuple[Any, ...], _word: str) -> bool:
    """What the world answers to an act is in it, or in the bundle that waits."""
    return "Gothmud.Act.Result" in content((*arguments, getattr(arguments[0], "_letters", None)))


def told(arguments: tuple[Any, ...], word: str) -> bool:
    """A message that the word was said."""
    return any(type(each).__name__ == "SayEvent" and word in each.text for each in arguments)


def act(arguments: tuple[Any, ...], word: str) -> bool:
    """A mind's act of answering the word."""
    return any(type(each).__name__ == "Act" and each.id != TYPED and word in (each.text or "") for each in arguments)


def answer(arguments: tuple[Any, ...], _word: str) -> bool:
    """What the world answers to an act."""
    return any(type(each).__name__ == "ActResult" for each in arguments)


def asked(arguments: tuple[Any, ...], _word: str) -> bool:
    """A question to the model about what somebody said."""
    return any(getattr(each, "purpose", "") == "answer" for each in arguments)


def acting(_arguments: tuple[Any, ...], word: str) -> bool:
    """Within a mind's act of answering the word, whoever calls."""
    frame = sys._getframe()
    while frame := frame.f_back:
        if frame.f_code.co_name == "perform" and act((frame.f_locals.get("act"),), word):
            return True
    return False


def entry(kind: str) -> Callable[[tuple[Any, ...], str], bool]:
    """Return what tells an entry of this kind on its way into a session file; of a percept, that of the word."""

    def meant(arguments: tuple[Any, ...], word: str) -> bool:
        kinds = (json.loads(each)["kind"] if str(each).startswith('{"v":') else each for each in arguments[1:])
        return kind in kinds and (kind not in ("percept", "reply") or word in content(arguments))

    return meant


def content(arguments: tuple[Any, ...]) -> str:
    """Return what is in the arguments, to look for words in it."""
    return " ".join(repr(bytes(each)) if isinstance(each, memoryview) else repr(each) for each in arguments)
