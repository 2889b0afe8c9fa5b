"""Fetching from a net that means no good: bounded, checked, and told in one line that gives nothing away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from gothmud.clock import wall
from gothmud.fetching import Failed, Limits, Marks, Refused, Subscription, check, fetch
from tests.base.misbehaving import Misbehaving, misbehaving

HOUR = timedelta(hours=1)
HERE = Limits(seconds=5, size=100_000, private=("127.0.0.1",))
HASTY = Limits(seconds=0.3, size=100_000_000, private=("127.0.0.1",))


@pytest.fixture(scope="module")
def outside() -> Iterator[Misbehaving]:
    with misbehaving() as server:
        server.pages["/hello"] = b"hello"
        yield server


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
     "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1",
     "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "ff02::1", "no address"],
)  # fmt: skip
def test_an_inner_address_is_refused_among_public_ones_too(address: str) -> None:
    for addresses in ([address], ["93.184.215.14", address]):
        with pytest.raises(Refused, match=r"inner.example is at .* no public address"):
            check("inner.example", addresses)
    assert check("inner.example", [address], ("inner.example",)) == address


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "::ffff:93.184.215.14"])
def test_a_public_address_is_taken(address: str) -> None:
    assert check("example.org", [address, "8.8.8.8"]) == address
    with pytest.raises(Refused, match="no address"):
        check("example.org", [])


def test_what_is_there_comes_and_redirects_are_followed(outside: Misbehaving) -> None:
    assert fetch(outside.url("/hello"), limits=HERE).body == b"hello"
    assert fetch(outside.url("/moved"), limits=HERE).body == b"hello"


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/huge", "127.0.0.1 sends more than 100,000 bytes"),
        ("/bomb", "127.0.0.1 sends more than 100,000 bytes"),
        ("/around", "127.0.0.1: more than 4 redirects"),
        ("/to_a_file", "only http and https are fetched"),
        ("/inwards", "inner.example is at 127.0.0.1, which is no public address"),
        ("/torn", "127.0.0.1 sends more"),
        ("/short", "127.0.0.1: ProtocolError"),
        ("/babble", "127.0.0.1: "),
        ("/nothing", "127.0.0.1 answers 404"),
    ],
)
def test_what_misbehaves_is_a_failure_of_one_line(outside: Misbehaving, path: str, why: str) -> None:
    limits = Limits(HERE.seconds, HERE.size, private=HERE.private, resolver=lambda *_: ["127.0.0.1"])
    with pytest.raises(Failed) as failed:
        fetch(outside.url(f"{path}?key=secret"), limits=limits)
    assert str(failed.value).startswith(why)
    assert "secret" not in str(failed.value)
    assert "\n" not in str(failed.value)


@pytest.mark.parametrize("path", ["/slow", "/slow_headers", "/silent"])
def test_a_drip_ends_with_its_time(outside: Misbehaving, path: str) -> None:
    with pytest.raises(Failed, match=r"127.0.0.1: no answer within 0.3 s"):
        fetch(outside.url(path), limits=HASTY)


@pytest.mark.parametrize("url", ["ftp://a.example/", "file:///etc/passwd", "http:///x", "http://me:pw@a.example/", "http://[::1", "http://a.example:0/", "a"])  # fmt: skip
def test_no_other_address_is_asked(url: str) -> None:
    with pytest.raises(Failed, match="only http and https"):
        fetch(url)


def test_a_name_that_changes_its_address_is_connected_to_as_it_was_checked(outside: Misbehaving) -> None:
    answers = [["127.0.0.1"], ["203.0.113.1"]]
    limits = Limits(5, private=("feed.example",), resolver=lambda *_: answers.pop(0))
    assert fetch(outside.url("/hello", "feed.example"), limits=limits).body == b"hello"
    assert len(answers) == 1
    assert outside.hosts[-1].startswith("feed.example:")


def test_what_has_not_changed_is_not_sent_again(outside: Misbehaving) -> None:
    first = fetch(outside.url("/marked"), limits=HERE)
    assert (first.body, first.marks) == (b"seven", Marks('"7"', "Tue"))
    again = fetch(outside.url("/marked"), first.marks, HERE)
    assert (again.body, again.marks) == (None, first.marks)


@pytest.mark.parametrize(("path", "wait"), [("/busy", 7200.0), ("/busy_until", 86_400.0), ("/nothing", 0.0)])
def test_a_server_says_when_to_come_again(outside: Misbehaving, path: str, wait: float) -> None:
    with pytest.raises(Failed) as failed:
        fetch(outside.url(path), limits=HERE)
    assert failed.value.wait == wait


def test_a_subscription_outlives_a_restart_and_asks_by_its_marks(outside: Misbehaving, tmp_path: Path) -> None:
    first = Subscription(outside.url("/marked"), tmp_path / "outside", HOUR, HERE)
    assert first.due()
    first.renew()
    assert (first.body, first.trouble, first.due()) == (b"seven", "", False)
    later = Subscription(outside.url("/marked"), tmp_path / "outside", timedelta(0), HERE)
    assert (later.body, later.fetched, later.due()) == (b"seven", first.fetched, True)
    later.renew()
    assert later.body == b"seven"
    assert later.fetched
    assert first.fetched
    assert later.fetched > first.fetched


def test_what_is_kept_may_be_damaged(outside: Misbehaving, tmp_path: Path) -> None:
    Subscription(outside.url("/marked"), tmp_path, HOUR, HERE).renew()
    for path in tmp_path.glob("*.json"):
        path.write_text("{")
    anew = Subscription(outside.url("/marked"), tmp_path, HOUR, HERE)
    assert (anew.body, anew.fetched, anew.due()) == (b"", None, True)


def test_each_failure_makes_the_pause_longer_and_the_last_answer_stays(outside: Misbehaving, tmp_path: Path) -> None:
    outside.pages["/fickle"] = b"once"
    it = Subscription(outside.url("/fickle"), tmp_path, HOUR, HERE)
    it.renew()
    del outside.pages["/fickle"]
    pauses = []
    for _ in range(7):
        it.renew()
        pauses.append(round((it.asks_next - wall()) / HOUR))
    assert pauses == [2, 4, 8, 16, 24, 24, 24]
    assert (it.body, it.trouble) == (b"once", "127.0.0.1 answers 404")
    busy = Subscription(outside.url("/busy"), tmp_path, timedelta(minutes=1), HERE)
    busy.renew()
    assert round((busy.asks_next - wall()) / HOUR) == 2
