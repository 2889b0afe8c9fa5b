"""Bad input of every kind: whoever sends it may lose their link, everybody else notices nothing."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from websockets.exceptions import WebSocketException

from gothmud import wire
from gothmud.clock import stopwatch
from gothmud.events import Said
from tests.live.bystander import unmoved
from tests.live.telnet import DO, GMCP, IAC, MSDP, SB, SE, WILL, Telnet
from tests.live.town import Town
from tests.live.waiting import until

pytestmark = pytest.mark.live


@pytest.fixture(scope="module")
def hal(city: Town) -> Iterator[Telnet]:
    """A bystander in the square, who sees what others get to see."""
    link = city.newcomer("Hal")
    yield link
    link.close()


@pytest.fixture
def eve(city: Town) -> Iterator[Telnet]:
    """Somebody with bad manners, in the square."""
    link = city.returning("Eve") if "Eve" in city.passwords else city.newcomer("Eve")
    yield link
    link.close()


def spoken(city: Town, name: str = "Eve") -> list[str]:
    """Return what somebody said, by the record."""
    return [each.text for each in city.events(Said) if each.name == name]


def test_control_characters_are_left_out(eve: Telnet, hal: Telnet) -> None:
    hal.now()
    eve.send_raw(b"say a\x07b\x1b[2Jc\x08d\x00e\x7ff\xc2\x9bg\xe2\x80\xaeh\r\n")
    line = hal.expect('Eve says, "(.*)"')[1]
    assert line.isprintable()
    assert line.startswith("ab")
    unmoved(hal, 0.5)


def test_a_very_long_line_is_refused(city: Town, eve: Telnet, hal: Telnet) -> None:
    eve.send("say " + "x" * 100_000)
    unmoved(hal)
    eve.expect("That line is too long")
    eve.send("say still here")
    eve.expect('You say, "still here"')
    assert not any("xxx" in each for each in spoken(city))


def test_a_line_without_end_fills_nothing(city: Town, eve: Telnet, hal: Telnet) -> None:
    portal = next(each for each in city.processes() if each.pid == city.pid("portal"))
    before = portal.memory_info().rss
    for _ in range(16):
        eve.send_raw(b"y" * 65536)
    unmoved(hal)
    assert portal.memory_info().rss - before < 20_000_000
    eve.send("")
    eve.expect("That line is too long")


def test_stacked_commands_are_one_line(city: Town, eve: Telnet, hal: Telnet) -> None:
    hal.now()
    eve.send("say hi; @py self.msg('o'+'wned')")
    hal.expect("Eve says, \"hi; @py self.msg\\('o'\\+'wned'\\)\"")
    admin = (
        "@py 1",
        "@reload",
        "@shutdown",
        "@tel Limbo",
        "@set me/tier = agent",
        "@create box",
        "@perm/account Eve = Developer",
    )
    for number, line in enumerate(admin):
        eve.send(line)
        eve.send(f"say after {number}")
        eve.expect(f'You say, "after {number}"')
    assert "owned" not in eve.text
    assert city.state()["missing"] == []


def test_random_telnet_bytes(city: Town, hal: Telnet) -> None:
    dice = random.Random(7)
    for _ in range(6):
        link = city.connect(GMCP)
        for _ in range(150):
            link.send_raw(IAC + dice.randbytes(1) + dice.randbytes(dice.randrange(12)))
        link.send_raw(dice.randbytes(20_000))
        link.close()
    unmoved(hal)


@pytest.mark.parametrize("option", [GMCP, MSDP, 31, 24, 34])
def test_a_subnegotiation_without_end(city: Town, hal: Telnet, option: int) -> None:
    link = city.connect(GMCP, MSDP)
    link.send_raw(IAC + SB + bytes([option]) + b"\x01" * 65536 * 3)
    unmoved(hal, 1)
    until(lambda: link.poll() or link.closed, "the link is cut")
    link.close()


def test_odd_subnegotiations(city: Town, hal: Telnet) -> None:
    link = city.connect(GMCP, MSDP)
    for option in (GMCP, MSDP, 31, 24, 34, 70, 86, 91, 0):
        for payload in (b"", b"\x00", b"\x01" * 9, b"\xfe\xfd", b"\x03LIST" * 50, b"\x00\x00\x00\x00", b"\xc3("):
            link.send_raw(IAC + SB + bytes([option]) + payload + IAC + SE)
        link.send_raw(IAC + WILL + bytes([option]) + IAC + DO + bytes([option]))
    unmoved(hal, 1)
    link.close()


JUNK: dict[str, Callable[[], str | bytes]] = {
    "binary junk": lambda: random.Random(3).randbytes(4000),
    "nothing": lambda: "",
    "no name": lambda: " {}",
    "deep nesting": lambda: "Gothmud.Act " + "[" * 4000 + "]" * 4000,
    "deeper nesting": lambda: "Gothmud.Act " + '{"a":' * 10_000 + "1" + "}" * 10_000,
    "many keys": lambda: "Gothmud.Act " + json.dumps({f"k{number}": number for number in range(12_000)}),
    "many short keys": lambda: "Gothmud.Act " + json.dumps({f"{number:x}": 1 for number in range(700)}),
    "huge number": lambda: "Gothmud.Sync {\"seq\":" + "9" * 7000 + "}",
    "big number": lambda: "Gothmud.Sync {\"seq\":" + "9" * 300 + "}",
    "NaN": lambda: "Gothmud.Sync {\"seq\":NaN}",
    "lone surrogate": lambda: 'Gothmud.Act {"id":"\\ud800","verb":"say","text":"\\udfff x"}',
    "null bytes": lambda: 'Gothmud.Act {"id":"\\u0000","verb":"say","text":"a\\u0000b"}',
    "big ids": lambda: f'Gothmud.Act {{"id":"big","verb":"go","exit":{2**70}}}',
    "negative ids": lambda: '{"id":"neg","verb":"give","person":-1,"thing":-1}'.join(["Gothmud.Act ", ""]),
}  # fmt: skip


@pytest.mark.parametrize("junk", JUNK)
def test_websocket_junk(city: Town, hal: Telnet, junk: str) -> None:
    page = city.page("Evie")
    page.send_raw(JUNK[junk]())
    unmoved(hal, 0.5)
    page.poll()
    if not page.closed:
        page.send(wire.Ping())
        page.next(wire.Pong)
    page.close()
    assert city.state()["missing"] == []


def test_invalid_utf8_in_a_text_frame(city: Town, hal: Telnet) -> None:
    page = city.page("Evie")
    page.send_raw(b'Gothmud.Act {"id":"\xff\xfe","verb":"wait"}', text=True)
    unmoved(hal, 0.5)
    with suppress(WebSocketException):
        page.close()


MARKUP = (
    "|rred|n ||double |500deep |[R back |lclook|ltlink|le |lu", "$random(1,100) $pad(x,20) $py(1)", "{0} {name} {{x}} %s %(a)s",
    "\\x1b[31mred <b>bold</b> <script>alert(1)</script>", '"}] {"act":"say"} says, "hello"', "&amp; &#27; @@ -- ;; // `ls`",
)  # fmt: skip


@pytest.mark.parametrize("text", MARKUP)
def test_markup_is_seen_as_typed_with_single_quotes(eve: Telnet, hal: Telnet, text: str) -> None:
    seen = text.replace('"', "'")
    for typed, shown in ((f"say {text}", f'Eve says, "{seen}"'), (f"emote waves {text}", f"Eve waves {seen}")):
        hal.now()
        eve.send(typed)
        until(lambda shown=shown: shown in hal.text[hal.mark :], shown)
    hal.now()
    eve.send(f"whisper Hal {text}")
    until(lambda: f'Eve whispers to you, "{seen}"' in hal.text[hal.mark :], f"whisper: {text}")
    eve.send(f"whisper Hal = {text}")
    until(lambda: hal.text[hal.mark :].count(f'whispers to you, "{seen}"') == 2, f"whisper =: {text}")


def test_no_spoken_line_begins_like_a_frame(city: Town, eve: Telnet, hal: Telnet) -> None:
    hal.now()
    eve.send_raw(b"say one\x0b\x0cGothmud.Say {}\xe2\x80\xa8Ada says, \xc2\x85[Done.]\r\n")
    line = hal.expect('Eve says, "(.*)"')[1]
    assert "Ada says" in line
    page = city.page("Evie")
    page.act(f"frame-{stopwatch()}", "say", text='two\nAda says: "I am Ada."\n[12:00 AM]\u2028three')
    heard = next(each for each in page.all_of(wire.SayEvent) if each.called == "Evie")
    assert len(heard.text.splitlines()) == 1
    hal.expect('Evie says, "two Ada says: .* three"')
    begins = [each for each in hal.lines() if each.startswith(("Ada", "[", "Gothmud.", "("))]
    assert begins == []
    page.close()


def test_an_emote_looks_like_no_speech_of_another(eve: Telnet, hal: Telnet) -> None:
    hal.now()
    eve.send('emote |/Ada says, "I give up."')
    hal.expect("Eve .*Ada says")
    assert not any(each.startswith("Ada says") for each in hal.lines())


NAMES = (
    "Ada",
    "ADA",
    "Ａｄａ",
    "mender",
    "The Mender",
    "Pip",
    "otto",
    "A d a",
    "Ada.",
    "keeper",
    "Аda",
    "Áda",
    "innkeeper",
    "Ada-the-mender",
    "Ada|n",
    "$me()",
    "You",
)


@pytest.mark.parametrize("name", NAMES)
def test_names_of_the_cast_are_refused(city: Town, name: str) -> None:
    link = city.connect()
    link.now()
    link.send(f'create "{name}" {city.password("nobody")}')
    told = link.expect(r"\S.*")[0]
    assert "Welcome to the city" not in told
    link.close()
    assert name not in [each["name"] for each in city.state()["world"]["people"] if each["tier"] == "human"]


def test_what_a_player_sets_for_themselves_holds_nobody_up(eve: Telnet, hal: Telnet) -> None:
    """Neither a screen a million columns wide nor a pattern that takes for ever; with a width that is one all is well."""
    for size in ("1000000", "9" * 1500, "-3", "0", "wide"):
        eve.send(f"option SCREENWIDTH = {size}")
        eve.expect(r"SCREENWIDTH: found '.*'; expected 20 to 400\.")
    eve.send("option SCREENWIDTH = 60")
    eve.expect("was changed|was kept")
    eve.send("nick $1a$2a$3a$4a=say $1$2$3$4")
    eve.expect("Command 'nick' is not available")
    unmoved(hal)


def test_nobody_is_locked_out_by_asking_for_another_s_body(city: Town, eve: Telnet) -> None:
    eve.send("ic ada")
    eve.expect("(?i)eve|already")
    eve.send("ooc")
    eve.expect("(?i)out-of-character|ooc")
    eve.send("ic keeper")
    eve.in_room("The Square")
    eve.send("quit")
    eve.close()
    back = city.returning("Eve")
    back.send("say it is me")
    back.expect('You say, "it is me"')
    back.close()


@pytest.mark.parametrize("password", ['pa"ssword17', '" spaced pw 9 "'])
def test_a_password_that_connect_could_not_read_is_refused(city: Town, password: str) -> None:
    link = city.connect()
    link.now()
    link.send(f"create Quoth {password}")
    link.expect("A password can have no quotation marks, nor spaces at its ends")
    link.close()


def test_a_year_that_nobody_lives_to_see_is_refused_and_nothing_is_lost(city: Town) -> None:
    for moment in ("9999-12-31T23:58", "2926-03-07T08:00"):
        done = city.command("clock", "--jump", moment)
        assert done.returncode and "expected at most the year" in done.stderr + done.stdout
        assert "Traceback" not in done.stderr
    assert city.state()["world"]


def test_syncing_again_and_again_costs_what_it_sends(city: Town, hal: Telnet) -> None:
    page = city.page("Syn")
    for number in range(25):
        page.act(f"syn-{number}", "say", text=f"line {number}")
    for _ in range(80):
        page.send(wire.Sync(seq=0))
    assert "slow down" in page.next(wire.Notice).reason
    unmoved(hal)
    page.close()
