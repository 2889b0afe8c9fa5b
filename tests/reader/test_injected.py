"""Whatever stands in the papers, and however gullible the model is: a briefing is words in the reader's own folder."""

from __future__ import annotations

import re
from pathlib import Path

from agents.memory.vault import Vault
from agents.model import Request
from gothmud.config import Reader, Settings
from gothmud.reader.asking import find, shown
from gothmud.reader.briefing import write_briefing
from gothmud.reader.page import TOPICS
from tests.injection.attempts import attempts
from tests.injection.effects import changed, forged, leading_out, leaks, odd, spoilt, tree
from tests.reader.home import Home, able
from tests.replay.making import BRUNO, HUMAN
from tests.scripted.asking import flat
from tests.scripted.gullible import obeyed

HEADINGS = {*TOPICS.values(), "Quotes", "Photo", "What stands between the lines"}
SECRETS = {"token": "tok-51c2", "keeper.txt": "password: grue-77"}
SETTINGS = Settings(reader=Reader(calls=30))


def obeys(request: Request) -> str:
    """Answer the reader as the gullible model does."""
    return obeyed(flat("/chat/completions", {"messages": list(request.messages)}), dict(request.schema or {}))


def a_home(folder: Path) -> Home:
    """Return a home in which each attempt was said, whispered, refused and noted by a mind, and secrets lie about."""
    home = Home(folder)
    for each in attempts():
        home.record.said(HUMAN, each.text)
        home.record.said(HUMAN, each.text, mode="whisper", to=BRUNO)
        home.thinks("ada", each.text)
    for name, secret in SECRETS.items():
        (folder / name).write_text(secret)
    return home


async def test_a_briefing_of_them_all(tmp_path: Path) -> None:
    home, before = a_home(tmp_path), tree(tmp_path)
    reach = able(obeys)
    written = await write_briefing(home.folder, SETTINGS, reach)
    assert {each.partition("/")[0] for each in changed(before, tree(tmp_path))} == {"reader"}
    assert set(re.findall(r"(?m)^## (.*)$", written.text)) <= HEADINGS
    assert len(re.findall(r"(?m)^# ", written.text)) == 1 and written.text.count("\n---\n") == 1
    assert "What stands between the lines" in written.text
    assert odd(written.text) == []
    for page in (tmp_path / "reader" / "vault").rglob("*.md"):
        assert leading_out(page, tmp_path) == []
    assert spoilt(Vault(tmp_path / "reader" / "vault")) == []
    assert forged(tmp_path / "record") == []
    assert leaks(tmp_path, SECRETS.values(), SECRETS) == []
    assert len(reach.model.asked) <= SETTINGS.reader.calls + 2  # pyright: ignore[reportAttributeAccessIssue]


async def test_a_question_that_each_of_them_answers(tmp_path: Path) -> None:
    home = a_home(tmp_path)
    before = tree(tmp_path)
    for question in ("What of the token?", attempts()[0].text, "What did Corvina say about Hester?"):
        told = shown(await find(home.folder, question, able(obeys)), tmp_path)
        assert all(each.startswith("  ") or "  " not in each for each in told.splitlines())
        assert not any(secret in told for secret in SECRETS.values())
    assert changed(before, tree(tmp_path)) == set()
