"""Privacy by setting: what a city of its own keeps of whispers and letters."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.live.bare import bare_world
from tests.live.telnet import GMCP, Telnet
from tests.live.waiting import until

pytestmark = pytest.mark.live


def test_the_words_of_whispers_and_letters_are_left_out_where_the_setting_says_so_and_the_login_screen_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOTHMUD_AUDIT__WHISPERS", "false")
    with bare_world(tmp_path) as world:
        greta, hans = (Telnet(world.ports.telnet, GMCP, address=f"127.0.9.{each}") for each in (2, 3))
        for name, link in (("Greta", greta), ("Hans", hans)):
            link.expect("whispers and letters without their words")
            link.send(f"create {name} lamp-oil-{name}-77")
            link.expect("Ways: ")
        greta.send("whisper hans = under the bridge at nine")
        hans.expect("under the bridge at nine")
        greta.send("whisper nobody = under the bridge at ten")
        greta.send("north")
        greta.expect("(?m)^The Inn")
        greta.send("write hans: under the bridge at eleven")
        greta.expect("You put a letter to Hans")
        hans.send("letters 1")
        hans.expect("under the bridge at eleven")
        hans.send("say good night")
        hans.expect("good night")
        hans.send("help privacy")
        hans.expect("The words of whispers and letters are left out")
        folder = world.home / "audit"
        until(lambda: "left out" in _all(folder), "the last line")
        assert "under the bridge" not in _all(folder)
        assert "say good night" in _all(folder)
        whispered = [each for each in map(json.loads, _all(folder).splitlines()) if each.get("data") == "***"]
        assert {each["account"] for each in whispered} == {"Greta", "Hans"}


def _all(folder: Path) -> str:
    return "".join(each.read_text(encoding="utf-8") for each in folder.glob("*.jsonl"))
