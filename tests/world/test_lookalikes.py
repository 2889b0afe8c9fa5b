"""Names that read the same at a glance."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.base.strategies import QUICK
from world.lookalikes import hidden_signs, skeleton, table

CAPITAL_ETA, CYRILLIC_A, CYRILLIC_IE = "\u0397", "\u0410", "\u0435"


@pytest.mark.parametrize(
    ("name", "like"),
    [
        ("ADA", "Ada"),
        (f"{CYRILLIC_A}da", "Ada"),
        (f"{CAPITAL_ETA}ester", "Hester"),
        (f"H{CYRILLIC_IE}ster", "Hester"),
        ("Hes-ter", "Hester"),
        ("H e s t e r", "Hester"),
        ("_Hester_", "Hester"),
        ("H3ster", "Hester"),
        ("Brun0", "Bruno"),
        ("Moll", "MoII"),
        ("Mo11", "Moll"),
        ("Rnarlow", "Marlow"),
        ("\uff28\uff45\uff53\uff54\uff45\uff52", "Hester"),
        ("Hést\u00e8r", "Hester"),
    ],
)
def test_these_would_be_mistaken_for_each_other(name: str, like: str) -> None:
    assert skeleton(name) == skeleton(like)


@pytest.mark.parametrize(
    ("one", "other"), [("Ada", "Ida"), ("Tom", "Tim"), ("Visitor6", "Visitor8"), ("Mira", "Mina"), ("Wim2", "Wim9")]
)
def test_these_would_not(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


def test_digits_stay_apart_from_each_other() -> None:
    assert len({skeleton(each) for each in string.digits}) == 10


def test_each_sign_of_the_table_is_one_sign_and_looks_like_a_latin_letter() -> None:
    for sign, letter in table()["signs"].items():
        assert len(sign) == 1
        assert letter in string.ascii_lowercase
        assert skeleton(f"x{sign}x") == skeleton(f"x{letter}x")


@pytest.mark.parametrize("name", ["A\u200bda", "Ada\u202e", "A\x07da", "Ada\u0489\u0489", "X\u0336Y", "\ue000da"])
def test_hidden_signs_are_noticed(name: str) -> None:
    assert hidden_signs(name)


@pytest.mark.parametrize("name", ["Ada", "José", "Jose\u0301", "D'Arcy", "李", "Unit 7"])
def test_plain_names_have_none(name: str) -> None:
    assert not hidden_signs(name)


@QUICK
@given(st.text(max_size=20))
def test_a_skeleton_is_its_own(name: str) -> None:
    assert skeleton(skeleton(name)) == skeleton(skeleton(skeleton(name)))
