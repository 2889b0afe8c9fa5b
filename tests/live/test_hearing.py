"""What many hear is made into bytes once; still each gets it as their own client takes it."""

from __future__ import annotations

import pytest

from tests.live.telnet import Telnet
from tests.live.town import Town

pytestmark = pytest.mark.live


def heard(link: Telnet, number: int) -> str:
    """Return the line of what Gerlind says for the ``number``th time, as it came."""
    link.expect(rf"Number {number}\W")
    (line,) = [each for each in link.raw.split("\n") if f"Number {number}:" in each]
    return line.removesuffix("\r")


def test_each_hears_in_their_own_way(city: Town) -> None:
    links = speaker, plain, another, reader, latin = [
        city.newcomer(each) for each in ("Gerlind", "Egon", "Ortrud", "Irmgard", "Anselm")
    ]
    reader.send("screenreader")
    reader.expect("(?i)screen ?reader")
    latin.send("option ENCODING = latin-1")
    latin.expect("(?i)encoding")
    for number in (1, 2):
        speaker.send(f"say Number {number}: Grüße, |rred|n.")
        words = f'Number {number}: Grüße, |rred|n."'
        assert heard(speaker, number) == f'You say, "{words}\x1b[0m'
        shown = f'\x1b[1m\x1b[37mGerlind\x1b[0m says, "{words}\x1b[0m'
        assert (heard(plain, number), heard(another, number)) == (shown, shown)
        assert heard(reader, number) == f'Gerlind says, "{words}'
        assert heard(latin, number) == shown.replace("ü", "\ufffd").replace("ß", "\ufffd")
    for link in links:
        link.send("quit")
        link.close()
