"""What of a prompt is new to its mind."""

from __future__ import annotations

import pytest

from agents.model import Priority, Request
from agents.prefix import REMEMBERED, Prompts


def ask(prompt: str) -> Request:
    return Request("answer", "ada", Priority.HUMAN, prompt=prompt)


def test_all_of_a_first_prompt_is_new_and_nothing_of_a_second_try() -> None:
    prompts = Prompts()
    assert [prompts.novel_share(ask("You are Ada.")) for _ in range(2)] == [1.0, 0.0]


def test_only_what_was_added_at_the_end_is_new() -> None:
    prompts = Prompts()
    prompts.novel_share(ask("a" * 75))
    assert prompts.novel_share(ask("a" * 75 + "b" * 25)) == pytest.approx(0.25)


def test_a_fork_that_was_left_leaves_what_was_before_it_known() -> None:
    prompts = Prompts()
    prompts.novel_share(ask("a" * 50))
    prompts.novel_share(ask("a" * 50 + "cue"))
    assert prompts.novel_share(ask("a" * 50 + "b" * 50)) == pytest.approx(0.5)


def test_a_beginning_that_moved_is_all_new() -> None:
    prompts = Prompts()
    prompts.novel_share(ask("It is noon. You are Ada."))
    assert prompts.novel_share(ask("8 o'clock. You are Ada.")) == 1.0


def test_chat_counts_by_its_messages() -> None:
    prompts = Prompts()
    first = ({"role": "system", "content": "You are Ada."}, {"role": "user", "content": "Mira says: Hello"})
    prompts.novel_share(Request("answer", "ada", Priority.HUMAN, messages=first))
    more = (*first, {"role": "assistant", "content": "Good day."})
    assert 0 < prompts.novel_share(Request("answer", "ada", Priority.HUMAN, messages=more)) < 0.5


def test_only_the_latest_are_remembered() -> None:
    prompts = Prompts()
    for number in range(REMEMBERED + 1):
        prompts.novel_share(ask(f"{number} is the beginning."))
    assert prompts.novel_share(ask("0 is the beginning.")) > 0.9
