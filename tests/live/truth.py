"""What has to hold after any death: the record without gap or double, each of Ada's acts done and said once."""

from __future__ import annotations

import re
from collections import Counter

from agents.session import Entry, read_all
from gothmud.events import Event, Said
from tests.live.town import Town
from tests.live.waiting import until


def echoes(city: Town) -> Counter[str]:
    """Return how often Ada has answered each word, by the record."""
    found = (re.fullmatch(r"Did you say ([\w-]+)\?", each.text) for each in city.events(Said) if each.name == "Ada")
    return Counter(each[1] for each in found if each)


def session(city: Town) -> list[Entry]:
    """Return the entries of Ada's session file."""
    return read_all(city.home / "minds" / "ada" / "session.jsonl")


def sound(city: Town) -> None:
    """Check the record and Ada's session: no gap, no double, each of her acts in the world said once."""
    numbers = [each.seq for each in city.events(Event) if each.source == "world"]
    assert numbers == list(range(1, len(numbers) + 1))
    assert [word for word, count in echoes(city).items() if count > 1] == []
    entries = session(city)
    acts = Counter(each.data["act"]["id"] for each in entries if each.kind == "reply" and "act" in each.data)
    outcomes = [each.data for each in entries if each.kind == "outcome" and "act" in each.data]
    assert Counter(each["act"] for each in outcomes) == acts
    assert set(acts.values()) <= {1}
    done = Counter(each["event"] for each in outcomes if each["ok"] and each["event"])
    said = city.events(Said)
    hers = {each.id for each in said if each.name == "Ada"}
    assert {each for each in done if each in {one.id for one in said}} == hers
    assert set(done.values()) <= {1}


def settled(city: Town) -> None:
    """Wait until Ada has no act without an outcome, then check all."""
    city.minds_awake()
    until(lambda: [e for e in session(city) if e.kind in ("reply", "outcome")][-1].kind == "outcome", "Ada's outcome")
    sound(city)
