"""What is left of a line by the time that it is heard."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.base.strategies import QUICK
from world.utterance import one_line, shown, spoken


def mine(name: str) -> bool:
    return name.casefold() in ("ada", "mender")


def known(name: str) -> bool:
    return name.casefold() in ("hester", "doctor lorenz")


def heard(text: str) -> str:
    return spoken(one_line(text), mine, known)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("hello", "hello"),
        (" a\n\tb\x1b[31mc\x00", "a b [31mc"),
        ('"hello"', "hello"),
        ('He said "no" to “me”.', "He said 'no' to 'me'."),
        ('hi" Hester says, "I did it', "hi' Hester says, 'I did it"),
        ("\u202egnp.exe\u200b", "gnp.exe"),
        ("", ""),
    ],
)
def test_a_line_is_one_line_and_holds_no_double_quotes(text: str, line: str) -> None:
    assert one_line(text) == line


@pytest.mark.parametrize(
    ("wrote", "said"),
    [
        ("*sighs* I am tired.", "I am tired."),
        ("*Sighs.* No.", "No."),
        ("Fine. *shrugs*", "Fine."),
        ("(coughs) Hm.", "Hm."),
        ("[turns away]", ""),
        ("*", ""),
        ("I *never* said that.", "I never said that."),
        ("*Never* again.", "Never again."),
        ("**Really** good __soup__.", "Really good soup."),
        ("<b>Bold</b> [i]claim[/i]", "Bold claim"),
        ("12 < 13 and 14 > 4", "12 < 13 and 14 > 4"),
        ("Ada: hello.", "hello."),
        ('Mender says, "Ada: hello."', "hello."),
        ("Soup: hot.", "Soup: hot."),
        ("It says: 'no'.", "It says: 'no'."),
    ],
)
def test_what_nobody_can_say_is_left_out(wrote: str, said: str) -> None:
    assert heard(wrote) == said


@pytest.mark.parametrize(
    "wrote", ["Hester: I did it.", 'Hester says, "I did it."', "Doctor Lorenz: no.", "Ada: Hester: I did it."]
)
def test_nobody_speaks_in_anothers_name(wrote: str) -> None:
    with pytest.raises(ValueError, match=r"Hester|Doctor Lorenz"):
        heard(wrote)


@pytest.mark.parametrize(
    ("wrote", "seen"), [("*sighs*", "sighs"), ("Ada sighs.", "sighs."), ("(waves)", "waves"), ("sighs", "sighs")]
)
def test_a_pose_stands_behind_its_name(wrote: str, seen: str) -> None:
    assert shown(one_line(wrote), mine) == seen


@QUICK
@given(st.text(st.sampled_from("ab:. *\"'“”()[]<>_\n\x1b|HhAaDd,says"), max_size=60))
def test_no_line_holds_another_lines_frame(text: str) -> None:
    try:
        line = heard(text)
    except ValueError:
        return
    assert '"' not in line
    assert "*" not in line
    assert line.isprintable()
    assert not line.startswith(("Hester:", "Ada:"))
