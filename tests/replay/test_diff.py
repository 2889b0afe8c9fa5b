"""Two records side by side, and the record for other tools."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic_core import from_json
from typer.testing import CliRunner

from gothmud.cli import build_app
from gothmud.errors import GothmudError
from gothmud.events import CLASSES, Call, Turn, schema
from gothmud.manifest import Manifest, Start
from gothmud.replay.diff import made_differently, partings_of
from gothmud.replay.metrics import METRICS, Sample
from gothmud.replay.metrics.difference import difference_of
from gothmud.replay.opening import opened
from gothmud.replay.spans import documents
from tests.base.strategies import QUICK
from tests.replay.days import Days
from tests.replay.making import ADA, BRUNO, EVENING, Making

CALL: dict[str, Any] = {
    "agent": "ada",
    "purpose": "answer",
    "priority": "human",
    "model": "m",
    "ok": True,
    "queue_seconds": 0.5,
}


def typed(*arguments: str) -> Any:
    done = CliRunner().invoke(build_app(), ["replay", *arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_the_same_seed_makes_the_same_record_whatever_the_wall_says(tmp_path: Path) -> None:
    first, again, other = Days(tmp_path / "a", 1), Making(tmp_path / "b"), Days(tmp_path / "c", 1, seed=2)
    for path in first.folder.iterdir():
        lines = path.read_text(encoding="utf-8").replace('"real_time":"2026', '"real_time":"2027')
        (again.folder / path.name).write_text(lines, encoding="utf-8")
    with opened([tmp_path / "a"]) as one, opened([tmp_path / "b"]) as same, opened([other.folder]) as two:
        assert partings_of(one, same) == []
        found = {each.source: each for each in partings_of(one, two)}
    assert found["world"].same > 6
    assert "room" in found["world"].differs
    assert "the same events throughout" in typed("diff", str(tmp_path / "a"), str(tmp_path / "b"), "--only", "places")


def test_a_record_that_ends_earlier_parts_there(tmp_path: Path) -> None:
    one, other = Making(tmp_path / "a"), Making(tmp_path / "b")
    for each in (one, other):
        each.said(ADA, "One.")
    other.said(BRUNO, "Two.")
    told = typed("diff", str(tmp_path / "a"), str(tmp_path / "b"), "--only", "places")
    assert "world: the same for 1 events, then they part\n  a  (its record ends)\n  b  world-2" in told
    assert 'Bruno says: "Two."' in told


def test_two_days_of_a_run_are_compared(tmp_path: Path) -> None:
    Days(tmp_path, 2)
    found = json.loads(
        typed(
            "diff",
            f"{tmp_path}@1890-03-01",
            f"{tmp_path}@1890-03-02",
            "--only",
            "places",
            "--over",
            "persons",
            "--json",
        )
    )
    (places,) = found["metrics"]
    assert places["low"] <= places["b - a"] <= places["high"]
    assert places["b - a"] == pytest.approx(places["b"] - places["a"])
    assert found["parting"] == []
    assert {each["kind"]: (each["a"], each["b"]) for each in found["kinds"]}["rumor.planted"] == (1, 1)


def test_manifests_that_stand_beside_the_records_are_compared(tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 2)):
        made = Making(tmp_path / name)
        made.said(ADA, "Hm.")
        start = Start(
            at=made.real, city="tiny", seed=seed, model="m", endpoint="", versions={}, prices="", prompts={},
            settings={"model": {"name": name}},
        )  # fmt: skip
        text = Manifest(starts=[start]).model_dump_json()
        (made.folder / "manifest.json").write_text(text, encoding="utf-8")
    with opened([tmp_path / "a"]) as one, opened([tmp_path / "b"]) as other, opened([EVENING]) as without:
        assert made_differently(one, other) == [
            {"manifest": "seed", "a": "1", "b": "2"}, {"manifest": "settings.model.name", "a": '"a"', "b": '"b"'},
        ]  # fmt: skip
        assert made_differently(without, without) == []
    (tmp_path / "a" / "record" / "manifest.json").write_text("[1]", encoding="utf-8")
    with opened([tmp_path / "a"]) as one:
        assert made_differently(one, one) == []


@pytest.mark.parametrize(
    ("side", "said"),
    [
        ("@1890-03-09", "found no event of 1890-03-09"),
        ("@1890-13-09", "there is no such day"),
        ("/nowhere", "found no record"),
    ],
)
def test_what_cant_be_compared_is_said_in_one_line(side: str, said: str, tmp_path: Path) -> None:
    Making(tmp_path).said(ADA, "Hm.")
    done = CliRunner().invoke(build_app(), ["replay", "diff", f"{tmp_path}{side}", str(tmp_path)])
    assert isinstance(done.exception, GothmudError)
    assert said in str(done.exception)
    assert "\n" not in str(done.exception)


SAMPLES = st.lists(
    st.tuples(st.integers(0, 5), st.floats(0, 100), st.floats(1, 100)).map(lambda each: Sample("c", None, str(each[0]), *each[1:])),
    min_size=1, max_size=20,
)  # fmt: skip


@settings(QUICK, max_examples=12)  # each draws thousands of times
@given(SAMPLES, SAMPLES)
def test_a_difference_is_that_of_the_values(one: list[Sample], other: list[Sample]) -> None:
    metric = METRICS["places"]
    found = difference_of(metric, one, other, "persons")
    assert found.value is not None
    assert found.one.value is not None
    assert found.other.value is not None
    assert found.value == pytest.approx(found.other.value - found.one.value)
    if found.low is not None and found.high is not None:
        assert found.low <= found.high
    else:
        assert min(found.one.clusters, found.other.clusters) < 2


def test_a_turn_is_a_trace_with_its_calls_below(tmp_path: Path) -> None:
    made = Making(tmp_path)
    asked = made.said(BRUNO, "Who are you?")
    made.real += timedelta(seconds=60)
    made.add(Call, "agents", **CALL, model_seconds=2, prompt_tokens=100, output_tokens=9, cause=asked)
    made.add(
        Turn, "agents", agent="ada", tier="agent", verb="say", ok=False, reason="nobody is here", seconds=4, cause=asked
    )
    made.real += timedelta(seconds=60)
    made.add(Call, "agents", **CALL | {"ok": False, "failure": "timeout"}, model_seconds=30)
    with opened([tmp_path]) as record:
        (document,) = documents(record)
    (resource,) = document["resourceSpans"]
    call, turn, alone = resource["scopeSpans"][0]["spans"]
    assert (call["name"], turn["name"], alone["name"]) == ("chat m", "invoke_agent ada", "chat m")
    assert (call["traceId"], call["parentSpanId"]) == (turn["traceId"], turn["spanId"])
    assert "parentSpanId" not in turn | alone
    assert alone["traceId"] != turn["traceId"]
    assert int(call["endTimeUnixNano"]) - int(call["startTimeUnixNano"]) == 2_500_000_000
    assert int(turn["startTimeUnixNano"]) <= int(call["startTimeUnixNano"])
    held = {each["key"]: each["value"] for each in call["attributes"]}
    assert held["gen_ai.usage.input_tokens"] == {"intValue": "100"}
    assert "gen_ai.usage.cache_read.input_tokens" not in held
    assert (turn["status"], alone["status"]) == (
        {"code": 2, "message": "nobody is here"},
        {"code": 2, "message": "timeout"},
    )


def test_spans_are_lines_of_otlp(tmp_path: Path) -> None:
    out = tmp_path / "spans.jsonl"
    typed("export", "otel", str(EVENING), "--out", str(out))
    spans = [
        span for line in out.read_text(encoding="utf-8").splitlines() for each in json.loads(line)["resourceSpans"]
        for span in each["scopeSpans"][0]["spans"]
    ]  # fmt: skip
    assert len(spans) == 128 + 119
    assert len({each["spanId"] for each in spans}) == len(spans)
    assert all(len(each["traceId"]) == 32 and len(each["spanId"]) == 16 for each in spans)
    Making(tmp_path / "quiet").said(ADA, "Hm.")
    assert typed("export", "otel", str(tmp_path / "quiet")) == ""


def test_the_schema_has_every_kind_and_what_a_real_record_holds() -> None:
    found = json.loads(typed("export", "schema"))
    assert found == json.loads(json.dumps(schema()))
    shapes = [found["$defs"][each["$ref"].rpartition("/")[2]] for each in found["oneOf"]]
    by_kind = {each["properties"]["kind"]["const"]: each for each in shapes}
    assert set(by_kind) == {str(each.model_fields["kind"].default) for each in CLASSES}
    assert all("kind" in each["required"] for each in shapes)
    for path in (EVENING / "record").iterdir():
        for line in map(from_json, path.read_bytes().splitlines()):
            shape = by_kind[line["kind"]]
            assert set(shape["required"]) <= set(line) <= set(shape["properties"])
