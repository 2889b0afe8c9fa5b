"""A photo in the running city: taken by a human, perceived by a mind, given to it, seen on the web, drawn again; and one
that a mind takes, shows and gives by acts of its own."""

from __future__ import annotations

import io
from collections.abc import Iterator

import httpx
import pytest
from PIL import Image

from gothmud.events import Handled, PhotoTaken, Turn
from tests.live import script
from tests.live.town import Town
from tests.live.waiting import until
from tests.scripted import Answer, Asked

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


PRINT = "photo of the tin porter"
CHOICES = {
    "a photo of the porter": script.act("photo", thing="tin porter", text="It carries opinions, too."),
    "Ada, show it": script.act("show", thing=PRINT, to="Livia"),
    "Ada, I would keep it": script.act("give", thing=PRINT, to="Livia"),
}


def photographer(asked: Asked) -> Answer:
    """Answer as a mind that takes a photo, shows it, gives it away, as it is asked to; held to what is legal then."""
    told = asked.body["messages"][-1]["content"] if asked.schema else ""
    last = max(CHOICES, key=told.rfind)
    return Answer(CHOICES[last]) if last in told else script.plan(asked)


@pytest.fixture
def willing(city: Town) -> Iterator[None]:
    """The model takes photos."""
    city.model.plan = photographer
    yield
    city.model.plan = script.plan


@pytest.mark.usefixtures("willing")
def test_a_mind_takes_shows_and_gives_a_photo_by_its_own_acts(city: Town) -> None:
    friend = city.newcomer("Livia")
    friend.send("east")
    friend.expect("The Shed")
    friend.send("say Ada, would you take a photo of the porter?")
    friend.expect(r'Ada takes a photo of the tin porter: "It carries opinions, too\."')
    friend.send("say Ada, show it to me, please.")
    friend.expect(r"Ada shows the photo of the tin porter to you\. \"It carries opinions, too\.\", by Ada\. The Shed")
    friend.send("say Ada, I would keep it.")
    friend.expect("Ada gives the photo of the tin porter to you.")
    friend.close()
    (taken,) = [each for each in city.events(PhotoTaken) if each.name == "Ada" and each.subject == "the tin porter"]
    assert taken.of_thing is not None
    assert taken.exposure.thing is not None
    chosen = until(lambda: [each for each in city.events(Turn) if each.event == taken.id], "the turn that chose it")
    assert [(each.agent, each.by, each.verb) for each in chosen] == [("ada", "model", "photo")]
    named = [each.schema["properties"].get("thing", {}) for each in city.model.questions if each.schema]
    assert any(PRINT in each.get("enum", ()) for each in named), "she could name the print once she held it"
    assert any(f"[Done.] You hold the {PRINT}: " in each.prompt for each in city.model.questions)
