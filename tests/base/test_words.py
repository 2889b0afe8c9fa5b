"""Words, names in a text, and the nearest known word."""

from __future__ import annotations

import pytest

from gothmud.errors import nearest
from gothmud.words import mentions, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("Don't go, ÄRZTE!", ["don't", "go", "ärzte"]),
        ("cog_3 and 12", ["cog", "and"]),
        ("straße", ["strasse"]),
        ("'quoted'", ["quoted"]),
    ],
)
def test_words_are_folded(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@pytest.mark.parametrize(
    ("text", "names", "meant"),
    [
        ("Ada, are you there?", ["Ada"], True),
        ("ADA!", ["Ada"], True),
        ("Adamant people.", ["Ada"], False),
        ("I saw the baker.", ["the baker"], True),
        ("A baker I saw.", ["the baker"], True),
        ("Doctor, no. Lorenz!", ["Doctor Lorenz"], False),
        ("Good day, doctor Lorenz.", ["Doctor Lorenz"], True),
        ("Good day.", [], False),
        ("Good day.", ["", "the ", "..."], False),
        ("Is that Ada’s hat?", ["Ada"], True),
        ("Is that Ada's hat?", ["Ada"], True),
        ("I saw a baker.", ["The baker"], True),
        ("Is that D'Arcy's hat?", ["D'Arcy"], True),
        ("Is that D’Arcy’s?", ["D'Arcy's"], True),
        ("Unit 7, come here.", ["Unit 7"], True),
        ("Unit 8, come here.", ["Unit 7"], False),
        ("R2D2's lamp", ["r2d2"], True),
        ("R2", ["r2d2"], False),
    ],
)
def test_a_name_is_meant_as_whole_words_in_order(text: str, names: list[str], meant: bool) -> None:
    assert mentions(text, names) is meant


@pytest.mark.parametrize(
    ("found", "known", "said"),
    [
        ("sqare", ["square", "inn"], "; did you mean 'square'?"),
        ("xyzzy", ["square", "inn"], ""),
        ("square", [], ""),
        ("", ["square"], ""),
    ],
)
def test_the_nearest_known_word(found: str, known: list[str], said: str) -> None:
    assert nearest(found, known) == said
