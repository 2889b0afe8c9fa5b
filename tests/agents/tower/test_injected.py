"""Whatever people say, and however gullible the model is: a report is words in a file, and nothing else comes of it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from agents.model import Request
from tests.agents.fakes import NOON, FakeModel
from tests.agents.tower.logs import NAMES, Log
from tests.agents.tower.test_tower import events, reports, watcher
from tests.injection.attempts import attempts
from tests.injection.effects import forged, odd, spoilt

ATTEMPTS = [(each.id, each.text) for each in attempts()] + [("endless", "x" * 600)]


def obeys(request: Request) -> str:
    """Answer with all that stands in the question: the most gullible model there can be."""
    told = request.messages[-1]["content"]
    said = re.findall(r'said: "(.*)" \(audit', told) + re.findall(r'whispered at .*: "(.*)" \(audit', told)
    if '{"look":' in told:
        return json.dumps({"look": [*said, "rm -rf /", "report"], "act": "channel", "text": "Fire!"})
    return json.dumps(
        {"report": f"They say: {' '.join(said)}"[:900], "people": [{"name": "Ada", "note": " ".join(said)[:240]}]}
    )


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in ATTEMPTS])
async def test_words_stay_words(tmp_path: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(NAMES, 4, f"Wim {text[:20]}")
    log = Log(tmp_path / "audit", NOON.replace(hour=23, minute=30))
    log.say(4, text, 2)
    log.whisper(4, 2, text)
    log.typed(4, text, 2)
    log.arrive(4, "The Shed", 2)
    log.arrive(2, "The Shed", 4)
    one = watcher(tmp_path, FakeModel(obeys), full=True)
    before = elsewhere(tmp_path)
    await one.turns.when_due()
    (page,) = reports(tmp_path).values()
    headings = [each for each in page.splitlines() if each.startswith("#")]
    assert headings[0].startswith("# The tower") and set(headings[1:]) <= {
        "## Dossiers",
        "## From the window",
        "## What the log shows",
    }
    assert len(headings) == len(set(headings))
    assert not re.search(r"<[a-z]|!\[|\]\]\(|\[\[\.\.", page)
    assert {each.id for each in one.vault.notes.values()} <= {"p2", "p4"}
    assert one.vault.problems == {} and one.vault.broken_links() == []
    assert one.body.acts == []
    assert len(events(tmp_path)) == 1
    assert spoilt(one.vault) == [] and odd(page) == []
    assert forged(tmp_path / "minds" / "lorenz" / "record") == []
    assert elsewhere(tmp_path) - before == {"tower.json", "record"}


def elsewhere(folder: Path) -> set[str]:
    """Return what lies beside the watcher's vault."""
    return {each.name for each in (folder / "minds" / "lorenz").iterdir() if each.name != "vault"}
