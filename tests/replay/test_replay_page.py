"""The recorded day in a real browser: a moment by its address, eyes, seeking; nothing from another host."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Page, expect

from gothmud.replay.opening import opened
from gothmud.replay.pages import page_of
from gothmud.replay.reel import Reel
from tests.live.test_page import Watch, page, seen  # noqa: F401 - the browser's page is a fixture
from tests.replay.day import little_day
from tests.replay.making import CITY

pytestmark = pytest.mark.browser


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """The address of a little day's page."""
    little_day(tmp_path / "tiny")
    with opened([tmp_path / "tiny"]) as record, page_of(Reel(record), 0) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
        thread.join()


def test_a_moment_by_its_address(address: str, page: Page) -> None:  # noqa: F811
    watch = Watch(page)
    page.goto(f"{address}#t={CITY:%Y-%m-%d}T12:08&who=ada")
    log = page.get_by_role("log")
    seen(log, 'You say, "Ask Bruno."')
    page.keyboard.press(" ")
    seen(log, 'Corvina says to you, "Is there |rsoup|n?"')
    seen(page.locator("#carried"), "cog")
    seen(page.locator("#status"), "Paused")
    expect(page.locator("#map .spot")).to_have_count(2)
    page.keyboard.press("ArrowRight")
    seen(log, "The Cafe  (here: Bruno)")
    expect(page.locator("#map .spot.current title")).to_have_text("The Cafe: Ada, Bruno")
    expect(page).to_have_url(re.compile(r"#t=1890-03-01T12:\d\d&who=ada$"))
    page.get_by_label("With whose eyes").select_option("all of the city")
    seen(log, "The Square: Ada goes to The Cafe.")
    expect(page).to_have_url(re.compile(r"#t=1890-03-01T12:\d\d$"))
    page.evaluate("location.hash = '#t=1890-03-01T13:22&who=bruno'")
    seen(log, "You lie down and fall asleep.")
    seen(page.locator("#where"), "Bruno (asleep)")
    assert watch.errors == []
    assert watch.hosts == {"127.0.0.1"}
