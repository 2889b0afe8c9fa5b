"""What goes out as text commands no client: no escape but a colour's, no link but one that was made."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.frames import text_out
from tests.base.strategies import QUICK
from world.prose import barless, linked

COMMANDS = re.compile(r"\x1b(?!\[[0-9;]*m)|\x9b")


@QUICK
@given(st.text(alphabet="\x1b\x9b[47;mz<SEND>]0\x07", max_size=40))
def test_nothing_but_a_colour_escapes(text: str) -> None:
    assert not COMMANDS.search(text_out(text))


def test_colours_and_words_stay() -> None:
    assert (
        text_out("\x1b[1m\x1b[38;5;9mSoup\x1b[0m, häppy \x1b[4z<SEND>")
        == "\x1b[1m\x1b[38;5;9mSoup\x1b[0m, häppy [4z<SEND>"
    )


@pytest.mark.parametrize("command", ["north", "to the quay", "look Ada's-cup", "look Ö"])
def test_plain_words_are_linked(command: str) -> None:
    assert linked(command, "|cgo|n") == f"|lc{command}|lt|cgo|n|le"


@pytest.mark.parametrize("command", ["", 'a"b', "a>b", "a|b", "a&b", "a\nb", "x" * 61])
def test_a_command_of_anything_else_is_not(command: str) -> None:
    assert linked(command, "label") == "label"


def test_no_markup_is_left_in_what_others_wrote() -> None:
    assert barless("||lcquit||lt|rsoup|le") == "lcquitltrsouple"
