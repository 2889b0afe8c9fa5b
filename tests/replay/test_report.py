"""The report: one page that needs nothing else, holds no markup of anybody's, and stands whatever the record lacks."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from playwright.sync_api import sync_playwright
from typer.testing import CliRunner

from gothmud.cli import build_app
from gothmud.config import Ledger, Settings
from gothmud.errors import GothmudError
from gothmud.events import KINDS, Moved
from gothmud.ledger import bill
from gothmud.replay.opening import opened
from gothmud.replay.report.page import page_of
from tests.replay.days import Days, with_home
from tests.replay.making import ADA, CAFE, EVENING, HUMAN, PEOPLE, SQUARE, Making

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
NASTY = '"><script>alert(1)</script><img src=x onerror=alert(1)>\u202e\x1b[31m'
SECTIONS = [
    "Who was where",
    "Who talked with whom",
    "What went round",
    "Scenes",
    "Floor share",
    "Cost",
    "Metrics",
    "What looks wrong",
]


class Elements(HTMLParser):
    """Every element of a page with its attributes, and all that is no markup."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def page(home: Path) -> str:
    with opened([home]) as record:
        record.gather()
        return page_of(record, home.name, Ledger())


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("days")
    Days(home)
    with_home(home)
    return home


@pytest.fixture(scope="module")
def made(days: Path) -> str:
    return page(days)


def test_a_page_needs_nothing_else(made: str) -> None:
    elements = Elements(made)
    assert not {tag for tag, _ in elements.found} & {"script", "img", "link", "iframe", "object", "image", "use"}
    assert not [each for _, held in elements.found for each in held if each in ("src", "href") or each.startswith("on")]
    assert "url(" not in made
    assert "@import" not in made
    assert re.findall(r"<h2>(.*?)</h2>", made) == SECTIONS
    assert len(made) < 200_000


@pytest.mark.browser
def test_a_browser_shows_it_from_a_file_and_fetches_nothing(made: str, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(made, encoding="utf-8")
    said: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(FLAGS), timeout=60_000)
        shown = browser.new_page(viewport={"width": 800, "height": 1000})
        shown.on("request", lambda each: said.append(each.url))
        shown.on("console", lambda each: said.append(each.text))
        shown.goto(path.as_uri())
        wide = shown.evaluate("document.querySelector('.wide svg').getBoundingClientRect().width")
        folded = shown.get_by_text("most of the time at")
        assert not folded.is_visible()
        shown.emulate_media(media="print")
        assert folded.is_visible()
        browser.close()
    assert said == [path.as_uri()]
    assert 600 < wide < 800


def test_each_picture_can_be_read_out_and_is_well_formed(made: str) -> None:
    pictures = re.findall(r"<svg.*?</svg>", made, re.DOTALL)
    assert len(pictures) > 8
    for each in map(ElementTree.fromstring, pictures):
        assert each.get("role") == "img"
        assert each[0].tag == "title"
        assert each[0].text


def test_what_people_typed_stays_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PEOPLE, ADA, (NASTY, "agent"))
    made = Making(tmp_path)
    for _ in range(3):
        made.said(ADA, f"I say {NASTY}", heard=[ADA, HUMAN])
        made.said(HUMAN, NASTY, heard=[ADA, HUMAN])
    found = page(tmp_path)
    assert "<script" not in found
    assert not {tag for tag, _ in Elements(found).found} & {"script", "img"}
    assert not re.search(r"[\x00-\x09\x0b-\x1f\u202e]", found)
    assert "alert(1)" in Elements(found).text


def test_the_same_things_are_shown_that_are_measured(days: Path, made: str) -> None:
    found = Elements(made).text
    total = bill(days, Settings()).value()["total"]
    assert f"{total['tokens_in']['tokens']:,}" in found
    assert f"{total['list_dollars']:.3g}"[:6] in found
    assert "Ada: Town Square, " in found
    assert "Hester told Ada, Bruno" in found
    assert "2 tellings, 3 came to know it" in found
    assert "Workshop" in found


def test_who_walks_without_end_takes_no_more_paper(tmp_path: Path) -> None:
    made = Making(tmp_path)
    for number in range(3000):
        where = (SQUARE, CAFE) if number % 2 else (CAFE, SQUARE)
        made.moved(ADA, where[0], where[1], minutes=0.2)
    assert len(page(tmp_path)) < 60_000


def one_event(made: Making) -> None:
    made.said(ADA, "Hm.", heard=[ADA])


def without_city_time(made: Making) -> None:
    event = Moved(
        id="world-1", seq=1, city_time=None, real_time=made.real, source="world", who=ADA, name="Ada", tier="agent", origin=None,
        room=SQUARE,
    )  # fmt: skip
    made.line(event.model_dump_json() + "\n")


def kinds_without_fields(made: Making) -> None:
    for number, kind in enumerate([*KINDS, "sang"], 1):
        made.line(json.dumps(_bare(number, kind)) + "\n")


def _bare(number: int, kind: str) -> dict[str, Any]:
    at = {"real_time": "2026-01-01T12:00:00Z", "city_time": "1890-03-01T12:00:00"}
    return {"v": 1, "id": f"world-{number}", "kind": kind, "source": "world", "seq": number, **at}


@pytest.mark.parametrize("spoil", [one_event, without_city_time, kinds_without_fields], ids=lambda each: each.__name__)
def test_a_page_stands_whatever_the_record_lacks(spoil: Any, tmp_path: Path) -> None:
    spoil(Making(tmp_path))
    assert re.findall(r"<h2>(.*?)</h2>", page(tmp_path)) == SECTIONS


def failed(*arguments: str) -> str:
    done = CliRunner().invoke(build_app(), ["report", *arguments])
    assert isinstance(done.exception, GothmudError), done.output
    assert "\n" not in str(done.exception)
    return str(done.exception)


def test_what_cant_be_reported_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "record").mkdir()
    assert "found no record" in failed(str(tmp_path))
    (tmp_path / "record" / "world-2026-01-01.jsonl").touch()
    assert "found no event in 1 files" in failed(str(tmp_path), "--html", str(tmp_path / "x.html"))
    assert "expected a file that can be written" in failed(str(EVENING), "--html", str(tmp_path / "no" / "x.html"))
    for name in ("north", "south"):
        Making(tmp_path / name).said(ADA, "Hm.")
    both = [str(tmp_path / name) for name in ("north", "south")]
    assert "expected one of north, south" in failed(*both)
    assert "did you mean 'north'" in failed(*both, "--city", "nort")


def test_the_command_writes_the_same_page_again(days: Path, made: str, tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    done = CliRunner().invoke(build_app(), ["report", str(days), "--html", str(out)], catch_exceptions=False)
    assert done.exit_code == 0
    assert "open it in a browser" in done.output
    assert out.read_text(encoding="utf-8") == made
