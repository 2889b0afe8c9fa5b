"""Single cuts that the lived day can't show: a human's edit beside a cut change, own words before their echo."""

from __future__ import annotations

from pathlib import Path

import pytest

from agents.memory import vault as module
from agents.memory.note import KEPT, Draft
from agents.memory.vault import Vault
from agents.recollection import Recollection
from agents.session import Session
from tests.crash.day import EVENING


def think(text: str) -> Draft:
    return Draft("p2", "person", "Mira", (), {"What I think": text})


@pytest.mark.parametrize("again", [True, False], ids=["killed", "disk full"])
def test_a_humans_edit_outlives_a_change_that_was_cut_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, again: bool
) -> None:
    vault = Vault(tmp_path)
    vault.write(think("A friend."), at=EVENING, why="night")
    file = tmp_path / vault.notes["p2"].path
    file.write_text(file.read_text().replace("A friend.", "My sister."))

    def full(_file: Path, _text: str | None) -> None:
        raise OSError("no room")

    with monkeypatch.context() as cut:
        cut.setattr(module, "replace", full)
        with pytest.raises(OSError, match="no room"):
            vault.write(think("A stranger."), at=EVENING, why="night")
    vault = Vault(tmp_path) if again else vault
    vault.write(think("A stranger."), at=EVENING, why="night")
    assert "My sister." in vault.notes["p2"].sections[KEPT]
    assert vault.notes["p2"].sections["What I think"] == "A stranger."


def test_own_words_are_known_after_a_restart_until_their_echo(tmp_path: Path) -> None:
    session = Session(tmp_path / "session.jsonl")
    session.add("header", "Ada.\n", city_time=EVENING)
    session.add("reply", "Ada: Good day.\n", city_time=EVENING, data={"act": {"id": "a", "verb": "say"}})
    session.add("outcome", "", city_time=EVENING, data={"act": "a", "ok": True, "event": "world-3"})
    session.add("compaction", "", city_time=EVENING, data={"why": "full"}, sync=True)
    past = Recollection()
    Session(session.path, past.take)
    assert past.worded == {"world-3"}
