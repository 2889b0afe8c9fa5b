"""The floor's rules, line by line."""

from __future__ import annotations

from datetime import datetime, timedelta

from world.floor import MANNERS, Floor, Line, Moment, Present
from world.floor.manners import THINKING, TYPING, reading

HUMAN, ADA, BEN, CLEO, GUEST = 1, 2, 3, 4, 5
HUMANS = (HUMAN, GUEST)
NOON = datetime(2026, 3, 7, 12)
NAMES = {HUMAN: "Mira", ADA: "Ada", BEN: "Ben", CLEO: "Cleo", GUEST: "Tom"}

THINGS = "anvil barrel candle drum engine funnel gasket hammer inkwell jug kettle ladle".split()


class Room:
    """A room on a clock that the test moves; ``say`` returns why a line was refused, or an empty string."""

    def __init__(self, *people: int) -> None:
        self.floor, self.people, self.now = Floor(), people, 0.0

    @property
    def company(self) -> list[Present]:
        return [Present(each, (NAMES[each],), human=each in HUMANS) for each in self.people]

    @property
    def moment(self) -> Moment:
        at = NOON + timedelta(seconds=self.now)
        return Moment(at, at)

    def say(self, who: int, text: str, to: int | None = None, after: float = 1.0, **fields: object) -> str:
        self.now += after
        line = Line(who, who in HUMANS, text, self.moment, to, **fields)  # pyright: ignore[reportArgumentType]
        if why := self.floor.ruling(line, self.company):
            return why
        self.floor.take(self.floor.turn(line, self.company))
        return ""

    def turn(self) -> int | None:
        return self.floor.lines[-1].turn


def test_the_one_who_was_asked_answers_first_and_the_others_are_told_why_they_wait() -> None:
    room = Room(HUMAN, ADA, BEN)
    assert room.say(HUMAN, "Ben, where is the tower?") == ""
    assert room.turn() == BEN
    assert room.say(ADA, "I know! I know!") == "Ben was asked; it is theirs to answer first."
    assert room.say(BEN, "North of here.") == ""


def test_two_who_ask_two_are_both_answered() -> None:
    room = Room(HUMAN, GUEST, ADA, BEN, CLEO)
    room.say(HUMAN, "Ben, where is the tower?")
    room.say(GUEST, "Ada, is there any beer?")
    assert room.floor.waits_for(room.moment) == (BEN, ADA)
    assert room.say(CLEO, "I know! I know!") != ""
    assert room.say(BEN, "North of here.") == ""
    assert room.say(ADA, "There is, and it is warm.") == "", "the first answer takes nothing from the second"


def test_a_greeting_that_a_question_has_overtaken_is_not_its_answer() -> None:
    room = Room(HUMAN, ADA, BEN)
    came, asked = 7, 8
    assert room.say(HUMAN, "Ada, where is the tower?", event=asked) == ""
    assert room.say(ADA, "Mind the oil.", cause=came) == ""
    assert room.floor.waits_for(room.moment) == (ADA,)
    assert room.say(BEN, "I know! I know!") == "Ada was asked; it is theirs to answer first."
    assert room.say(ADA, "North of here.", cause=asked) == ""
    assert room.floor.waits_for(room.moment) == ()


def test_a_gesture_of_a_human_takes_back_no_question_and_a_new_line_of_theirs_does() -> None:
    room = Room(HUMAN, GUEST, ADA, BEN)
    room.say(HUMAN, "Ben, where is the tower?")
    room.say(GUEST, "smiles.", mode="emote")
    assert room.floor.waits_for(room.moment) == (BEN,)
    room.say(HUMAN, "Or you, Ada, do you know?")
    assert room.floor.waits_for(room.moment) == (ADA,)


def test_after_an_answer_the_floor_is_the_humans_for_as_long_as_reading_takes() -> None:
    room = Room(HUMAN, ADA, BEN)
    room.say(HUMAN, "Ben, where is the tower?")
    room.say(BEN, "It is north of here and then up the stairs.")
    assert "may want to say something" in room.say(ADA, "Mind the stairs, though.")
    pause = reading(MANNERS, 10).total_seconds()
    assert room.say(ADA, "Mind the stairs, though.", after=pause) == ""


def test_who_has_left_after_an_answer_holds_the_floor_no_more() -> None:
    room = Room(HUMAN, ADA, BEN)
    room.say(HUMAN, "Ben, where is the tower?")
    room.say(BEN, "It is north of here and then up the stairs.")
    room.people = (GUEST, ADA, BEN)
    room.floor.left(HUMAN)
    assert room.floor.standing(room.moment, room.company).why == ""
    assert room.say(ADA, "Mind the stairs.") == ""


def test_bots_say_three_lines_in_a_row_before_a_human_and_go_on_after_a_pause() -> None:
    room = Room(HUMAN, ADA, BEN, CLEO)
    assert [room.say(who, f"Line {who} of many.") for who in (ADA, BEN, CLEO)] == ["", "", ""]
    assert "get a word in" in room.say(ADA, "And another thing.")
    assert room.say(ADA, "And another thing.", after=60) == ""


def test_a_humans_line_gives_the_bots_their_breath_back() -> None:
    room = Room(HUMAN, ADA, BEN, CLEO)
    for who in (ADA, BEN, CLEO):
        room.say(who, f"Line {who} of many.")
    assert room.say(HUMAN, "Ada, what?") == ""
    assert room.say(ADA, "Nothing.") == ""


def test_who_types_is_let_speak() -> None:
    room = Room(HUMAN, ADA, BEN)
    room.floor.types(HUMAN, True, room.moment)
    assert room.say(ADA, "Fog again.") == "Mira is about to speak. Let them."
    assert room.say(ADA, "Fog again.", after=TYPING.total_seconds()) == ""


def test_what_is_said_to_nobody_falls_to_who_was_silent_longest() -> None:
    room = Room(HUMAN, ADA, BEN)
    room.say(ADA, "Fog again.")
    room.say(HUMAN, "Is it always like this?", after=600)
    assert room.turn() == BEN


def test_a_thread_goes_on_without_names() -> None:
    room = Room(HUMAN, ADA, BEN)
    room.say(HUMAN, "Ada, is it far?")
    room.say(ADA, "Not very.")
    room.say(HUMAN, "How far?")
    assert room.turn() == ADA


def test_nobody_waits_for_ever_for_one_who_does_not_answer() -> None:
    room = Room(HUMAN, ADA, BEN)
    room.say(HUMAN, "Ben, where is the tower?")
    assert room.say(ADA, "North.", after=MANNERS.patience_seconds) == ""


def test_one_who_is_seen_thinking_is_waited_for_longer() -> None:
    room = Room(HUMAN, ADA, BEN)
    room.say(HUMAN, "Ben, where is the tower?")
    room.floor.thinks(BEN, True)
    assert room.say(ADA, "North.", after=MANNERS.patience_seconds) != ""
    assert room.say(ADA, "North.", after=THINKING.total_seconds()) == ""


def test_one_who_left_is_not_waited_for() -> None:
    room = Room(HUMAN, ADA, BEN)
    room.say(HUMAN, "Ben, where is the tower?")
    room.people = (HUMAN, ADA)
    room.floor.left(BEN)
    assert room.say(ADA, "North.") == ""


def test_hush_gives_quiet_and_listen_takes_it_back() -> None:
    room = Room(HUMAN, ADA, BEN)
    room.floor.hush(room.moment)
    assert room.say(ADA, "Fog again.") == "Somebody here asked for quiet."
    assert room.say(HUMAN, "Ada, is it far?") == ""
    assert room.say(ADA, "Not very.") == ""
    assert room.say(BEN, "Far enough.", after=60) != ""
    room.floor.listen()
    assert room.say(BEN, "Far enough.") == ""


def test_two_bots_come_to_an_end_and_let_it_rest() -> None:
    room = Room(ADA, BEN)
    said = [room.say((ADA, BEN)[n % 2], f"A {thing} is no {thing}s brother.") for n, thing in enumerate(THINGS)]
    assert said == [""] * 12
    assert room.turn() is None
    assert "let it rest" in room.say(ADA, "So it is.")
    assert room.say(ADA, "Have you seen the harbour bell?", after=601) == ""
    assert room.floor.closed[-1].end == "time"


def test_the_same_subject_rests_longer() -> None:
    room = Room(ADA, BEN)
    for n in range(12):
        room.say((ADA, BEN)[n % 2], f"The lantern by the harbour burns {n} hours of oil at night.")
    assert "been through all that" in room.say(ADA, "That lantern burns oil at night.", after=900)


def test_a_goodbye_is_answered_once() -> None:
    room = Room(ADA, BEN)
    room.say(ADA, "The bell is cracked.")
    room.say(BEN, "It always was.")
    assert room.say(ADA, "I must go. Goodbye, Ben.") == ""
    assert "goodbye" in room.say(ADA, "Well then, goodbye.")
    assert room.say(BEN, "Goodbye, Ada.") == ""
    assert room.turn() is None
    assert room.floor.closed[-1].end == "farewell"
    assert "goodbye" in room.say(ADA, "Goodbye!")


def test_a_scene_in_which_nothing_new_is_said_ends_early() -> None:
    room = Room(ADA, BEN)
    for n in range(7):
        room.say((ADA, BEN)[n % 2], "Yes, how true that is, how very true indeed.")
    assert room.floor.closed[-1].end == "nothing new"


def test_who_said_the_last_two_things_waits_for_another() -> None:
    room = Room(ADA, BEN)
    assert [room.say(ADA, "One."), room.say(ADA, "Two.")] == ["", ""]
    assert "Somebody else" in room.say(ADA, "Three.")


def test_who_greets_two_newcomers_may_greet_a_third() -> None:
    room = Room(HUMAN, ADA, BEN)
    room.say(ADA, "Good day, Edda.")
    room.say(ADA, "Good day, Tom.")
    assert "Somebody else" in room.say(ADA, "And the fog.")
    room.now += 1
    room.floor.came(room.moment)
    assert room.say(ADA, "Good day, Mira.", after=0) == ""


def test_switched_off_everything_is_allowed() -> None:
    room = Room(HUMAN, ADA, BEN)
    room.floor = Floor(MANNERS.model_copy(update={"on": False}))
    room.say(HUMAN, "Ben, where is the tower?")
    assert [room.say(ADA, f"Line {n}.") for n in range(9)] == [""] * 9


def test_whispers_among_bots_are_nobodys_business() -> None:
    room = Room(HUMAN, ADA, BEN)
    room.say(HUMAN, "Ben, where is the tower?")
    assert room.say(ADA, "Say nothing.", to=BEN, mode="whisper") == ""
    assert room.say(BEN, "Not a word.", to=ADA, mode="whisper") == ""
    assert room.floor.waits_for(room.moment) == (BEN,), "a whisper to another is no answer"
    assert "was asked" in room.say(ADA, "North.")


def test_a_whisper_to_a_human_counts_before_their_eyes() -> None:
    room = Room(HUMAN, ADA, BEN)
    assert [room.say(ADA, f"Psst, {word}.", to=HUMAN, mode="whisper") for word in ("fog", "rain", "hail")] == [""] * 3
    assert "get a word in" in room.say(BEN, "Fog again.")


def test_a_talk_that_a_parting_ends_is_told_of_once() -> None:
    room = Room(ADA, BEN)
    room.say(ADA, "The bell is cracked.")
    room.say(BEN, "It always was.")
    room.floor.left(BEN)
    assert [(each.end, each.lines) for each in room.floor.ended()] == [("parted", 2)]
    assert room.floor.ended() == []
