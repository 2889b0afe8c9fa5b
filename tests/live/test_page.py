"""The page in a real browser: an account, a walk by clicking, a word, Pip's answer; nothing from another host."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.live.town import Town

pytestmark = [pytest.mark.live, pytest.mark.browser]
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
PATIENCE = 20_000  # milliseconds


class Watch:
    """What a page did that it should not have."""

    def __init__(self, page: Page) -> None:
        self.errors: list[str] = []
        self.hosts: set[str] = set()
        page.on("console", lambda each: self.errors.append(each.text) if each.type == "error" else None)
        page.on("pageerror", lambda each: self.errors.append(str(each)))
        page.on("request", lambda each: self._asked(each.url))
        page.on("websocket", lambda each: self._asked(each.url))
        page.on("requestfailed", lambda each: self.errors.append(f"{each.url}: {each.failure}"))

    def _asked(self, url: str) -> None:
        if (parts := urlsplit(url)).scheme not in ("data", "blob"):
            self.hosts.add(parts.hostname or "")


@pytest.fixture
def page() -> Iterator[Page]:
    """A page of Debian's Chromium."""
    assert CHROMIUM.exists(), f"{CHROMIUM} is missing: apt-get install chromium (nothing is downloaded here)"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=list(FLAGS), headless=True, timeout=60_000
        )
        made = browser.new_page()
        made.set_default_timeout(PATIENCE)
        yield made
        browser.close()


def seen(locator: Any, text: str) -> None:
    """Wait until an element holds a text."""
    expect(locator).to_contain_text(text, timeout=PATIENCE)


def test_a_visit(city: Town, page: Page) -> None:
    watch = Watch(page)
    page.goto(f"http://127.0.0.1:{city.ports.web}/", timeout=60_000)
    enter(city, page, "Olga")
    log = page.get_by_role("log")
    seen(page.locator("#room-name"), "The Square")
    seen(log, "Ways: north (The Inn)")
    seen(page.locator("#people"), "Pip")
    page.locator("#ways button", has_text="north").click()
    seen(page.locator("#room-name"), "The Inn")
    seen(page.locator("#map-caption"), "2 places known so far")
    expect(page.locator("#map .spot.seen")).to_have_count(2)
    page.locator("#ways button", has_text="south").click()
    seen(page.locator("#room-name"), "The Square")
    speak(page, "say Pip, where is the cog?")
    seen(log, 'You say, "Pip, where is the cog?"')
    seen(log, 'Pip says, "The cog? Ask the mender."')
    assert watch.errors == []
    assert watch.hosts == {"127.0.0.1"}


def enter(city: Town, page: Page, name: str) -> None:
    """Make an account in the form at the gate."""
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(city.password(name))
    page.get_by_role("button", name="I am new here").click()


def speak(page: Page, line: str) -> None:
    """Type a line."""
    page.get_by_label("What do you do?").fill(line)
    page.keyboard.press("Enter")


def test_a_refused_name_is_told_in_the_form(city: Town, page: Page) -> None:
    page.goto(f"http://127.0.0.1:{city.ports.web}/", timeout=60_000)
    enter(city, page, "Ada")
    seen(page.get_by_role("alert"), "lives here already")


def test_markup_stays_text_on_the_page(city: Town, page: Page) -> None:
    page.goto(f"http://127.0.0.1:{city.ports.web}/", timeout=60_000)
    enter(city, page, "Oleg")
    seen(page.locator("#room-name"), "The Square")
    speak(page, "say <img src=x onerror=alert(1)> |rred|n <b>bold</b>")
    seen(page.get_by_role("log"), "<img src=x onerror=alert(1)> |rred|n <b>bold</b>")
    assert page.locator("#log img, #log b").count() == 0
