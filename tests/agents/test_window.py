"""The prompt of a short-memory mind stays under its bound, over the whole shipped cast, and grows at its end."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from agents.prompt import narrow_header, short_messages, whether_messages
from agents.wayfinding import Town
from agents.window import ASK_TOKENS, FEWEST, LONGEST_LINE, PROMPT_TOKENS, Window, shortened, tokens_at_most
from gothmud.persona import Persona
from gothmud.wire import MAX_TEXT
from server.prepare import town_of
from tests.base.strategies import QUICK
from world.load import find_city, load_city

CITY = load_city(find_city("gothmud"))
TOWN = Town.model_validate(town_of(CITY))
SHORT = [each for each in CITY.cast if each.tier == "short"]
LINES = st.lists(
    st.text(st.characters(exclude_characters="\n\r"), max_size=MAX_TEXT).map(lambda text: f"Mira: {text}\n"),
    max_size=25,
)
# SmolLM2's own counts of the headers' parts as of 2026-11-24, by llama.cpp's /tokenize
MEASURED = {
    "何をしているのですか": 14,
    "Schön, daß Sie da sind! Übermütig?": 18,
    "a b c d e f g": 7,
    "!!!???...": 4,
    "12345 99": 8,
}


def window(persona: Persona) -> Window:
    return Window(persona.hears, PROMPT_TOKENS - ASK_TOKENS - tokens_at_most(narrow_header(TOWN, persona)))


def whole(persona: Persona, lines: str) -> int:
    """Return the tokens of the longest question of this person."""
    header, rule = narrow_header(TOWN, persona), f"({persona.stubborn.rule})\n" if persona.stubborn else ""
    asks = [short_messages(header, lines, persona.name, rule), whether_messages(header, lines, persona.name)]
    return max(sum(tokens_at_most(each["content"]) for each in ask) for ask in asks)


@pytest.mark.parametrize("persona", SHORT, ids=lambda each: each.id)
def test_the_longest_window_keeps_the_prompt_under_600_tokens(persona: Persona) -> None:
    made = window(persona)
    for number in range(40):
        made.add(f"Mira: {'Where did the old robot go with the keys, do you know? ' * (number % 12 + 1)}\n")
        assert whole(persona, made.text) < PROMPT_TOKENS
    assert len(made.lines) >= 1


@pytest.mark.parametrize("persona", SHORT, ids=lambda each: each.id)
def test_lines_as_people_say_them_are_held(persona: Persona) -> None:
    made = window(persona)
    for number in range(30):
        made.add(f"Bruno: It is only soup number {number}.\n")
        assert min(number + 1, FEWEST) <= len(made.lines) <= persona.hears


@QUICK
@given(st.sampled_from(SHORT), LINES)
@example(SHORT[0], ["Mira: \ud800\n"])
def test_no_lines_of_anybody_break_the_bound(persona: Persona, lines: list[str]) -> None:
    made = window(persona)
    for each in lines:
        made.add(each)
        assert whole(persona, made.text) < PROMPT_TOKENS
        assert made.lines[-1].endswith("\n")


def test_it_mostly_grows_at_its_end() -> None:
    made, texts = Window(10, 10_000), [""]
    for number in range(30):
        made.add(f"Mira: {number}\n")
        texts.append(made.text)
    moved = sum(not after.startswith(before) for before, after in pairwise(texts))
    assert moved <= 5
    made.clear()
    assert made.text == ""


def test_a_long_line_is_cut_at_a_word() -> None:
    line = shortened("Mira: " + "word " * 200 + "\n", 1000)
    assert len(line) <= LONGEST_LINE
    assert line.endswith("word ...\n")
    assert tokens_at_most(shortened("Mira: " + "何" * 600 + "\n", 60)) <= 60
    assert shortened("Mira: Hm.\n", 1000) == "Mira: Hm.\n"


@pytest.mark.parametrize(("text", "count"), MEASURED.items())
def test_the_count_is_no_less_than_a_tokenizers(text: str, count: int) -> None:
    assert tokens_at_most(text) >= count - 1
