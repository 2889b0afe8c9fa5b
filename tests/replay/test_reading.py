"""Summary, timeline, scene, why and anomalies of a record of a real city, and of small ones."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from agents.session import Session, messages_of
from gothmud.cli import build_app
from gothmud.errors import RecordError
from gothmud.events import KINDS, Call, Dropped, Nudge, Recalled, Refused, Turn
from gothmud.replay.anomalies import KINDS as ODD
from gothmud.replay.anomalies import anomalies_in
from gothmud.replay.columns import columns
from gothmud.replay.names import Names, names_in
from gothmud.replay.opening import opened
from gothmud.replay.scene import moment, scene_at
from gothmud.replay.telling import TELLERS, told
from gothmud.replay.timeline import timeline_of
from gothmud.replay.why import why
from tests.replay.making import ADA, BRUNO, EVENING, HUMAN, SQUARE, Making


def typed(*arguments: str) -> str:
    done = CliRunner().invoke(build_app(), ["replay", *arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_each_kind_of_event_can_be_told() -> None:
    assert set(TELLERS) == set(KINDS)


@pytest.mark.parametrize("kind", [*KINDS, "sang"])
def test_an_event_that_lacks_its_fields_is_told_all_the_same(kind: str) -> None:
    assert told({**dict.fromkeys(columns()), "city": "x", "kind": kind}, Names())


def test_a_record_alone_is_read_as_a_summary() -> None:
    assert typed(str(EVENING)) == typed("summary", str(EVENING))
    told = json.loads(typed("summary", str(EVENING), "--json"))
    assert told["span"][0]["events"] == 788
    assert {each["name"]: each["agent"] for each in told["people"]}["Ada"] == "ada"
    assert sum(each["events"] for each in told["kinds"]) == 788


def test_a_timeline_has_deeds_and_thoughts_in_order() -> None:
    with opened([EVENING]) as record:
        names = names_in(record)
        moments = timeline_of(record, names.find_person("hester"), names)
    times = [each.at for each in moments if each.at]
    assert times == sorted(times)
    assert {True, False} == {each.inner for each in moments}
    assert any(each.text.startswith("Hester goes") for each in moments)


def test_a_name_that_nobody_has_is_answered_with_the_nearest(tmp_path: Path) -> None:
    Making(tmp_path).said(ADA, "Hm.")
    with opened([tmp_path]) as record, pytest.raises(RecordError, match="did you mean 'Ada'"):
        names_in(record).find_person("Adda")


def test_a_scene_ends_where_it_falls_quiet(tmp_path: Path) -> None:
    made = Making(tmp_path)
    made.said(ADA, "Morning.")
    made.said(BRUNO, "Coffee?", minutes=2, to=ADA, heard=[ADA, BRUNO])
    made.said(HUMAN, "Hours later.", minutes=200)
    with opened([tmp_path]) as record:
        names = names_in(record)
        at = moment(record, tmp_path.name, "12:01")
        lines = scene_at(record, tmp_path.name, SQUARE, at, names)
        assert moment(record, tmp_path.name, "23:00") == datetime(1890, 2, 28, 23)
        with pytest.raises(RecordError, match="expected an hour"):
            moment(record, tmp_path.name, "25:00")
    assert [(each.text, each.heard) for each in lines] == [
        ('Ada says: "Morning."', "Bruno, Corvina"),
        ('Bruno says to Ada: "Coffee?"', "Ada"),
    ]


def answered(made: Making) -> str:
    """A human asks, Ada answers; return the answer's id."""
    asked = made.said(HUMAN, "Who are you?")
    made.add(Recalled, "agents", agent="ada", note="p3", rule="here", why="Corvina is here", entry="e1")
    made.add(
        Call,
        "agents",
        agent="ada",
        purpose="answer",
        priority="human",
        model="m",
        ok=True,
        queue_seconds=0,
        model_seconds=2,
    )
    answer = made.said(ADA, "Ada. I mend robots.", cause=asked)
    made.add(
        Turn, "agents", agent="ada", tier="agent", act="ada-1", verb="say", ok=True, event=answer, cause=asked,
        reply_entry="e2",
    )  # fmt: skip
    return answer


def test_why_goes_from_a_line_back_to_what_was_asked(tmp_path: Path) -> None:
    made = Making(tmp_path)
    answer = answered(made)
    with opened([tmp_path]) as record:
        first, second = why(record, tmp_path.name, answer)
        assert why(record, tmp_path.name, "agents-3")[0].turn == first.turn
        with pytest.raises(RecordError, match="world-99"):
            why(record, tmp_path.name, "world-99")
    assert first.turn is not None
    assert [each["kind"] for each in first.inner] == ["recalled", "call"]
    assert [each["text"] for each in first.perceived] == ["Who are you?"]
    assert (second.event["name"], second.turn) == ("Corvina", None)
    assert "note 'p3' comes to mind by rule 'here'" in typed("why", answer, str(tmp_path))


def test_the_prompt_of_an_act_is_its_context_to_the_byte(tmp_path: Path) -> None:
    made = Making(tmp_path)
    session = Session(tmp_path / "minds" / "ada" / "session.jsonl")
    session.add("header", "You are Ada.\n", city_time=None)
    session.add("percept", 'Corvina says, "Who are you?"\n', city_time=None)
    wanted = messages_of(session.entries)
    reply = session.add("reply", "{}\n", city_time=None)
    session.add("percept", "Later.\n", city_time=None)
    session.close()
    said = made.said(ADA, "Ada.")
    made.add(
        Turn, "agents", agent="ada", tier="agent", act="ada-1", verb="say", ok=True, event=said, reply_entry=reply.id
    )
    told = json.loads(typed("why", said, str(tmp_path), "--json"))
    assert [tuple(each.items()) for each in told["prompt"]] == [tuple(each.items()) for each in wanted]


def test_each_kind_of_anomaly_is_found(tmp_path: Path) -> None:
    made = Making(tmp_path)
    said = ""
    for _ in range(3):
        said = made.said(ADA, "The boiler sings at night.")
        made.add(Refused, who=ADA, name="Ada", tier="agent", verb="go", reason="the door is shut")
    call: dict[str, Any] = {"agent": "ada", "purpose": "muse", "priority": "idle", "model": "m"}
    made.add(Call, "agents", **call, ok=False, failure="timed out", queue_seconds=31, model_seconds=61)
    made.add(Dropped, "agents", agent="ada", why="no valid act", text="I fly away")
    turn: dict[str, Any] = {"agent": "ada", "tier": "agent"}
    made.add(Turn, "agents", **turn, verb="say", act="a1", ok=True, event=said)
    for number in range(12):
        made.add(Turn, "agents", **turn, minutes=60, verb="wait", act=f"w{number}", ok=True)
    made.add(Turn, "agents", **turn, minutes=300, verb="wait", act="last", ok=True)
    made.add(Nudge, "agents", agent="ada", rule="plan", key="k", fate="fired")
    with opened([tmp_path]) as record:
        found = anomalies_in(record)
    assert {each.kind for each in found} == set(ODD)
    assert next(each for each in found if each.kind == "repeating").times == 3


def test_who_stands_still_while_others_go_on_is_stuck_until_that_is_over(tmp_path: Path) -> None:
    made = Making(tmp_path)
    made.add(Turn, "agents", agent="ada", tier="agent", verb="wait", act="a1", ok=True)
    last = made.add(Turn, "agents", agent="bruno", tier="agent", minutes=300, verb="wait", act="b1", ok=True)
    with opened([tmp_path]) as record:
        (found,) = anomalies_in(record)
        assert (found.kind, found.who, found.event) == ("stuck", "ada", "agents-1")
        assert found.text == "no turn for up to 5.0 hours while awake"
        ((seen,),) = [row.values() for row in record.rows(f"SELECT real_time FROM events WHERE id = '{last}'")]
        assert anomalies_in(record, seen) == []


def test_sql_gives_csv_and_json() -> None:
    query = "SELECT 1 AS one, 'a, b' AS two"
    assert typed("sql", query, str(EVENING), "--csv") == 'one,two\n1,"a, b"\n'
    assert json.loads(typed("sql", query, str(EVENING), "--json")) == [{"one": 1, "two": "a, b"}]
