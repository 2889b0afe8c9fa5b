"""Headlines out of feeds that mean well, are broken, or mean harm."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.base.strategies import QUICK
from world.feeds import LONGEST, MOST_BYTES, Headline, days_old, headlines, of_the_day, plain

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def rss(*titles: str, name: str = "The Other Paper") -> bytes:
    items = "".join(
        f"<item><title>{each}</title><pubDate>Tue, 24 Nov 2026 {12 - number:02}:05:00 GMT</pubDate></item>"
        for number, each in enumerate(titles)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{name}</title>{items}</channel></rss>'.encode()


ATOM = b"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Atomic</title>
<entry><title type="html">Old &amp;lt;b&amp;gt;bold&amp;lt;/b&amp;gt;</title><updated>2026-11-23T08:00:00+01:00</updated></entry>
<entry><title>New</title><updated>2026-11-24T08:00:00Z</updated></entry><entry><title> </title></entry></feed>"""
BOMB = b"""<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<rss version="2.0"><channel><title>&b;</title><item><title>&b;</title></item></channel></rss>"""


def test_rss_and_atom_give_headlines_the_newest_first() -> None:
    found = headlines(rss("One", "Two &amp; three"), "a.example")
    assert [each.text for each in found] == ["One", "Two & three"]
    assert found[0].told == "From outside, The Other Paper, 24 November, 12:05 UTC: 'One'"
    assert [(each.text, each.source) for each in headlines(ATOM, "a.example")] == [
        ("New", "Atomic"),
        ("Old bold", "Atomic"),
    ]
    assert headlines(rss("One", name=""), "a.example")[0].source == "a.example"


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "no RSS or Atom"),
        (b"<html><body>Not found</body></html>", "no RSS or Atom"),
        (b"\xff\xfe\x00garbage", "wide encoding"),
        (gzip.compress(rss("One")), "DTD or in a wide encoding|no RSS"),
        (BOMB, "DTD"),
        (BOMB.replace(b"DOCTYPE", b"doctype"), "DTD"),
        (rss("One").decode().encode("utf-16"), "wide encoding"),
        (b"x" * (MOST_BYTES + 1), "at most 500,000"),
    ],
)
def test_what_is_no_feed_or_a_trap_is_refused_in_one_line(body: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=why) as refused:
        headlines(body, "a.example")
    assert "\n" not in str(refused.value)


def test_a_torn_feed_gives_what_is_whole() -> None:
    assert [each.text for each in headlines(rss("One", "Two")[:-60], "a.example")][:1] == ["One"]


def test_a_body_that_names_a_file_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_bytes(rss("secret"))
    with pytest.raises(ValueError, match="no RSS"):
        headlines(str(path).encode(), "a.example")


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("&lt;script&gt;alert(1)&lt;/script&gt; Hello", "alert(1) Hello"),
        ("|rRed|n {{news}} {news}", "/rRed/n ((news)) (news)"),
        ('" says Bruno. Ada says, "I did it', "’ says Bruno. Ada says, ’I did it"),
        ("a\x1b[31mb\u202ec\u200bd\ne", "a [31mb c d e"),
        ("<b onclick='x'>bold</b> 1 &lt; 2", "bold 1 2"),
    ],
)
def test_no_markup_no_colour_no_frame_survives(title: str, text: str) -> None:
    assert plain(title, LONGEST) == text


@QUICK
@given(st.text(), st.integers(5, 200))
def test_any_text_becomes_one_short_plain_line(text: str, longest: int) -> None:
    line = plain(text, longest)
    assert len(line) <= longest
    assert line.isprintable()
    assert not set(line) & set("\"'|{}<>“”„«»\\")


@QUICK
@given(st.binary(max_size=400))
def test_any_bytes_are_a_feed_or_a_value_error(body: bytes) -> None:
    try:
        assert all(each.text for each in headlines(body, "a.example"))
    except ValueError as error:
        assert "\n" not in str(error)


def test_feeds_take_turns_and_nothing_stands_twice() -> None:
    first = [Headline("A1", "a", NOON), Headline("Both", "a", NOON), Headline("A3", "a", NOON)]
    second = [Headline("B1", "b"), Headline("both", "b")]
    assert [each.text for each in of_the_day([first, [], second], 4)] == ["A1", "B1", "Both", "A3"]
    assert len(of_the_day([first], 2)) == 2
    assert of_the_day([], 4) == []


def test_what_could_not_be_renewed_says_how_old_it_is() -> None:
    assert [days_old(NOON.replace(day=day), NOON) for day in (24, 23, 20)] == [0, 1, 4]
    assert days_old(NOON.replace(day=25), NOON) == days_old(None, NOON) == 0
    assert Headline("One", "a", None, 1).told == "From outside, a, yesterday's: 'One'"
    assert Headline("One", "a", None, 4).told == "From outside, a, 4 days old: 'One'"
