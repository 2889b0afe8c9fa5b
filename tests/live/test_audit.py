"""The audit log of a real city: order, who and where, what a line led to, and no password in it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gothmud import wire
from gothmud.events import Said
from tests.live.telnet import GMCP
from tests.live.town import Town
from tests.live.waiting import until

pytestmark = pytest.mark.live


def raw(city: Town) -> str:
    return "".join(each.read_text(encoding="utf-8") for each in sorted((city.home / "audit").glob("*.jsonl")))


def lines(city: Town, account: str = "") -> list[dict[str, Any]]:
    found = [json.loads(each) for each in raw(city).splitlines()]
    return [each for each in found if not account or each.get("account") == account]


def test_a_line_says_who_where_and_what_it_led_to(city: Town) -> None:
    edda = city.newcomer("Edda")
    edda.send("say the lamps are late")
    edda.expect("the lamps are late")
    until(lambda: any(each.get("text") == "say the lamps are late" for each in lines(city, "Edda")), "the line")
    line = next(each for each in lines(city, "Edda") if each.get("text") == "say the lamps are late")
    (said,) = [each for each in city.events(Said) if each.text == "the lamps are late"]
    assert line["events"] == [said.id]
    assert (line["character"], line["room"], line["direction"]) == ("Edda", "The Square", "in")
    heard = [each for each in lines(city, "Edda") if said.id in each.get("events", []) and each["direction"] == "out"]
    assert len(heard) == 1 and "the lamps are late" in heard[0]["text"]
    numbers = [each["seq"] for each in lines(city) if "seq" in each]
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    edda.close()
    until(lambda: any(each["direction"] == "close" for each in lines(city, "Edda")), "the end of the connection")


def test_no_way_to_type_a_password_leaves_it_there(city: Town) -> None:
    secret = "Zanzi-bar-1890"
    link = city.connect(GMCP)
    for line in ("connect Hugo {}", "CONNECT Hugo {}", "conn Hugo {}", "conect Hugo {}", "Hugo {}", "{}", "help {}"):
        link.send(line.format(secret))
    link.send_frame(wire.Credentials(account="Hugo", password=secret).encode())
    link.send_frame(f'char.login.credentials {{"account":"Hugo","password":"{secret}"}}')
    link.send_frame(f'Char.Login.Credentials {{"account":"Hugo","password":"{secret}"')
    link.send("info")
    link.expect("Name:")
    link.close()
    hugo = city.newcomer("Hugo")
    own = city.password("Hugo")
    for line in (
        f"@password {own}={secret}", f"password {secret} = {own}", f"PASSWORD {own} = {secret}",
        f"@pasword {secret} = {own}", f"opensesame {secret}", secret, f"connect Hugo {secret}",
    ):  # fmt: skip
        hugo.send(line)
    hugo.send("say that was all")
    hugo.expect("that was all")
    hugo.close()
    until(lambda: "that was all" in raw(city), "the last line")
    at = raw(city).find(secret)
    assert at < 0, raw(city)[at - 400 : at + 200]
    at = raw(city).find(own)
    assert at < 0, raw(city)[at - 400 : at + 200]
    assert city.token not in raw(city)
    assert {each["direction"] for each in lines(city)} >= {"open", "login", "in", "out", "close"}


def test_a_mind_s_act_is_in_it_with_its_event(city: Town) -> None:
    page = city.page("Ilse")
    done = page.act("ilse-audit-1", "say", text="over the socket")
    until(lambda: "over the socket" in raw(city), "the act")
    line = next(each for each in lines(city, "Ilse") if each.get("package") == "Gothmud.Act")
    assert (line["data"]["text"], line["events"][0]) == ("over the socket", done.event)
    page.close()


def test_the_freeze_reaches_the_minds_and_outlives_nothing_it_should_not(city: Town) -> None:
    assert city.command("freeze", "--why", "a test").returncode == 0
    try:
        until(lambda: city.state()["minds"]["frozen"] == "a test", "frozen")
        assert "frozen (a test)" in city.command("status").stdout
    finally:
        assert city.command("thaw").returncode == 0
    until(lambda: not city.state()["minds"]["frozen"], "thawed")
    done = city.command("ledger", "--json")
    assert json.loads(done.stdout)["rows"]["(nobody)"]["calls"] == 3
