"""Lines that somebody could say, and lines that nobody would."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.sayable import (
    LONGEST,
    MOST_WORDS,
    SURPRISING,
    Scene,
    flaw,
    judged,
    score,
    stutters,
    tidied,
    unknown_names,
)
from gothmud.words import words_of
from tests.base.strategies import QUICK

NAMES = frozenset({"ada", "lorenz", "hospital", "hill"})
SCENE = Scene("Where is the clock tower, Ada?", ("The coffee is cold again today.",), NAMES)


@pytest.mark.parametrize(
    "line",
    [
        "The tower is up the hill.",
        "Ask Lorenz.",
        "It's Ada's, not mine!",
        "Two robots? I saw 12 of them.",
        "I think I'll go.",
        "Behind Hospital Hill.",
    ],
)
def test_a_good_line_can_be_said(line: str) -> None:
    assert flaw(line, SCENE) == ""


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("", "nothing said"),
        ("...", "nothing said"),
        ("No end to it", "too long or cut off"),
        ("A" + " long line" * 14 + ".", "too long or cut off"),
        (
            "He was " + " ".join(f"w{'x' * n}" for n in range(1, 12)) + " a b c d e f g h i k l m.",
            "too long or cut off",
        ),
        ("Look at <this>.", "signs that nobody says"),
        ("Name: [your name].", "signs that nobody says"),
        ("It was in 1984.", "signs that nobody says"),
        ("See http: there.", "signs that nobody says"),
        ("As an AI I can't.", "out of character"),
        ("Check the website.", "out of character"),
        ("I am a language model.", "out of character"),
        ("Mira is the only one who never slept with her.", "unseemly"),
        ("No no, wait.", "stutters"),
        ("The bell and the bell and so on.", "stutters"),
        ("Go home, go fast, then go.", "stutters"),
        ("I met Gandalf there.", "speaks of Gandalf, whom nobody knows"),
        ("Where is the clock tower, Ada?", "said before"),
        ("The coffee is cold again.", "said before"),
    ],
)
def test_a_bad_line_is_named(line: str, why: str) -> None:
    assert flaw(line, SCENE) == why


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        ("", ""),
        ("  good   day \n to you ", "Good day to you."),
        ('"Good day."', "Good day."),
        ("“Good day.”", "Good day."),
        ("(smiles) Good day. (leaves)", "Good day."),
        ("Good day,", "Good day."),
        ("One. Two. Three.", "One. Two."),
        ("One. Two is cut o", "One."),
        ("One! " + "Two " * 30 + ".", "One!"),
        ("So it is; I sa", "So it is; I sa."),
        ("x" * 100, "X" + "x" * 99),
        ("Is it? yes. No.", "Is it? yes. No."),
    ],
)
def test_a_text_is_tidied_to_a_sentence_or_two(raw: str, line: str) -> None:
    assert tidied(raw) == line


@pytest.mark.parametrize(
    ("line", "unknown"),
    [
        ("Gandalf is gone.", ""),  # a first word is always capitalised
        ("I saw Gandalf.", "Gandalf"),
        ("I saw Ada.", ""),
        ("That is Ada's hat.", ""),
        ("That is Gandalf's hat.", "Gandalf's"),
        ("He left. Gandalf too.", ""),
        ("He said: “Gandalf.”", "Gandalf"),
        ("So I'm told, and I know.", ""),
        ("It is OK.", "OK"),
    ],
)
def test_names_that_nobody_knows(line: str, unknown: str) -> None:
    assert unknown_names(line, NAMES) == unknown


@pytest.mark.parametrize(
    ("words", "does"),
    [("a b c", False), ("no no", True), ("the cog the bell", False), ("a cog a cog", True), ("sea x sea y sea", True), ("you x you y you", False), ("", False)],
)  # fmt: skip
def test_stutters(words: str, does: bool) -> None:
    assert stutters(words.split()) is does


def test_the_score_likes_what_is_near_sure_and_of_middle_length() -> None:
    about = Scene("Where is the bell?", topic="the cog")
    near, far = "They rang the bell at noon.", "They drank some tea at noon."
    assert score(near, 1.0, about) > score(far, 1.0, about)
    assert score("They found a cog at noon.", 1.0, about) > score(far, 1.0, about)
    assert score(far, 0.5, about) > score(far, 1.5, about)
    assert score(far, 1.0, about) > score("Tea.", 1.0, about)
    assert score(far, None, about) == score(far, 1.6, about)


def test_word_salad_is_what_surprises() -> None:
    assert judged("The tower is up there.", SURPRISING + 0.1, SCENE).why_not == "word salad"
    assert judged("The tower is up there.", SURPRISING, SCENE).why_not == ""
    assert judged("The tower is up there.", None, SCENE).why_not == ""


@QUICK.__class__(QUICK, max_examples=200)
@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from(["Ada", "the", "(x)", '"', "sea", ".", "\n", "!", "I'm"]), max_size=40).map(" ".join)
)
def test_what_can_be_said_is_one_short_whole_line(raw: str) -> None:
    candidate = judged(raw, None, SCENE)
    assert len(candidate.line.splitlines()) <= 1
    if not candidate.why_not:
        assert 0 < len(candidate.line) <= LONGEST
        assert 0 < len(words_of(candidate.line)) <= MOST_WORDS
        assert candidate.line[-1] in ".!?"
        assert not set(candidate.line) & set('[]{}<>*=@#|\\^~_"') - {'"'}
