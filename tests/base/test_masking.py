"""No way to type a password leaves it in a line that is written down."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gothmud import masking, wire
from tests.base.strategies import QUICK

SECRET = "lamp-Oil|n 61"


@pytest.mark.parametrize("line", [
    "connect bob {}", "CONNECT bob {}", "Connect {}", "conn bob {}", "co bob {}", '  connect "my name" "{}"',
    "create bob {}", "cr bob {}", "conect bob {}", "login bob {}", "bob {}", "{}", "connect {} bob", "@connect bob {}",
    "connect\t{}", "help {}", "bob={}",
])  # fmt: skip
def test_before_login_nothing_behind_the_command_is_kept(line: str) -> None:
    kept = masking.typed(line.format(SECRET), logged_in=False)
    assert all(part not in kept for part in SECRET.split())


@pytest.mark.parametrize("line", [
    "@password old={}", "password {} = new", "PASSWORD {}={}", "+password {}={}", "passwordold={}", "pasword {} = new",
    "@passwrod a={}", "@userpassword bob = {}", "connect bob {}", "create bob {}", "conect bob {}", "passwd {}",
    "nick pw = password {} = new", "set me/pwd = {}", "@py self.account.set_password('{}')", "/password {}", "nick x password{}",
])  # fmt: skip
def test_after_login_whatever_takes_a_password_is_masked(line: str) -> None:
    kept = masking.typed(line.format(SECRET, SECRET), logged_in=True)
    assert all(part not in kept for part in SECRET.split())
    assert masking.MASK in kept


@pytest.mark.parametrize("line", [
    "say Good evening, Ada.", "look", "north", "whisper bob = meet me", "give coin to bob", "say my password is none of yours",
    '"hello', ":bows", "home", "wake", "who", "city good night", "shake bob", "drop crate",
])  # fmt: skip
def test_what_is_said_and_done_is_kept_as_it_is(line: str) -> None:
    assert masking.typed(line, logged_in=True) == line


@QUICK
@given(
    st.sampled_from(["connect", "Create", "cre", "hallo", ""]),
    st.text(st.characters(codec="ascii", exclude_characters="* "), min_size=5),
)
def test_no_secret_survives_before_login(command: str, secret: str) -> None:
    line = f"{command} ada {secret}"
    assert secret not in masking.typed(line, logged_in=False).removeprefix(command)
    assert not [
        each
        for each in masking.words_of(line)
        if each in masking.answer(f"No '{line}' here.", masking.words_of(line)).replace("***", "")
    ]


def test_an_answer_repeats_no_word_that_was_typed_in_any_case_or_escaped() -> None:
    words = masking.words_of('connect Bob "a|rb-77"')
    told = masking.answer("'CONNECT BOB A||RB-77' a|rb-77 is wrong", words)
    assert told == "'*** *** ***' *** is wrong"


def test_messages_keep_no_credentials() -> None:
    for told in (wire.Credentials(account="bob", password=SECRET), wire.TokenLogin(person="ada", token=SECRET)):
        assert SECRET not in masking.message(told).encode()
    act = wire.Act(id="1", verb="say", text="hello")
    assert masking.message(act) is act
