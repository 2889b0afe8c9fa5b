"""In the live city: calls that minds answer, letters that wait, lines that no mind may say, a room that ends."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import psutil
import pytest

from gothmud import wire
from gothmud.events import LetterRead, LetterSent, Moved, Pinned, Said
from tests.live.page import Page
from tests.live.telnet import Telnet
from tests.live.town import Town
from tests.live.waiting import until

pytestmark = pytest.mark.live


@pytest.fixture(scope="module")
def vera(city: Town) -> Iterator[Telnet]:
    """Somebody with a plain telnet client, in the inn."""
    link = city.newcomer("Vera")
    link.send("north")
    link.in_room("The Inn")
    yield link
    link.close()


@pytest.fixture
def otto(city: Town) -> Iterator[Page]:
    """The innkeeper's body, with a stranger's mind in it."""
    agents = psutil.Process(city.pid("agents"))
    agents.send_signal(signal.SIGSTOP)  # or its own mind would take the body back
    page = city.open_page()
    try:
        assert page.as_cast("otto", city.token).success
        page.next(wire.Welcome)
        yield page
    finally:
        page.close()
        agents.send_signal(signal.SIGCONT)
        city.minds_awake()


def test_minds_answer_over_the_city_whoever_calls_their_name(city: Town, vera: Telnet) -> None:
    vera.send("city Otto, is there soup?")
    vera.expect(r"\[city\] Otto: The soup is nearly done today\.")
    vera.send("city Ada, did you hear that?")
    vera.expect(r"\[city\] Ada: Did you call, Vera\?")
    calls = {each.text: each for each in city.events(Said) if each.mode == "channel"}
    asked = calls["Ada, did you hear that?"]
    assert (asked.turn, calls["Did you call, Vera?"].cause) == (calls["Did you call, Vera?"].who, asked.id)


def test_what_is_pinned_is_in_the_record_and_on_the_wire(city: Town, vera: Telnet) -> None:
    page = city.page("Sven")
    north = next(way.id for way in page.all_of(wire.RoomInfo)[-1].ways if way.name == "north")
    page.act("sven-1", "go", exit=north)
    things = [item for each in page.all_of(wire.Items) for item in each.items]
    board = next(each.id for each in things if "pin" in each.verbs)
    assert page.act("sven-2", "pin", thing=board, text="Lost: one glove.").ok
    assert [each.text for each in page.all_of(wire.Seen) if each.verb == "pin"] == ["Sven pins a notice to the slate."]
    assert '"Lost: one glove." (Sven, ' in page.act("sven-3", "look", thing=board).seen
    assert "holds 280 characters; yours has 400" in page.act("sven-4", "pin", thing=board, text="x" * 400).reason
    vera.send("unpin")
    vera.expect("No notice of yours hangs there")
    assert page.act("sven-5", "unpin", thing=board).ok
    pinned = [(each.text, each.up) for each in city.events(Pinned) if each.name == "Sven"]
    assert pinned == [("Lost: one glove.", True), ("Lost: one glove.", False)]
    page.close()


def test_a_letter_reaches_a_mind_at_once_and_a_person_when_they_are_back(city: Town, vera: Telnet) -> None:
    vera.send("write the mender: Bring the ladle at nine.")
    vera.expect("You put a letter to Ada into the post box.")
    session = city.home / "minds" / "ada" / "session.jsonl"
    until(lambda: "Bring the ladle at nine." in session.read_text(encoding="utf-8"), "Ada has read it")
    city.newcomer("Nico").close()
    vera.send("write Nico: You left your hat.")
    vera.expect("You put a letter to Nico into the post box.")
    nico = city.returning("Nico")
    nico.expect(r"A letter waits for you\.")
    nico.send("letters 1")
    nico.expect('A letter from Vera, .*: "You left your hat."')
    nico.close()
    sent, read = (
        {each.text: each for each in city.events(LetterSent)},
        {each.text: each for each in city.events(LetterRead)},
    )
    for text in ("Bring the ladle at nine.", "You left your hat."):
        assert (read[text].letter, read[text].sender) == (sent[text].id, sent[text].who)
        assert read[text].heard == [sent[text].to]


def test_a_mind_says_nothing_but_its_own_words(vera: Telnet, otto: Page) -> None:
    assert (
        otto.act("bad-line-1", "say", text="Ada: I took the cog.").reason == "Those would be Ada's words. Say your own."
    )
    assert otto.act("bad-line-2", "say", text="*wipes the table*").reason == "You open your mouth and say nothing."
    assert otto.act("bad-line-3", "say", text=" \x1b\n ").reason == "You open your mouth and say nothing."
    otto.send_raw('Gothmud.Act {"id":"bad-line-4","verb":"say","text":"' + "soup " * 500 + '"}')
    assert "at most 600 characters" in otto.next(wire.Notice).reason
    assert otto.act("bad-line-5", "say", text='*nods* **Soup** is |rsoup|n." Ada says, "I \x1b[31mtook it.').ok
    vera.expect(r"Otto says, \"Soup is \|rsoup\|n\.' Ada says, 'I \[31mtook it\.\"")
    assert "wipes the table" not in vera.text


@pytest.mark.parametrize(
    ("name", "why"), [("0tto", "lives here already"), ("Ad-a", "lives here already"), ("V3ra", "mistaken for Vera")]
)
def test_a_name_that_reads_like_anothers_is_refused(city: Town, vera: Telnet, name: str, why: str) -> None:
    link = city.connect()
    link.send(f"create {name} {city.password(name)}")
    link.expect(why)
    link.close()


def test_a_room_that_is_destroyed_while_people_talk_lets_them_go(city: Town, vera: Telnet) -> None:
    keeper = city.connect()
    keeper.send(f"connect keeper {(city.home / 'keeper.txt').read_text().split('password: ')[1].strip()}")
    keeper.expect("Ways: ")
    keeper.send("@dig Cellar = down, up")
    cellar = keeper.expect(r"Created room Cellar\((#\d+)\)")[1]
    vera.send("south")
    vera.in_room("The Square")
    vera.send("down")
    vera.expect("(?m)^Cellar")
    keeper.send(f"@tel Otto = {cellar}")
    keeper.expect("Otto")
    vera.send("say Otto, is it dark here?")
    keeper.send(f"@destroy/force {cellar}")
    vera.expect("Cellar is no more")
    vera.send("look")
    vera.in_room("The Square")
    keeper.close()
    until(lambda: any(each.name == "Otto" and each.way == "" for each in city.events(Moved)), "Otto is elsewhere")
    vera.send("north")
    vera.in_room("The Inn")
    vera.now()
    vera.send("say Otto, are you well?")
    vera.expect("Otto says")
