"""What comes to mind at a question: who asks, and what they said themselves."""

from __future__ import annotations

import pytest

from agents.facts import said_before
from agents.senses import Percept
from tests.agents.fakes import percept, senses

TOLD = [
    percept("Ada, my cat is called Biscuit.", seq=1), percept("And mine is Tom.", seq=2, who=3, called="Bruno", human=False),
    percept("My key is under the mat.", seq=3, kind="whispered"), percept("Is my hat here?", seq=4),
    percept("See http://evil.example", seq=5),
]  # fmt: skip


def answered(text: str, recent: list[Percept] = TOLD, **fields: object) -> str:
    return said_before(percept(text, seq=9, **fields), senses(recent=recent))


@pytest.mark.parametrize("text", ["What is my name?", "who am I", "Do you remember me, Ada?", "what's my name"])
def test_one_knows_who_asks(text: str) -> None:
    assert answered(text) == "You are Mira."


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("What is my cat called?", "You said: my cat is called Biscuit."),
        ("What did I tell you?", "You said: my cat is called Biscuit."), ("what did I just say", "You said: my cat is called Biscuit."),
        ("Where is my key?", ""), ("Have you seen my hat?", ""), ("I love my cat.", ""), ("What is your name?", ""),
        ("Who took the keys?", ""),
    ],
)  # fmt: skip
def test_what_somebody_said_is_told_to_them_again(text: str, says: str) -> None:
    assert answered(text) == says


def test_what_was_whispered_is_told_in_a_whisper_only_and_to_nobody_else() -> None:
    assert answered("Where is my key?", kind="whispered") == "You said: My key is under the mat."
    assert answered("Where is my key?", kind="whispered", who=3, called="Bruno") == ""


def test_nobody_has_said_anything() -> None:
    assert answered("What did I tell you?", []) == ""
