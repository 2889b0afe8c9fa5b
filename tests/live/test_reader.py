"""The reader on a city that is up: a briefing and an answer out of its files, by command, without a trace in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from gothmud.events import Call, Said
from tests.live.telnet import Telnet
from tests.live.town import Town
from tests.live.waiting import until
from tests.reader.home import line_at, targets

pytestmark = pytest.mark.live
LINE = "The seventh lantern of the almshouse burns without any oil since Martinmas."


@pytest.fixture(scope="module")
def rosa(city: Town) -> Iterator[Telnet]:
    """Somebody who says what is worth a quote."""
    link = city.newcomer("Rosa")
    link.send(f"say {LINE}")
    until(lambda: [each for each in city.events(Said) if each.text == LINE], "Rosa's line")
    yield link
    link.close()


def test_a_briefing_of_a_city_that_is_up(city: Town, rosa: Telnet) -> None:
    done = city.command("reader", "now", "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    page = Path(told["path"])
    assert page.read_text() == told["text"]
    places = targets(told["text"], page).items()
    quoted = [place for name, place in places if name.startswith("world-") and place[0].suffix == ".jsonl"]
    assert LINE in {line_at(place)["text"] for place in quoted if line_at(place)["kind"] == "said"}
    assert (city.home / "reader" / "vault" / "people").is_dir()
    calls = [each for each in city.events(Call) if each.source == "reader"]
    assert {each.purpose for each in calls} == {"read", "brief"}


def test_an_answer_with_its_place(city: Town, rosa: Telnet) -> None:
    done = city.command("reader", "ask", "What about the seventh lantern?")
    assert done.returncode == 0, done.stderr
    said = next(each for each in city.events(Said) if each.text == LINE)
    assert f'"{LINE}"  [{said.id}, record/world-' in done.stdout
