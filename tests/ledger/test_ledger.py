"""The ledger: its sums are the endpoint's own counters to the token; not reported is not zero."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from genai_prices import Usage, calc_price
from typer.testing import CliRunner

from agents import queue
from agents.endpoint import Endpoint
from agents.household import Household
from agents.model import Priority, Request
from agents.probe import probe, write
from gothmud.cli import build_app
from gothmud.config import Ledger, Model, Settings
from gothmud.errors import ConfigError
from gothmud.events import Call, Power, Started, Turn
from gothmud.ledger import By, bill, counted, like_for_like, moment
from gothmud.ledger.count import Counted, Row
from tests.agents.fakes import TOWN
from tests.scripted import Answer, Asked, Fault, Scripted, lines

T0 = datetime(2026, 11, 24, 10, tzinfo=UTC)
FAULTS: tuple[Fault | None, ...] = (
    None, "empty", "503", "cut", "429", "malformed", "huge", "stream-error", "400",
)  # fmt: skip
TOLD = (None, "empty", "wrong-schema", "error-text")  # what the endpoint does and reports


def call(n: int, at: float, **fields: Any) -> Call:
    told = {
        "agent": "ada", "tier": "agent", "purpose": "answer", "priority": "human", "model": "m", "ok": True,
        "queue_seconds": 0.5, "model_seconds": 2.0, "prompt_tokens": 100, "cached_tokens": 80, "output_tokens": 10,
        "novel_tokens": 30,
    }  # fmt: skip
    return Call(**stamped(n, at), **{**told, **fields})


def stamped(n: int, at: float) -> dict[str, Any]:
    real = T0 + timedelta(seconds=at)
    return {"id": f"agents-{n}", "city_time": None, "real_time": real, "source": "agents", "seq": n}


def turn(n: int, at: float, **fields: Any) -> Turn:
    return Turn(**stamped(n, at), **{"agent": "ada", "tier": "agent", "verb": "say", "ok": True, **fields})


def home(folder: Path, *events: Any, **endpoint: Any) -> Path:
    (folder / "record").mkdir(parents=True)
    (folder / "run").mkdir()
    for event in events:
        with open(folder / "record" / f"agents-{event.real_time:%F}.jsonl", "a", encoding="utf-8") as file:
            file.write(event.model_dump_json() + "\n")
    (folder / "run" / "endpoint.json").write_text(json.dumps({"url": "http://127.0.0.1:1/v1", "slots": 2, **endpoint}))
    return folder


def asked_by(agent: str, text: str, priority: Priority = Priority.HUMAN) -> Request:
    return Request("answer", agent, priority, messages=({"role": "user", "content": text},), max_tokens=20)


async def test_the_sums_are_the_endpoints_own_to_the_token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Answered, failed, cut, retried, empty, broken off and refused: each call that the endpoint saw is in the bill."""
    monkeypatch.setattr(queue, "BACK_OFF", (0.0, 0.0))
    monkeypatch.setattr(queue, "BREAK_AFTER", 100)
    (tmp_path / "minds").mkdir()
    (tmp_path / "minds" / "city.json").write_text(TOWN.model_dump_json())
    with Scripted(lines(["The fog is thick tonight.", "So it is."])) as server:
        findings = probe(server.url, Model(), "")
        write(findings, tmp_path / "run" / "endpoint.json")
        endpoint = Endpoint(findings, "", 5.0)
        house = Household(tmp_path, Settings(), findings, endpoint, "token")
        house.books.probed()
        for number, fault in enumerate(FAULTS):
            if fault:
                server.fault_next(fault, retry_after=0.01)
            await house.queue.complete(asked_by("ada" if number % 2 else "otto", f"Line {number} of the day. " * 9))
        server.fault_next("hang")
        broken_off = asyncio.create_task(house.queue.complete(asked_by("ada", "Will you answer?")))
        await asyncio.to_thread(server.wait_asked, 13)
        broken_off.cancel()
        await asyncio.wait([broken_off])
        house.queue.frozen = "never asked"
        await house.queue.complete(asked_by("ada", "Nobody hears this."))
        await endpoint.close()
        asked = server.asked
    made = bill(tmp_path, Settings()).value()
    told = [each for each in asked if each.answer and each.answer.fault in TOLD]
    assert made["total"]["calls"] == len(asked)
    assert made["total"]["tokens_in"] == {
        "tokens": sum(each.prompt_tokens for each in told), "not_reported": len(asked) - len(told),
    }  # fmt: skip
    assert made["total"]["cached"]["tokens"] == sum(each.cached_tokens for each in told)
    assert made["total"]["out"]["tokens"] == sum(written(each) for each in told)
    assert {each.answer.fault for each in asked if each.answer} >= {"cut", "hang", "503", "429", "huge", "empty", "400"}
    for figure in ("calls", "failed"):
        assert sum(row[figure] for row in made["rows"].values()) == made["total"][figure]


def written(asked: Asked) -> int:
    """Return how many tokens the endpoint wrote, by its own reckoning."""
    from tests.scripted.answering import TEXTS
    from tests.scripted.tokens import limited

    answer = asked.answer or Answer()
    return len(limited(TEXTS.get(answer.fault or "", answer.text), asked.body)[0])


def test_rows_by_agent_purpose_tier_and_day_sum_to_the_whole(tmp_path: Path) -> None:
    folder = home(
        tmp_path, call(1, 0), call(2, 5, agent="otto", tier="short", purpose="muse", ok=False, prompt_tokens=None,
        cached_tokens=None, output_tokens=None, novel_tokens=None), call(3, 86_400, cached_tokens=None), turn(4, 86_401),
        turn(5, 86_402, verb="go"), turn(6, 86_403, ok=False),
    )  # fmt: skip
    keys: dict[By, set[str]] = {
        "agent": {"ada", "otto"},
        "purpose": {"answer", "muse"},
        "tier": {"agent", "short"},
        "day": {"2026-11-24", "2026-11-25"},
    }
    for by, expected in keys.items():
        counts = counted(folder / "record", by)
        assert set(counts.rows) == expected
        assert sum(each.tokens_in.tokens for each in counts.rows.values()) == counts.total.tokens_in.tokens == 200
        assert sum(each.cached.untold for each in counts.rows.values()) == counts.total.cached.untold == 2
    assert counted(folder / "record", "purpose").rows["answer"].lines is None
    assert counted(folder / "record", "day").rows["2026-11-25"].lines == 1
    assert counted(folder / "record", "day").total.lines == 1
    assert counted(folder / "record", "agent", T0 + timedelta(hours=1)).total.calls == 1


def test_what_nobody_reported_is_printed_so(tmp_path: Path) -> None:
    silent = {"prompt_tokens": None, "cached_tokens": None, "output_tokens": None, "novel_tokens": None}
    folder = home(tmp_path, call(1, 0, **silent), call(2, 2, agent="otto", cached_tokens=None))
    made = bill(folder, Settings()).value()
    assert made["rows"]["ada"]["tokens_in"] == {"tokens": None, "not_reported": 1}
    assert made["rows"]["ada"]["list_dollars"] is None
    assert made["total"]["tokens_in"] == {"tokens": 100, "not_reported": 1}
    shown = CliRunner().invoke(build_app(), ["ledger", "--home", str(folder)], env={"COLUMNS": "240"}).output
    ada, otto, whole = (
        " ".join(line for line in shown.splitlines() if line.startswith(name)) for name in ("ada", "otto", "all")
    )
    assert ada.count("not reported") == 5 and otto.count("not reported") == 1 and "100 +?" in whole
    narrow = CliRunner().invoke(build_app(), ["ledger", "--home", str(folder)], env={"COLUMNS": "80"}).output
    assert "…" not in narrow, "a number was cut"
    assert "1 calls reported no tokens" in shown


def test_cached_tokens_are_priced_as_such_and_the_reference_is_named(tmp_path: Path) -> None:
    folder = home(
        tmp_path, call(1, 0, model="smol", prompt_tokens=1_000_000, cached_tokens=900_000, output_tokens=100_000)
    )
    ours = bill(folder, Settings(ledger=Ledger(reference={"smol": "openai:gpt-4.1-nano"}))).value()
    usage = Usage(input_tokens=100_000, output_tokens=100_000)
    fresh = float(calc_price(usage, model_ref="gpt-4.1-nano", provider_id="openai").total_price)
    assert ours["prices"] == {"smol": "openai:gpt-4.1-nano"}
    assert fresh < ours["total"]["list_dollars"] < fresh + 0.9 * 0.1
    assert ours["total"]["list_dollars"] == pytest.approx(0.1 * 0.1 + 0.9 * 0.025 + 0.1 * 0.4)
    assert bill(folder, Settings()).value()["prices"] == {"smol": "openai:gpt-5-mini"}
    with pytest.raises(ConfigError, match=r"ledger.reference: smol: found 'openai:nothing'"):
        bill(folder, Settings(ledger=Ledger(reference={"smol": "openai:nothing"}))).value()


def test_a_model_with_a_list_price_has_its_own(tmp_path: Path) -> None:
    assert bill(home(tmp_path, call(1, 0, model="gpt-4o")), Settings()).value()["prices"] == {"gpt-4o": "openai:gpt-4o"}


def started(n: int, at: float) -> Started:
    return Started(**stamped(n, at), process="agents")


def test_time_while_no_agents_process_was_there_costs_nothing(tmp_path: Path) -> None:
    folder = home(tmp_path, started(1, 0), call(2, 100), started(3, 5000), call(4, 5100))
    counts = counted(folder / "record", "agent")
    assert (counts.on, counts.busy_seconds) == (200, 4)
    made = bill(folder, Settings(ledger=Ledger(watts_idle=10, watts_busy=110, price_kwh=1)))
    assert made.power.kwh == pytest.approx((200 * 10 + 4 * 100) / 3.6e6)
    assert "no meter could be read" in made.power.how
    assert made.capacity(counts.total) == 4 / (2 * 200)


def test_overlapping_calls_keep_the_machine_busy_once() -> None:
    counts = Counted({}, Row(), busy=[(50, 60), (0, 100), (100, 110), (105, 108), (200, 201)])
    assert counts.busy_seconds == 111


def test_meters_win_over_watts_and_another_machine_is_not_known(tmp_path: Path) -> None:
    power = Power(**stamped(3, 60), meter="nvml", joules=3.6e5, seconds=60)
    folder = home(tmp_path / "here", started(1, 0), call(2, 10), power, call(4, 70, agent="otto", model_seconds=6.0))
    made = bill(folder, Settings(ledger=Ledger(price_kwh=2))).value()
    assert (made["power"]["kwh"], made["power"]["dollars"]) == (0.1, 0.2)
    assert "NVML" in made["power"]["how"]
    assert made["rows"]["otto"]["power_dollars"] == 0.15
    away = bill(home(tmp_path / "away", call(1, 0), url="https://models.example/v1"), Settings()).value()
    assert away["power"]["kwh"] is None and away["total"]["power_dollars"] is None


def test_like_for_like_stands_beside_five_agents_and_thirty_days(tmp_path: Path) -> None:
    day = 86_400
    folder = home(
        tmp_path, started(1, 0), call(2, 1), call(3, day, agent="otto"), call(4, day, agent="", purpose="probe")
    )
    figures = {each.what: each for each in like_for_like(bill(folder, Settings()))}
    assert (figures["agents"].ours, figures["days"].ours) == (2, 1)
    assert figures["tokens in"].theirs == "394,000,000"
    assert figures["tokens in"].scaled == 300 * 150 / 2
    shown = CliRunner().invoke(
        build_app(), ["ledger", "--home", str(folder), "--like-for-like"], env={"COLUMNS": "200"}
    )
    assert "1,600 to 1,700" in shown.output and "22,500" in shown.output


def test_an_empty_record_and_a_wrong_word(tmp_path: Path) -> None:
    runner = CliRunner()
    assert "No call is in the record" in runner.invoke(build_app(), ["ledger", "--home", str(tmp_path)]).output
    for arguments in (["--by", "agnet"], ["--since", "yesterday"]):
        done = runner.invoke(build_app(), ["ledger", "--home", str(tmp_path), *arguments])
        assert isinstance(done.exception, ConfigError)


@pytest.mark.parametrize(("text", "meant"), [
    ("", None), ("24h", T0 - timedelta(days=1)), ("7d", T0 - timedelta(days=7)), ("1.5h", T0 - timedelta(minutes=90)),
    ("2026-11-20", datetime(2026, 11, 20, tzinfo=UTC)), ("2026-11-20T18:00", datetime(2026, 11, 20, 18, tzinfo=UTC)),
])  # fmt: skip
def test_moments(text: str, meant: datetime | None) -> None:
    assert moment(text, T0) == meant
