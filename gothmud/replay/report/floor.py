"""How much of the talk around them humans have themselves: a dot a human, with the interval over days."""

from __future__ import annotations

from collections import defaultdict

from gothmud.replay.metrics import METRICS, Figure, Sample, figure_of, samples_of
from gothmud.replay.names import Names
from gothmud.replay.opening import Opened
from gothmud.replay.report.markup import Markup, figure, joined, shortened, tag

WIDTH, LEFT, LANE, MOST = 1040, 150, 24, 30


def floor(record: Opened, city: str, names: Names) -> Markup:
    """Return the drawing; a sentence where no human was there."""
    of: dict[str, list[Sample]] = defaultdict(list)
    for each in samples_of(record, METRICS["floor_share"]):
        if each.city == city:
            of[each.who].append(each)
    shares = [(who, figure_of(METRICS["floor_share"], found, "days")) for who, found in of.items()]
    shares = [(who, each) for who, each in shares if each.value is not None]
    if not shares:
        return tag("p", "No human was here.", class_="none")
    shares = sorted(shares, key=lambda each: -each[1].whole)[:MOST]
    bottom = len(shares) * LANE + 6
    axis = [
        tag("g", tag("path", d=f"M{_x(share / 4):.0f} 4V{bottom}"), tag("text", f"{share * 25} %", x=_x(share / 4), y=bottom + 13), class_="axis")
        for share in range(5)
    ]  # fmt: skip
    rows = [
        _row(names.person(city, int(who)) if who.isdigit() else who, each, number)
        for number, (who, each) in enumerate(shares)
    ]
    label = "Share of the words around each human that are their own: " + ", ".join(
        f"{names.person(city, int(who)) if who.isdigit() else who} {each.value:.0%}" for who, each in shares
    )
    return tag("figure", figure(label, WIDTH, bottom + 20, *axis, *rows), class_="wide")


def _row(name: str, share: Figure, number: int) -> Markup:
    y = number * LANE + 18
    assert share.value is not None
    title = tag("title", f"{name}: {share.value:.1%} of {share.whole:,.0f} words around them, {share.clusters} days")
    parts = [tag("text", shortened(name, 20), x=LEFT - 12, y=y + 4, class_="name")]
    if share.low is not None and share.high is not None:
        parts.append(tag("path", d=f"M{_x(share.low):.1f} {y}H{_x(share.high):.1f}", class_="whisker"))
    parts.append(tag("circle", title, cx=_x(share.value), cy=y, r=5.5, class_="share"))
    parts.append(tag("text", f"{share.value:.0%}", x=_x(share.high or share.value) + 10, y=y + 4, class_="small"))
    return joined(parts)


def _x(share: float) -> float:
    return LEFT + share * (WIDTH - LEFT - 50)
