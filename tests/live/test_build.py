"""A running city is built anew in place: a room, a person with a mind, a thing; and back again, with somebody standing there."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from gothmud.events import Built, Moved, Snapshot
from tests.live.telnet import Telnet
from tests.live.town import Town
from tests.live.waiting import until

pytestmark = pytest.mark.live
ATTIC = """
- id: attic
  name: The Attic
  district: middle
  at: [1, 1]
  kind: home
  desc: Boxes, and a window that shows the square from above.
  exits:
    - {name: down, to: inn, aliases: [d]}
  things:
    - {id: trunk, name: old trunk, desc: It is locked., uses: [{you: "It stays shut.", others: shakes the trunk.}]}
"""
NAN = """---
id: nan
name: Nan
tier: short
home: attic
role: the lodger
looks: A woman with a hat in the house.
dice: {replies: [{say: Hush.}]}
---
You are Nan, who rents the attic and has paid for it until Friday.
"""


@pytest.fixture(scope="module")
def wren(city: Town) -> Iterator[Telnet]:
    link = city.newcomer("Wren")
    yield link
    link.close()


@pytest.fixture(scope="module")
def original(city: Town) -> Path:
    """The files that the city was built from."""
    return city.home.with_name(f"{city.home.name}-plan")


@pytest.fixture(scope="module")
def grown(original: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with an attic over the inn, and a lodger."""
    folder = tmp_path_factory.mktemp("grown") / "tiny"
    shutil.copytree(original, folder)
    path = folder / "rooms" / "middle.yaml"
    text = path.read_text().replace(
        "    - {name: south, to: square, aliases: [s]}\n",
        "    - {name: south, to: square, aliases: [s]}\n    - {name: up, to: attic, aliases: [u]}\n",
    )
    path.write_text(text.replace("One table, two chairs", "One table, three chairs") + ATTIC)
    (folder / "cast" / "nan.md").write_text(NAN)
    return folder


def built(city: Town, *arguments: str) -> str:
    done = city.command("build", *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_dry_run_changes_nothing(city: Town, wren: Telnet, grown: Path) -> None:
    said = built(city, str(grown), "--dry-run")
    assert "+ room attic" in said
    assert "~ room inn: desc" in said
    assert "would be 5 created, 1 changed" in said
    wren.send("north")
    wren.expect("One table, two chairs")


def test_it_is_built_while_somebody_stands_in_it(city: Town, wren: Telnet, grown: Path) -> None:
    assert "5 created, 1 changed" in built(city, str(grown))
    wren.send("look")
    wren.expect("three chairs")
    wren.send("up")
    wren.expect("The Attic")
    assert "attic" in [each.key for each in city.events(Built)[-1].rooms]
    assert city.events(Snapshot)[-1].occasion == "built"
    assert "nothing to do" in built(city, str(grown))


def test_who_is_new_has_a_mind_and_the_others_keep_theirs(city: Town, grown: Path) -> None:
    def awake() -> bool:
        minds = (city.state().get("minds") or {}).get("minds", {})
        return len(minds) == 3 and all("away" not in each["doing"] for each in minds.values())

    until(awake, "Nan is in her body", 30)


def test_a_broken_city_is_refused_and_nothing_is_built(city: Town, grown: Path) -> None:
    broken = grown.with_name("broken")
    shutil.copytree(grown, broken)
    (broken / "cast" / "nan.md").write_text(NAN.replace("home: attic", "home: atic"))
    done = city.command("build", str(broken))
    assert done.returncode == 2
    assert "nan.md:5: home 'atic' is no room; did you mean 'attic'?" in done.stderr


def test_export_writes_what_was_built_there(city: Town, grown: Path, tmp_path: Path) -> None:
    done = city.command("export", str(grown), "--to", str(tmp_path / "out"))
    assert (done.returncode, "as the files were" in done.stdout) == (0, True), done.stdout + done.stderr


def test_a_removed_room_lets_nobody_fall(city: Town, wren: Telnet, original: Path) -> None:
    assert "No longer in the files" in built(city, str(original))
    assert "5 removed" in built(city, str(original), "--prune")
    wren.expect("The Square")
    carried = [each for each in city.events(Moved) if each.name == "Wren"][-1]
    assert carried.way == ""
    city.minds_awake()
    assert not (city.home / "minds" / "nan" / "persona.json").exists()
    assert "nothing to do" in built(city, str(original))
