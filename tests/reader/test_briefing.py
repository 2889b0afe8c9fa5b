"""A briefing: it names what went wrong and links to the lines that prove it, quotes word for word, and loses nothing."""

from __future__ import annotations

import json
import os
from pathlib import Path
from xml.etree import ElementTree

import pytest

from agents.memory import disk
from agents.model import Failure
from gothmud.config import Reader, Settings
from gothmud.errors import StartError
from gothmud.events import Forgotten
from gothmud.reader import briefing
from gothmud.reader.asking import find
from gothmud.reader.briefing import Desktop, Written, write_briefing
from gothmud.reader.digesting import Words, digested
from gothmud.reader.marks import briefings, last_mark, mark_of
from gothmud.reader.model import Reach, sole
from gothmud.reader.reading import Line, Part
from gothmud.reader.wording import plainly
from tests.reader.home import SAID, Home, able, line_at, reads, targets
from tests.replay.making import ADA, HUMAN

SETTINGS = Settings()


async def brief(home: Home, reach: Reach | None = None, settings: Settings = SETTINGS, remark: str = "") -> Written:
    return await write_briefing(home.folder, settings, reach, remark)


async def test_it_names_the_stuck_agent_and_links_to_the_lines_that_prove_it(tmp_path: Path) -> None:
    home = Home(tmp_path)
    written = await brief(home)
    (line,) = [each for each in written.text.splitlines() if each.startswith("- ada, stuck")]
    proofs = targets(line, written.path)
    assert "no turn for up to 5.3 hours while awake" in line
    stopped, went_on = line_at(proofs[home.stuck]), line_at(proofs[home.moving])
    assert (stopped["id"], stopped["agent"], stopped["kind"]) == (home.stuck, "ada", "turn")
    assert (went_on["id"], went_on["agent"]) == (home.moving, "bruno")
    assert went_on["city_time"] > stopped["city_time"]
    assert proofs["Ada"][0] == tmp_path / "reader" / "vault" / "people" / "ada-p1.md"
    assert "bruno, stuck" not in written.text
    assert all(path.exists() for path, _ in targets(written.text, written.path).values())


async def test_three_quotes_stand_in_the_record_word_for_word(tmp_path: Path) -> None:
    home = Home(tmp_path)
    written = await brief(home)
    quoted = written.text.partition("## Quotes\n")[2].partition("\n## ")[0]
    found = {
        line_at(place)["text"] for name, place in targets(quoted, written.path).items() if name in home.said.values()
    }
    assert found == set(SAID.values())
    assert all(f"> {each}\n" in quoted for each in found)
    assert "keys of the ward" not in written.text  # a whisper is nobody's quote


async def test_who_changed_their_mind_and_what_is_open(tmp_path: Path) -> None:
    home = Home(tmp_path)
    await brief(home)
    home.thinks("ada", "She lies about the lamp.")
    written = await brief(home)
    minds = written.text.partition("## Who changed their mind\n")[2].partition("\n## ")[0]
    assert 'Ada on Corvina: "She lies about the lamp." Before: "She is honest."' in minds
    assert "Bruno on" not in minds
    note = next(path for path, _ in targets(minds, written.path).values() if "minds" in path.parts)
    assert "She lies" in note.read_text()
    threads = written.text.partition("## Threads left open\n")[2].partition("\n## ")[0]
    assert "Ada, promised to Corvina: To mend her lamp." in threads
    assert "Bruno, open (The keys): Who has them?" in threads


async def test_what_stood_in_the_last_one_is_not_told_again(tmp_path: Path) -> None:
    home = Home(tmp_path)
    first = await brief(home)
    home.later()
    home.record.said(HUMAN, "Who will buy the lamp that I carried over the hill?")
    second = await brief(home)
    assert "1 line by 1 speaker, 0 ways walked" in second.text
    assert SAID[ADA] not in second.text
    assert briefings(tmp_path / "reader" / "vault") == [second.path, first.path]
    assert last_mark(tmp_path / "reader" / "vault") is not None


async def test_trouble_waste_and_lessons(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.trouble()
    written = await brief(home)
    for told in (
        "Bruno, refused, 3 times: go: the door is shut", "bruno, claims: no JSON object: I fly away",
        "bruno: 1 of 2 calls failed (700 tokens), 1 answer never reached the world, 1 of 1 turn came to nothing.",
        "All minds: 2 calls, 1,700 tokens asked (24% of them cached), 50 tokens answered. 1 call failed: 700 tokens.",
        "`model.freedom = narrow`",
    ):  # fmt: skip
        assert told in written.text
    assert {"Refused", "Call"} <= {
        line_at(place)["kind"].capitalize() for name, place in targets(written.text, written.path).items() if place[1] and name[0] in "wa"
    }  # fmt: skip


async def test_a_human_s_words_in_a_page_survive(tmp_path: Path) -> None:
    home = Home(tmp_path)
    await brief(home)
    page = tmp_path / "reader" / "vault" / "people" / "ada-p1.md"
    mine = "## My own\nShe is the best of them.\n"
    page.write_text(page.read_text().replace("## What was said\n", "## What was said\nShe hums, too.\n") + "\n" + mine)
    home.later()
    home.record.said(ADA, "There is a crack in the big wheel again.")
    home.record.moved(ADA, 10, 11)
    home.record.line(
        home.record.file().read_text().splitlines()[0].replace('"Ada"', '"Ada Brass"').replace('world-1"', 'world-99"')
        + "\n"
    )
    written = await brief(home)
    text = page.read_text()
    assert mine in text
    assert "She hums, too." in text
    assert "There is a crack in the big wheel again." in text
    assert text.count("](../briefings/") == 2
    assert targets(text, page)["Ada"][0] == tmp_path / "minds" / "ada" / "session.jsonl"
    assert written.trouble == ()


async def test_the_model_s_words_stand_in_it_with_their_places(tmp_path: Path) -> None:
    home = Home(tmp_path)
    reach = able(reads)
    written = await brief(home, reach, remark="A quiet day, but for one.")
    assert "\nA quiet day, but for one.\n\nAda has stood still since noon.\n" in written.text
    assert "- Give Ada a plan.\n" in written.text
    noticed = written.text.partition("## What stands between the lines\n")[2].partition("\n## ")[0]
    (place,) = targets(noticed, written.path).values()
    assert line_at(place)["kind"] == "percept"
    asked = reach.model.asked  # pyright: ignore[reportAttributeAccessIssue]
    assert {each.purpose for each in asked} == {"read", "brief"}
    assert all(each.schema and len(each.messages) == 2 for each in asked)
    assert "Nobody may know" not in str(asked)


@pytest.mark.parametrize(
    "answer",
    [
        "", "Error: CUDA error: out of memory.", "x" * 5000, "null", "[]", '{"findings": 7, "summary": [1], "keep": "all"}',
        '{"findings":[{"line":999,"what":"no"},{"line":true,"what":"no"},{"line":1},{"line":1,"what":"HTTP 500 error"}],'
        '"summary":"Internal Server Error","lessons":"nothing","keep":[0,999]}',
        Failure("timeout", "no answer"),
    ],
)  # fmt: skip
async def test_an_answer_that_is_none_is_no_word_of_a_briefing(answer: object) -> None:
    assert await digested(able(answer).model, [Part("a talk", (Line("Hm.", event="world-1"),))], ["a fact"]) == Words()


async def test_a_model_that_fails_leaves_the_facts_alone(tmp_path: Path) -> None:
    written = await brief(Home(tmp_path), able("Error: CUDA error: out of memory."))
    assert SAID[ADA] in written.text
    assert "CUDA" not in written.text


async def test_what_others_write_is_no_link_picture_or_heading(tmp_path: Path) -> None:
    home = Home(tmp_path)
    nasty = "![x](http://evil) <script>alert(1)</script> [[people/ada]]\n# Owned `x`"
    home.thinks("ada", nasty)
    reach = able(
        json.dumps({"findings": [{"line": 1, "what": nasty}], "summary": nasty, "lessons": nasty, "keep": [1]})
    )
    written = await brief(home, reach, remark=nasty)
    for sign in ("<script", "](http", "[[", "\n# Owned"):
        assert sign not in written.text
    assert plainly(nasty) == "!(x)(http://evil) ‹script›alert(1)‹/script› ((people/ada)) # Owned 'x'"


async def test_much_is_read_in_parts_that_fit_and_at_most_as_many_as_set(tmp_path: Path) -> None:
    home = Home(tmp_path)
    for number in range(400):
        home.record.said(HUMAN, f"Line {number} of a very long evening in which nobody came to the point.")
    reach = able(reads, context=1000)
    written = await brief(home, reach, Settings(reader=Reader(calls=5)))
    asked = reach.model.asked  # pyright: ignore[reportAttributeAccessIssue]
    assert len(asked) == 6
    assert all(len(each.messages[-1]["content"]) < 4000 for each in asked)
    assert "The model read the newest 5 parts of what was written since" in written.text
    assert "Line 399" in str(asked)


async def test_findings_are_weighed_until_they_fit(tmp_path: Path) -> None:
    home = Home(tmp_path)
    for number in range(600):
        home.record.said(HUMAN, f"Line {number} of a very long evening in which nobody came to the point.")
    five = json.dumps({"findings": [{"line": n, "what": f"Finding {n}."} for n in range(1, 6)], "keep": [1]})
    reach = able(five, context=1000)
    written = await brief(home, reach)
    assert "Which 8" in str(reach.model.asked)  # pyright: ignore[reportAttributeAccessIssue]
    assert written.text.count("- Finding ") <= 8


async def test_the_paper_is_rss_without_the_workshop_s_half(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.record.said(ADA, "Bread & <b>circuses</b> are what the tall tower wants from us.")
    await brief(home)
    written = await brief(home)
    written.path.write_text(written.text.replace("# Briefing", "# \x07Briefing"))
    await brief(home)
    root = ElementTree.parse(tmp_path / "reader" / "paper.xml").getroot()
    items = root.findall("channel/item")
    assert (root.tag, root.get("version"), len(items)) == ("rss", "2.0", 3)
    assert len({each.findtext("guid") for each in items}) == 3
    oldest = items[-1].findtext("description") or ""
    assert SAID[ADA] in oldest
    assert "stuck" not in oldest
    assert "](" not in oldest
    assert all(each.findtext("title", "").startswith("Briefing of ") and each.findtext("pubDate") for each in items)


async def test_a_photo_of_the_day(tmp_path: Path) -> None:
    home = Home(tmp_path)
    photos = tmp_path / "photos" / "a day"
    photos.mkdir(parents=True)
    (photos / "square.png").write_bytes(briefing.PNG + b"...")
    written = await brief(home)
    assert targets(written.text, written.path)["square"][0] == photos / "square.png"
    (photos / "none.png").write_bytes(b"no picture")
    assert "## Photo" not in (await brief(home)).text


async def test_a_web_hook_that_fails_is_one_line(tmp_path: Path) -> None:
    settings = Settings(reader=Reader(webhook="http://127.0.0.1:9/hook"))
    written = await brief(Home(tmp_path), settings=settings)
    assert written.path.exists()
    assert written.trouble == ("reader.webhook: not sent: ConnectError",)


async def test_bad_files_are_told_and_passed_over(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.record.line('{"v":1,"id":"world-9', "world")
    minds = tmp_path / "minds"
    for name, text in (("session.jsonl", 'no json\n{"torn'), ("vault/.history.jsonl", "no json\n")):
        file = minds / "ada" / name
        file.write_text(file.read_text() + text)
    (minds / "bruno" / "persona.json").write_text("{}")
    written = await brief(home, able(reads))
    wrong = written.text.partition("## What went wrong\n")[2].partition("\n## ")[0]
    assert "ends in half a line" in wrong
    assert "ada: its notes' history can't be read to the end" in wrong
    assert "bruno: its persona can't be read (ValidationError)" in wrong
    assert SAID[ADA] in written.text


async def test_a_home_without_a_record_and_one_with_nothing(tmp_path: Path) -> None:
    home = Home(tmp_path / "minds-only")
    for each in (home.folder / "record").iterdir():
        each.unlink()
    assert "Who has them?" in (await brief(home)).text
    (tmp_path / "empty").mkdir()
    with pytest.raises(StartError, match="nothing happened here yet"):
        await write_briefing(tmp_path / "empty", SETTINGS, None)


async def test_a_full_disk_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = Home(tmp_path)

    def full(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    with monkeypatch.context() as patched:
        patched.setattr(briefing, "put", full)
        with pytest.raises(OSError, match="No space"):
            await brief(home)
    with monkeypatch.context() as patched:
        patched.setattr(disk, "replace", full)
        assert briefings(Desktop(tmp_path).vault) == []
    written = await brief(home)
    assert SAID[ADA] in written.text
    page = (tmp_path / "reader" / "vault" / "people" / "ada-p1.md").read_text()
    assert page.count("](../briefings/") == 1


async def test_a_mark_that_a_human_spoilt_falls_back_to_the_one_before(tmp_path: Path) -> None:
    home = Home(tmp_path)
    first = await brief(home)
    second = await brief(home)
    second.path.write_text("---\nuntil: soon\n---\nHm.\n")
    vault = tmp_path / "reader" / "vault"
    mark = last_mark(vault)
    first.path.write_bytes(b"\xff\xfe")
    assert mark is not None
    assert mark.changes == {"ada": 2, "bruno": 2}
    assert last_mark(vault) is None
    assert SAID[ADA] in (await brief(home)).text


async def test_two_at_once_are_one(tmp_path: Path) -> None:
    home = Home(tmp_path)
    with sole(tmp_path / "reader" / "locks" / "briefing", ""), pytest.raises(StartError, match="being written already"):
        await brief(home)


async def test_who_asked_to_be_forgotten_is_taken_out(tmp_path: Path) -> None:
    home = Home(tmp_path)
    first = await brief(home)
    page = tmp_path / "reader" / "vault" / "people" / "corvina-p3.md"
    assert page.exists()
    assert SAID[HUMAN] in first.path.read_text()
    home.later()
    home.record.add(Forgotten, who=HUMAN, name="Corvina", tier="human")
    second = await brief(home)
    assert not page.exists()
    assert "Corvina" not in first.path.read_text()
    assert mark_of(first.path) is not None
    assert SAID[ADA] in first.path.read_text()
    found = await find(tmp_path, "What was the drowned bell called?", None)
    assert SAID[HUMAN] not in [each.text for each in found.quotes]
    assert SAID[HUMAN] not in second.text
