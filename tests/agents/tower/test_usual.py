"""What is out of the ordinary: judged against what the last days have shown, and forgotten after some."""

from __future__ import annotations

from datetime import datetime, timedelta

from agents.tower.digest import rendered
from agents.tower.reading import Spot
from agents.tower.stretch import Late, Stretch, Whisper
from agents.tower.usual import ACQUAINTED, DAYS, REFUSALS, Usual, learned, unusual
from tests.agents.fakes import NOON

SPOT = Spot("2026-11-25", 12, 3400)
ADA, BRUNO, WIM, ME = 2, 3, 4, 1


def stretch(*people: int, place: str = "The Square", **fields: object) -> Stretch:
    made = Stretch(**fields)  # pyright: ignore[reportArgumentType]
    for each in people:
        made.presence(each, {ADA: "Ada", BRUNO: "Bruno", WIM: "Wim", ME: "Lorenz"}[each], place, SPOT)
    return made


def acquainted(*people: int, met: bool = False) -> Usual:
    usual = Usual()
    for _ in range(ACQUAINTED):
        seen = stretch(*people, said=10)
        if met:
            seen.meeting(*people[:2], SPOT)
        usual = learned(usual, seen, NOON)
    return usual


def kinds(seen: Stretch, usual: Usual, now: datetime = NOON) -> list[str]:
    return [each.kind for each in unusual(seen, usual, now, ME)]


def test_a_usual_stretch_has_nothing() -> None:
    seen = stretch(ADA, BRUNO, said=10)
    seen.meeting(ADA, BRUNO, SPOT)
    assert kinds(seen, acquainted(ADA, BRUNO, met=True)) == []
    assert kinds(stretch(ADA), Usual()) == []


def test_a_place_a_face_and_a_partner_that_are_new() -> None:
    assert kinds(stretch(ADA, place="The Mill"), acquainted(ADA)) == ["place"]
    assert kinds(stretch(ADA, WIM), acquainted(ADA)) == ["newcomer"]
    seen = stretch(ADA, BRUNO)
    seen.meeting(ADA, BRUNO, SPOT)
    assert kinds(seen, acquainted(ADA, BRUNO)) == ["partner"]


def test_strangers_who_whisper_weigh_more_than_friends() -> None:
    seen = stretch(ADA, BRUNO)
    seen.whispering(ADA, BRUNO, Whisper(SPOT, "12:03", "The Square", "At nine."))
    assert kinds(seen, acquainted(ADA, BRUNO)) == ["strangers"]
    assert kinds(seen, acquainted(ADA, BRUNO, met=True)) == ["whisper"]


def test_who_is_out_on_other_nights_too_is_hardly_news() -> None:
    seen, usual = stretch(ADA), Usual()
    seen.walking_late(ADA, Late(SPOT, "23:40", "The Square"))
    weights = []
    for day in range(4):
        now = NOON + timedelta(days=day, hours=12)
        weights += [each.weight for each in unusual(seen, usual, now, ME) if each.kind == "late"]
        usual = learned(usual, seen, now)
    assert weights == [4, 4, 1, 1]


def test_a_refused_act_repeated_and_much_talk() -> None:
    seen = stretch(ADA, said=40)
    for _ in range(REFUSALS):
        seen.refusal(ADA, "barred", "That way is barred.", SPOT)
    assert kinds(seen, acquainted(ADA)) == ["refused", "burst"]
    assert kinds(stretch(ADA, said=29), acquainted(ADA)) == []


def test_somebody_is_missed_once_and_then_forgotten() -> None:
    usual, missed, here = acquainted(ADA, BRUNO), [], stretch(ADA)
    for step in range(4 * 24):
        now = NOON + timedelta(hours=2 * step)
        missed += [now - NOON for each in unusual(here, usual, now, ME) if each.kind == "gone"]
        usual = learned(usual, here, now)
    assert missed == [timedelta(hours=24)]
    assert timedelta(hours=2 * step) > timedelta(days=DAYS)
    assert set(usual.people) == {ADA}


def test_nothing_is_said_of_the_watcher() -> None:
    seen = stretch(ME, ADA)
    seen.walking_late(ME, Late(SPOT, "23:40", "The Square"))
    seen.whispering(ME, ADA, Whisper(SPOT, "12:03", "The Square", "Biscuits."))
    assert kinds(seen, Usual()) == []


def test_a_digest_is_the_same_text_for_the_same_facts_within_its_bound_and_says_what_is_left_out() -> None:
    seen = stretch(ADA, BRUNO, lines=70, said=10)
    seen.meeting(ADA, BRUNO, SPOT)
    seen.walking_late(WIM, Late(SPOT, "23:40", "The Square"))
    found = unusual(seen, Usual(), NOON, ME)
    whole = rendered(seen, found, 800)
    assert whole == rendered(seen, found, 800)
    assert "out after curfew: The Square, 23:40 (audit-2026-11-25:12)" in whole
    assert all("(audit-2026-11-25:12)" in each for each in whole.splitlines()[1:])
    short = rendered(seen, found, 50)
    assert len(short) <= 200
    assert short.endswith("more lines don't fit.)")
