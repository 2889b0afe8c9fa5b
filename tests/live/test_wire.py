"""The wire over real sockets: acts once, events once and in order, bad frames answered in words of ours."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator

import psutil
import pytest
from websockets.exceptions import InvalidHandshake

from gothmud import wire
from gothmud.clock import block
from gothmud.events import Moved, Said, Slept
from tests.live.page import Page
from tests.live.telnet import GMCP, MSDP, Telnet
from tests.live.town import Town
from tests.live.waiting import until

pytestmark = pytest.mark.live
SECRET = "zanzibar"  # stands in frames that are refused: no answer may repeat it


@pytest.fixture(scope="module")
def wim(city: Town) -> Iterator[Page]:
    """A person on the websocket, in the square."""
    page = city.page("Wim")
    yield page
    page.close()


def said(city: Town, text: str) -> list[Said]:
    """Return the record's events of these words."""
    return [each for each in city.events(Said) if each.text == text]


def again(city: Town, name: str) -> Page:
    """Return somebody's second connection, logged in by message."""
    page = Page(city.ports.websocket, address=city.address())
    page.login(name, city.password(name))
    return page


def noticed(page: Page, frame: str | bytes) -> str:
    """Send a bad frame; return the reason of the notice, which repeats nothing of it."""
    page.send_raw(frame)
    reason = page.next(wire.Notice).reason
    assert SECRET not in reason
    return reason


def test_a_welcome_tells_where_one_is(wim: Page) -> None:
    room = next(each for each in wim.all_of(wire.RoomInfo))
    assert (room.key, {way.to_name for way in room.ways}) == ("square", {"The Inn", "The Shed"})
    assert wim.all_of(wire.Time)[0].paused is False


def test_an_act_twice_is_done_once(city: Town, wim: Page) -> None:
    first = wim.act("wim-1", "say", text="once and for all")
    assert first.ok
    assert wim.act("wim-1", "say", text="something else") == first
    wim.close()
    page = again(city, "Wim")
    assert page.act("wim-1", "say", text="once and for all") == first
    assert page.all_of(wire.Welcome)[0].last_act == "wim-1"
    assert [each.id for each in said(city, "once and for all")] == [first.event]
    assert not said(city, "something else")
    page.close()


def test_a_bad_act_is_refused_by_reason(city: Town) -> None:
    page = again(city, "Wim")
    assert page.act("bad-1", "go", exit=999999).reason == "There is no such way out of here."
    assert page.act("bad-2", "say").reason == "say needs text"
    assert page.act("bad-3", "say", text="x", exit=3).reason == "say takes no exit"
    assert page.act("bad-4", "whisper", text="x", person=999999).reason == "That person is not here."
    assert page.act("bad-4", "say", text="now it is fine").ok is False  # the id is spent
    page.close()


def test_what_was_missed_comes_once_and_in_order(city: Town) -> None:
    page = again(city, "Wim")
    seq = page.all_of(wire.Welcome)[0].seq
    texts = [f"line number {number}" for number in range(6)]
    for number, text in enumerate(texts):
        page.act(f"sync-{number}", "say", text=text)
    page.close()
    page = again(city, "Wim")
    page.send(wire.Sync(seq=seq))
    synced = page.next(wire.Synced)
    told = [each for each in page.messages if isinstance(each, wire.SayEvent) and each.called == "Wim"]
    assert [each.text for each in told] == texts
    assert [each.seq for each in told] == sorted(each.seq for each in told)
    assert synced.seq >= told[-1].seq
    assert not synced.missed
    page.send(wire.Sync(seq=told[-1].seq))
    page.next(wire.Synced)
    assert len([each for each in page.all_of(wire.SayEvent) if each.text in texts]) == len(texts)
    page.close()


def test_bad_frames_get_a_notice_without_echo(city: Town) -> None:
    page = again(city, "Wim")
    assert noticed(page, f'{SECRET}.Thing {{"a":1}}') == "no message of that name is known"
    assert "no JSON" in noticed(page, f"Gothmud.Act {{{SECRET}")
    assert "verb" in noticed(page, json.dumps({"id": "a", "verb": SECRET}).join(["Gothmud.Act ", ""]))
    assert "Extra inputs" in noticed(page, f'Gothmud.Sync {{"seq":1,"{SECRET}x":2}}')
    assert "payload" in noticed(page, f'Gothmud.Sync ["{SECRET}"]')
    assert "at most 8192" in noticed(page, "Gothmud.Act " + json.dumps({"id": SECRET * 1200}))
    assert "before" not in noticed(page, wire.Credentials(account=SECRET, password=SECRET).encode())
    assert page.act("after-bad", "wait").ok
    page.close()


def test_two_hundred_frames_at_once_get_a_notice(city: Town) -> None:
    page = again(city, "Wim")
    for _ in range(200):
        page.send(wire.Ping())
    reason = page.next(wire.Notice).reason
    assert "slow down" in reason
    block(2.5)
    assert page.act("after-flood", "wait").ok
    page.close()


def test_acts_before_login_are_refused(city: Town) -> None:
    page = city.open_page()
    assert noticed(page, wire.Act(id="x", verb="wait").encode()) == "Gothmud.Act: not before you are logged in"
    page.close()


def test_wrong_tokens_and_passwords_are_refused(city: Town) -> None:
    page = city.open_page()
    assert page.as_cast("ada", "not-the-token").message == "That token is not this city's."
    assert not page.as_cast("nobody", city.token).success
    page.send(wire.Credentials(account="Wim", password="wrong-lamp"))
    assert not page.next(wire.LoginResult).success
    assert not page.all_of(wire.Welcome)
    page.close()


def test_one_of_the_cast_cannot_type(city: Town) -> None:
    agents = psutil.Process(city.pid("agents"))
    agents.send_signal(signal.SIGSTOP)  # or its own mind would take the body back
    try:
        page = city.open_page()
        assert page.as_cast("otto", city.token).success
        assert page.next(wire.Welcome).person == "otto"
        before = len(page.texts)
        for line in (b"say typed by a mind", b"north", b"@py 1", b"quit"):
            page.send_raw(line)
        page.send(wire.Ping())
        page.next(wire.Pong)
        assert page.texts[before:] == []
        assert page.act("otto-live-1", "wait").ok
        page.close()
    finally:
        agents.send_signal(signal.SIGCONT)
    assert not said(city, "typed by a mind")
    city.minds_awake()


def test_a_sleeper_hears_all_and_does_nothing_until_it_wakes(city: Town) -> None:
    page, other = again(city, "Wim"), city.page("Lea")
    assert page.act("night-1", "sleep").ok
    wim = other.next(wire.AddPlayer, lambda each: each.name == "Wim" and each.asleep).id
    assert page.act("night-2", "say", text="in my sleep").reason == "You are asleep; 'wake' first."
    other.act("lea-1", "say", text="are you asleep", person=wim)
    assert page.next(wire.SayEvent, lambda each: each.called == "Lea").to == wim
    assert other.act("lea-2", "shake", person=wim).ok
    shaken = page.next(wire.Seen, lambda each: each.verb == "shake")
    assert (shaken.to, shaken.text) == (wim, "Lea shakes Wim.")
    page.close()
    page = again(city, "Wim")
    assert page.all_of(wire.Welcome)[0].asleep
    assert page.act("night-3", "wake").ok
    assert not other.next(wire.AddPlayer, lambda each: each.name == "Wim" and not each.asleep).asleep
    assert other.act("lea-3", "shake", person=wim).reason == "Wim is not asleep."
    told = [(each.state, each.by is not None) for each in city.events(Slept) if each.name == "Wim"]
    assert told == [("asleep", False), ("shaken", True), ("awake", False)]
    page.close()
    other.close()


def test_a_websocket_without_the_subprotocol_is_refused(city: Town) -> None:
    for offered in ((), ("v1.evennia.com",), ("json.mudstandards.org", "terminal.mudstandards.org")):
        with pytest.raises(InvalidHandshake):
            Page(city.ports.websocket, protocols=offered, address=city.address())


@pytest.mark.parametrize("how", ["cut", "bad bytes"])
def test_a_link_that_ends_without_a_goodbye_leaves_nobody(city: Town, how: str) -> None:
    page = again(city, "Wim")
    until(lambda: "Wim" in awake(city), "Wim is in")
    if how == "cut":
        page.cut()
    else:
        page.send_raw(b"\xff\xfe", text=True)
    until(lambda: "Wim" not in awake(city), "Wim is out")


def awake(city: Town) -> list[str]:
    """Return the names of the people with a player who are in."""
    return [each["name"] for each in city.state()["world"]["people"] if each["tier"] == "human" and each["awake"]]


def test_gmcp_over_telnet_has_the_same_messages(city: Town) -> None:
    gil = city.newcomer("Gil", GMCP)
    until(lambda: any(isinstance(each, wire.Welcome) for each in gil.messages()), "a welcome over telnet")
    other = again(city, "Wim")
    until(lambda: [e for e in gil.messages() if isinstance(e, wire.AddPlayer) and e.name == "Wim"], "Room.AddPlayer")
    gil.send_frame(wire.Act(id="gil-1", verb="say", text="ÿ is 255 in Latin-1; “quoted”").encode())
    heard = other.next(wire.SayEvent, lambda each: each.called == "Gil")
    assert heard.text == "ÿ is 255 in Latin-1; 'quoted'"
    until(lambda: [e for e in gil.messages() if isinstance(e, wire.ActResult)], "the act's result")
    mine = next(each for each in gil.messages() if isinstance(each, wire.SayEvent) and each.called == "Gil")
    assert mine.model_dump() == heard.model_dump()
    assert any(frame.startswith("Room.AddPlayer ") for _, frame in gil.frames)
    gil.close()
    other.close()


def test_who_perceives_a_coming_knows_who_is_here_by_then(city: Town) -> None:
    quentin, other = city.newcomer("Quentin", GMCP), again(city, "Wim")
    until(lambda: [e for e in quentin.messages() if isinstance(e, wire.AddPlayer) and e.name == "Wim"], "Wim is in")
    before = len(quentin.messages())
    for way in ("north", "south"):
        exit_ = until(lambda way=way: way_called(other, way), f"a way {way}")
        assert other.act(f"wim-{way}", "go", exit=exit_).ok
    told = until(
        lambda: (found := about_coming_and_going(quentin.messages()[before:])) and len(found) >= 4 and found,
        "four frames",
    )
    assert [type(each) for each in told] == [wire.RemovePlayer, wire.Leave, wire.AddPlayer, wire.Arrive]
    quentin.close()
    other.close()


def way_called(page: Page, name: str) -> int | None:
    """Return the exit of that name where a page's body is."""
    page.poll()
    return next((each.id for each in page.all_of(wire.RoomInfo)[-1].ways if each.name == name), None)


def about_coming_and_going(messages: list[wire.Message]) -> list[wire.Message]:
    """Return those messages that say who is here, and who came and left."""
    return [
        each for each in messages if isinstance(each, wire.AddPlayer | wire.RemovePlayer | wire.Arrive | wire.Leave)
    ]


def test_a_client_that_takes_msdp_and_gmcp_gets_nothing_twice(city: Town) -> None:
    gil = greedy(city)
    for number in range(3):
        gil.send(f"say bell stroke {number}")
        gil.expect(f'You say, "bell stroke {number}"')
    until(lambda: len([e for e in gil.messages() if isinstance(e, wire.SayEvent)]) >= 3, "three lines")
    frames = [frame for _, frame in gil.frames if frame.startswith("Gothmud.Say")]
    assert len(frames) == len(set(frames))
    assert {option for option, _ in gil.frames} <= {GMCP, 70, 24}
    assert MSDP not in gil.offers
    gil.close()


def greedy(city: Town) -> Telnet:
    """Return Gil with a client that says yes to GMCP and MSDP."""
    link = city.connect(GMCP, MSDP)
    link.send(f"connect Gil {city.password('Gil')}")
    link.expect("Ways: ")
    return link


def test_a_body_that_a_stock_command_moves_is_in_the_record(city: Town) -> None:
    link = city.connect()
    link.send(f"connect keeper {(city.home / 'keeper.txt').read_text().split('password: ')[1].strip()}")
    link.expect("Ways: ")
    link.send("north")
    link.expect("Ways: ")
    link.send("home")
    link.expect("Ways: ")
    link.close()
    assert [each.way for each in city.events(Moved) if each.name == "keeper"] == ["north", ""]
