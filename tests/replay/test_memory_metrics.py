"""What is measured of minds against their notes, plans and personas."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from gothmud.errors import RecordError
from gothmud.events import Compacted, Handled, Night, Recalled, Turn
from gothmud.replay.metrics import METRICS, measured
from gothmud.replay.metrics.profiles import distance, profile_of
from gothmud.replay.opening import opened
from tests.replay.days import with_home
from tests.replay.making import ADA, BRUNO, Making

CAFE, SHOP = 11, 13
FIRST = (
    "It ticks, and then it lies about having ticked, which is a thing that clocks do when no one is near to hear them. "
)
OTHER = (
    "Soup! Hot soup! Buy my soup, good people, buy a bowl, buy two bowls, two bowls of soup for the cold and hungry! "
)


def turn(made: Making, event: str) -> None:
    made.add(Turn, "agents", agent="ada", tier="agent", act=f"a{event}", verb="say", ok=True, event=event)


def test_a_note_counts_that_came_to_mind_since_the_context_began(tmp_path: Path) -> None:
    made = Making(tmp_path)
    turn(made, made.said(ADA, "Not yet noted.", to=BRUNO))
    made.add(Night, "agents", agent="ada", step="note", note=f"p{BRUNO}", minutes=600)
    brought = {"agent": "ada", "note": f"p{BRUNO}", "rule": "here", "why": "Bruno is here", "entry": "e1"}
    made.add(Recalled, "agents", **brought, minutes=600)
    made.said(ADA, "You again.", to=BRUNO, minutes=1)
    made.add(Compacted, "agents", agent="ada", why="night", before=9, after=1, minutes=1200)
    made.said(ADA, "Who?", to=BRUNO, minutes=1)
    made.add(Recalled, "agents", **brought, minutes=1)
    made.said(ADA, "Oh, you.", to=BRUNO, minutes=1)
    with opened([tmp_path]) as record:
        found = measured(record, METRICS["recall"])
    assert (found.value, found.whole) == (1 / 2, 2)


@pytest.mark.parametrize(("deed", "kept"), [("said", 1), ("gave", 1), ("late", 0), ("to nobody", 0), ("", 0)])
def test_a_promise_is_kept_by_words_or_a_thing(deed: str, kept: int, tmp_path: Path) -> None:
    made = Making(tmp_path)
    with_home(tmp_path)
    turn(made, made.said(ADA, "Hm.", heard=[ADA]))
    given = {"who": ADA, "name": "Ada", "tier": "agent", "room": 10, "verb": "give", "thing": 9}
    match deed:
        case "said":
            made.said(ADA, "I mended your lamp, the green one.", minutes=60)
        case "gave":
            made.add(Handled, **given, thing_name="a green lamp", to=BRUNO, minutes=60)
        case "late":
            made.said(ADA, "I mended your lamp, the green one.", minutes=5 * 24 * 60)
        case "to nobody":
            made.said(ADA, "I mended your lamp, the green one.", heard=[ADA], minutes=60)
    with opened([tmp_path]) as record:
        found = measured(record, METRICS["promises"])
    assert (found.value, found.whole) == (kept / 2, 2)


def test_the_plan_is_kept_where_its_place_is(tmp_path: Path) -> None:
    made = Making(tmp_path)
    with_home(tmp_path)
    turn(made, made.moved(ADA, None, SHOP))  # noon; the plan says the shop from 8, the cafe from 18
    made.moved(ADA, SHOP, CAFE, minutes=4 * 60)
    made.moved(ADA, CAFE, SHOP, minutes=4 * 60)  # at 20, in bed at 22:30
    made.said(BRUNO, "Midnight.", minutes=4 * 60)
    with opened([tmp_path]) as record:
        found = measured(record, METRICS["schedule"])
    whole = 6 + 4.5 - 0.25
    assert found.whole == whole * 3600
    assert found.value == pytest.approx((4 + 1.75) / whole)


def test_who_talks_as_before_has_not_drifted(tmp_path: Path) -> None:
    made = Making(tmp_path)
    with_home(tmp_path)
    for day, text in enumerate((FIRST, FIRST, OTHER), 1):
        made.city = datetime(1890, 3, day, 12)
        said = made.said(ADA, text * 2)
        turn(made, said)
    with opened([tmp_path]) as record:
        drift, voice = (measured(record, METRICS[each]) for each in ("drift", "voice"))
    apart = distance(profile_of(FIRST * 2), profile_of(OTHER * 2))
    assert drift.value == pytest.approx(apart / 2)
    assert apart > 0.5
    assert voice.whole == 3


def test_two_profiles_are_alike_or_have_nothing_in_common() -> None:
    assert distance(profile_of(FIRST), profile_of(FIRST)) == pytest.approx(0)
    assert distance(profile_of("aaa"), profile_of("zzz")) == distance(profile_of(""), profile_of("aaa")) == 1


@pytest.mark.parametrize(("path", "metric"), [("persona.json", "voice"), ("vault/.history.jsonl", "promises")])
def test_a_broken_file_of_a_home_is_named_in_one_line(path: str, metric: str, tmp_path: Path) -> None:
    made = Making(tmp_path)
    with_home(tmp_path)
    made.said(ADA, "Hm.")
    (tmp_path / "minds" / "ada" / path).write_text('{"id": 3}\n', encoding="utf-8")
    with opened([tmp_path]) as record, pytest.raises(RecordError) as raised:
        measured(record, METRICS[metric])
    assert "\n" not in str(raised.value)
    assert path.rsplit("/", 1)[-1] in str(raised.value)
