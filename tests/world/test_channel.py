"""The channel's etiquette, rule by rule, and what holds whatever is called."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gothmud.config import ChannelManners
from tests.base.strategies import QUICK
from world.channel import Channel
from world.floor import Line, Moment, Present

MIRA, TOM, ADA, BEN, CLEO, DORA = range(1, 7)
NAMES = {MIRA: "Mira", TOM: "Tom", ADA: "Ada", BEN: "Ben", CLEO: "Cleo", DORA: "Dora"}
HUMANS = (MIRA, TOM)
NOON = datetime(2026, 3, 7, 12)
EARS = [Present(each, (name,), human=each in HUMANS) for each, name in NAMES.items()]
NEWS = [
    "The ferry left without its captain.", "Somebody painted a door on the harbour wall.",
    "Eleven geese walk along the tram line.", "A barrel of herring rolls down the hill steps.",
]  # fmt: skip


class Roofs:
    """A channel on a clock that the test moves; ``call`` returns why a line was refused, or an empty string."""

    def __init__(self, **manners: float) -> None:
        self.channel, self.now = Channel(ChannelManners.model_validate(manners)), 0.0
        self.lines: list[Line] = []

    def call(self, who: int, text: str, after: float = 1.0) -> str:
        self.now += after
        at = NOON + timedelta(seconds=self.now)
        line = self.channel.turn(Line(who, who in HUMANS, text, Moment(at, at)), EARS)
        if why := self.channel.ruling(line, EARS):
            return why
        self.channel.take(line)
        self.lines.append(line)
        return ""


def test_the_one_who_is_called_by_name_answers_before_anybody_else() -> None:
    roofs = Roofs()
    assert roofs.call(MIRA, "Ben, is the bridge open?") == ""
    assert roofs.lines[-1].turn == BEN
    assert roofs.call(ADA, NEWS[0]) == "Ben was asked; it is theirs to answer first."
    assert roofs.call(BEN, "It is open, and wet.") == ""
    assert roofs.call(ADA, NEWS[0]) == ""


def test_an_open_call_of_a_human_has_somebody_to_answer_it_another_each_time() -> None:
    roofs = Roofs()
    assert roofs.call(MIRA, "Is anybody about?") == "" and roofs.lines[-1].turn == ADA
    assert roofs.call(ADA, "I am, with oil on my sleeves.") == ""
    assert roofs.call(MIRA, "And who sells fish?", after=600) == "" and roofs.lines[-1].turn == BEN
    assert roofs.call(TOM, "I do, come down to the quay.") == "" and roofs.lines[-1].turn is None
    assert roofs.call(CLEO, NEWS[0], after=600) == "" and roofs.lines[-1].turn is None


def test_an_open_call_goes_to_whom_it_touches() -> None:
    at = Moment(NOON, NOON)
    ears = [
        *EARS,
        Present(9, ("Odile",), human=False, concerns=("seeds",)),
        Present(10, ("Jory",), human=False, dice=True),
    ]
    assert Channel(ChannelManners()).turn(Line(MIRA, True, "Has anybody seeds?", at), ears).turn == 9


def test_one_who_never_answers_is_waited_for_no_longer_than_patience() -> None:
    roofs = Roofs(patience_seconds=30)
    roofs.call(MIRA, "Ben, is the bridge open?")
    assert "Ben was asked" in roofs.call(ADA, NEWS[0], after=28)
    assert roofs.call(ADA, NEWS[0], after=2) == ""
    assert roofs.call(BEN, "Sorry, I was under a pump. It is open.", after=40) == ""
    assert "a while ago" in roofs.call(BEN, NEWS[1])


def test_two_answer_and_a_third_is_one_too_many_until_the_next_line_of_a_human() -> None:
    roofs = Roofs()
    roofs.call(MIRA, "Who has seen the robot?")
    assert [roofs.call(who, text) for who, text in zip((ADA, BEN), NEWS, strict=False)] == ["", ""]
    assert roofs.call(CLEO, NEWS[2]) == "Enough have answered that over the city."
    assert roofs.call(TOM, "And the ferry?") == ""
    assert roofs.call(CLEO, NEWS[2]) == ""


def test_a_matter_among_bots_is_over_after_its_minutes() -> None:
    roofs = Roofs(answers=1, answer_minutes=5)
    assert [roofs.call(who, text) for who, text in zip((ADA, BEN), NEWS, strict=False)] == ["", ""]
    assert "Enough" in roofs.call(CLEO, NEWS[2])
    assert roofs.call(CLEO, NEWS[2], after=300) == ""


def test_bots_call_once_in_ten_minutes_unless_a_human_names_them() -> None:
    roofs = Roofs()
    assert roofs.call(ADA, NEWS[0]) == ""
    assert "a while ago" in roofs.call(ADA, NEWS[1], after=500)
    roofs.call(MIRA, "Ada, what ferry?")
    assert roofs.call(ADA, "The grey one, with the patch.") == ""
    assert "a while ago" in roofs.call(ADA, NEWS[2])
    assert roofs.call(ADA, NEWS[2], after=600) == ""


def test_what_the_city_has_just_heard_is_not_called_again_by_a_bot() -> None:
    roofs = Roofs()
    roofs.call(ADA, NEWS[0])
    assert roofs.call(BEN, NEWS[0].upper()) == "The city has just heard that."
    assert roofs.call(MIRA, NEWS[0]) == ""


def test_a_human_who_floods_is_told_how_long_to_wait_and_then_may_call_again() -> None:
    roofs = Roofs()
    assert [roofs.call(MIRA, "Fire!") for _ in range(6)] == [""] * 6
    assert roofs.call(MIRA, "Fire!") == (
        "You have called 6 times in a minute. The roofs need 54 seconds to stop ringing."
    )
    assert roofs.call(TOM, "Where?") == ""
    assert roofs.call(MIRA, "Fire!", after=54) == ""


def test_switched_off_it_refuses_nothing() -> None:
    roofs = Roofs(on=False)
    assert [roofs.call(ADA, NEWS[0]) for _ in range(30)] == [""] * 30


calls = st.lists(
    st.tuples(
        st.sampled_from([*NAMES]),
        st.sampled_from([*NEWS, "Ben, come home.", "Ada? Ada!", "Yes.", ""]),
        st.floats(0.1, 400),
    ),
    max_size=60,
)


@pytest.mark.parametrize("answers", [1, 2])
@QUICK
@given(calls)
def test_whatever_is_called_bots_stay_rarer_than_their_rate_and_few_to_a_matter(
    answers: int, script: list[tuple[int, str, float]]
) -> None:
    roofs = Roofs(answers=answers)
    said: list[Line] = []
    opened: Line | None = None  # by a human, the last
    asked: int | None = None
    unasked: set[int] = set()
    for who, text, after in script:
        if roofs.call(who, text, after):
            continue
        line = roofs.lines[-1]
        if who in HUMANS:
            opened, asked, unasked = line, line.turn, set()
            continue
        if who != asked:
            assert all(line.at.city - each.at.city >= timedelta(minutes=10) for each in said if each.who == who)
            unasked |= {who}
        if opened and line.at.city - opened.at.city < timedelta(minutes=5):
            assert len(unasked) <= answers
        asked = None if who == asked else asked
        said.append(line)
