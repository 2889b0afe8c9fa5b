"""How much of the talk around them humans have themselves: a dot a human, with the interval over days."""

from __future__ import annotations

from collections import defaultdict

from gothmud.replay.metrics import METRICS, Figure, Sample, figure_of, samples_of
from gothmud.replay.names import Names
from gothmud.replay.opening import Opened
from gothmud.replay.report.markup import Markup, figure, joined, label, shortened, tag
from gothmud.replay.report.scale import mark

WIDTH, LEFT, LANE, MOST = 1040, 150, 24, 30


def floor(record: Opened, city: str, names: Names) -> Markup:
    """Return the drawing; a sentence where no human was there."""
    of: dict[str, list[Sample]] = defaultdict(list)
    for each in samples_of(record, METRICS["floor_share"]):
        if each.city == city:
            of[each.who].append(each)
    figures = {who: figure_of(METRICS["floor_share"], found, "days") for who, found in of.items()}
    most = sorted(figures.items(), key=lambda each: -each[1].whole)[:MOST]
    shares = [(names.person(city, int(who)), each) for who, each in most if each.value is not None]
    if not shares:
        return tag("p", "No human was here.", class_="none")
    bottom = len(shares) * LANE + 6
    axis = [mark(_x(quarter / 4), 4, bottom, f"{quarter * 25} %") for quarter in range(5)]
    rows = [_row(name, each, number * LANE + 18) for number, (name, each) in enumerate(shares)]
    said = ", ".join(f"{name} {each.value:.0%}" for name, each in shares)
    return tag(
        "figure", figure(f"Own share of the words around them: {said}", WIDTH, bottom + 20, *axis, *rows), class_="wide"
    )


def _row(name: str, share: Figure, y: float) -> Markup:
    value = share.value or 0.0
    title = tag("title", f"{name}: {value:.1%} of {share.whole:,.0f} words around them, {share.clusters} days")
    parts = [label(shortened(name, 20), LEFT - 12, y + 4, "name")]
    if share.low is not None and share.high is not None:
        parts.append(tag("path", d=f"M{_x(share.low):.1f} {y}H{_x(share.high):.1f}", class_="whisker"))
    parts.append(tag("circle", title, cx=_x(value), cy=y, r=5.5, class_="share"))
    return joined([*parts, label(f"{value:.0%}", _x(share.high or value) + 10, y + 4, "small")])


def _x(share: float) -> float:
    return LEFT + share * (WIDTH - LEFT - 50)
