"""Whatever stands in the papers, and however gullible the model is: a briefing is words in the reader's own folder."""

from __future__ import annotations

from pathlib import Path

from gothmud.reader.asking import find, shown
from tests.injection.attempts import attempts
from tests.injection.briefing import SECRETS, briefed
from tests.injection.effects import changed, tree
from tests.injection.places import obeys
from tests.reader.home import able


async def test_a_briefing_and_answers_on_them_all(tmp_path: Path) -> None:
    assert await briefed(tmp_path, attempts()) == []
    before = tree(tmp_path)
    for question in ("What of the token?", attempts()[0].text, "What did Corvina say about Hester?"):
        told = shown(await find(tmp_path, question, able(obeys)), tmp_path)
        assert not any(secret in told for secret in SECRETS.values())
    assert changed(before, tree(tmp_path)) == set()


async def test_what_they_said_did_reach_the_page(tmp_path: Path) -> None:
    await briefed(tmp_path, attempts()[:6])
    (page,) = (tmp_path / "reader" / "vault" / "briefings").glob("*.md")
    assert "act: @py" in page.read_text(encoding="utf-8").partition("## What stands between the lines")[2]
