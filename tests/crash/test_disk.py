"""A full disk, and files that a crash or a hand left in a bad state."""

from __future__ import annotations

from pathlib import Path

from gothmud.persona import Persona
from tests.crash.day import ADA, DAY, a_day
from tests.crash.loop import on_a_full_disk, whole
from tests.crash.points import Points
from tests.crash.process import founded, live


def test_a_full_disk_pauses_a_mind_that_goes_on_where_it_was() -> None:
    found = list(on_a_full_disk(DAY, whole(DAY), every=12, tries=3))
    assert not any(each.flaws for each in found), "\n".join(str(each) for each in found if each.flaws)


def broken(home: Path, line: bytes) -> Path:
    """Live a day, put a line into the middle of the session file, and let Ben live in the same house."""
    live(home, a_day(), Points())
    ben = home / "minds" / "ben" / "persona.json"
    ben.parent.mkdir()
    ben.write_text(Persona(**{**ADA.model_dump(), "id": "ben", "name": "Ben"}).model_dump_json())
    session = home / "minds" / "ada" / "session.jsonl"
    lines = session.read_bytes().splitlines(keepends=True)
    session.write_bytes(b"".join([*lines[:4], line, *lines[4:]]))
    return session


def test_a_bad_line_in_the_middle_is_one_clear_error_and_the_others_live(tmp_path: Path) -> None:
    for number, (line, says) in enumerate({
        b"half a line\n": "session.jsonl:5: no JSON", b'{"v":1}\n': "session.jsonl:5: id: Field required",
    }.items()):  # fmt: skip
        home = founded(tmp_path / str(number))
        session = broken(home, line)
        before = session.read_bytes()
        household = live(home, a_day(), Points())
        assert says in household.troubles["ada"]
        assert "\n" not in household.troubles["ada"]
        assert session.read_bytes() == before
        assert set(household.minds) == {"ben"}
        assert (home / "minds" / "ben" / "session.jsonl").read_bytes().count(b"\n") > 10


def test_a_bad_line_of_a_vaults_history_is_one_clear_error(tmp_path: Path) -> None:
    home = founded(tmp_path)
    broken(home, b"")
    history = home / "minds" / "ada" / "vault" / ".history.jsonl"
    history.write_bytes(b'{"number":1}\n' + history.read_bytes())
    household = live(home, a_day(), Points())
    assert ".history.jsonl:1: no change of a note: at: Field required" in household.troubles["ada"]


def test_a_torn_last_line_is_set_aside_and_the_mind_lives(tmp_path: Path) -> None:
    home = founded(tmp_path)
    live(home, a_day(), Points())
    session = home / "minds" / "ada" / "session.jsonl"
    with open(session, "ab") as file:
        file.write(b'{"v":1,"id":"torn')
    household = live(home, a_day(), Points())
    assert household.troubles == {}
    assert session.with_name("session.jsonl.torn").read_bytes() == b'{"v":1,"id":"torn\n'
