"""The gauges of the running city, and those of its record: the same code, the same figures."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gothmud import wire
from gothmud.replay.gauging import gauged
from gothmud.replay.opening import opened
from tests.live.town import Town
from tests.live.waiting import until

pytestmark = pytest.mark.live


def shown(city: Town) -> dict[str, Any]:
    """Return what 'gothmud status --json' says of the gauges."""
    return city.state()["world"]["gauges"]


def of_the_record(city: Town, since: str) -> dict[str, Any]:
    """Return the figures of the record from an event on."""
    with opened([city.home]) as record:
        (figures,) = gauged(record, since).values()
    return figures.model_dump(mode="json")


def test_live_and_record_agree(city: Town) -> None:
    link = city.newcomer("Magda")
    link.send("say Pip, where is the cog?")
    link.expect("Pip says")
    link.close()
    page = city.page("Wanda")
    until(lambda: page.poll() or page.all_of(wire.Gauges), "the page is told how people live together")
    page.close()
    now = until(lambda: (live := shown(city)) == of_the_record(city, live["since"]) and live, "the same figures twice")
    assert now["waits"] > now["unanswered"]
    assert now["lines"] > 0
    assert 0 < now["floor_share"] < 1
    assert page.all_of(wire.Gauges)[0].wait == now["wait_p50"]


def test_status_shows_them_in_a_line(city: Town) -> None:
    said = " ".join(city.command("status").stdout.split())
    assert f"talk since {shown(city)['since']}: " in said
    assert "human lines to them" in said


def test_replay_prints_them(city: Town) -> None:
    done = city.command("replay", "gauges", "--json", "--since", shown(city)["since"])
    (figures,) = json.loads(done.stdout).values()
    assert set(figures) == set(shown(city))
