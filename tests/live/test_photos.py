"""A photo in the running city: taken by a human, perceived by a mind, given to it, seen on the web, drawn again."""

from __future__ import annotations

import io

import httpx
import pytest
from PIL import Image

from gothmud.events import Handled, PhotoTaken
from tests.live.town import Town
from tests.live.waiting import until

pytestmark = pytest.mark.live


def test_a_photo_is_taken_given_and_seen_on_the_web(city: Town) -> None:
    lens = city.newcomer("Lenka")
    lens.send("east")
    lens.expect("The Shed")
    lens.send('photo of Ada: Oil, <b>"where"</b> it belongs')
    lens.expect("You take a photo of Ada: \"Oil, <b>'where'</b> it belongs\"")
    taken = until(
        lambda: [each for each in city.events(PhotoTaken) if each.name == "Lenka"], "the photo in the record"
    )[0]
    assert taken.to in taken.heard, "Ada saw that she was photographed"
    lens.send("give photo to Ada")
    lens.expect("You give the photo of Ada to Ada.")
    lens.close()
    assert [each.to for each in city.events(Handled) if each.thing == taken.thing] == [taken.to]
    _seen_on_the_web(city, taken)


def _seen_on_the_web(city: Town, taken: PhotoTaken) -> None:
    photos = f"http://127.0.0.1:{city.ports.web}/photos"
    first = httpx.get(f"{photos}/{taken.id}.png")
    assert (first.status_code, first.headers["content-type"]) == (200, "image/png")
    assert Image.open(io.BytesIO(first.content)).info["Author"] == "Lenka"
    until((city.home / "photos" / f"{taken.id}.png").exists, "the file")
    (city.home / "photos" / f"{taken.id}.png").unlink()
    assert httpx.get(f"{photos}/{taken.id}.png").content == first.content, "drawn again, to the byte"
    page = httpx.get(f"{photos}/")
    assert "Oil, &lt;b&gt;" in page.text
    assert "<b>" not in page.text
    for name in ("world-1.png", "..%2frun%2ftoken", "world-0.png", "x", f"{taken.id}.txt"):
        assert httpx.get(f"{photos}/{name}").status_code == 404, name
    listed = city.command("photos", "list")
    assert taken.id in listed.stdout
