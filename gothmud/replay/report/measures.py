"""Every metric with its interval, and how it went from day to day."""

from __future__ import annotations

import math
from collections import defaultdict
from datetime import date

from gothmud.replay.metrics import METRICS, Figure, Sample, figure_of, samples_of
from gothmud.replay.metrics.measuring import Over
from gothmud.replay.opening import Opened
from gothmud.replay.report.markup import Markup, figure, joined, table, tag

WIDTH, HEIGHT, EDGE = 190, 30, 6
HEAD = ["metric", "value", "95 % interval", "over", "from day to day", "what it is"]


def measures(record: Opened, city: str) -> Markup:
    """Return the table; the interval is over days where there are several, else over persons."""
    rows: list[list[object]] = []
    without: list[str] = []
    for name, metric in METRICS.items():
        samples = [each for each in samples_of(record, metric) if each.city == city]
        over: Over = "days" if len({each.day for each in samples}) > 1 else "persons"
        found = figure_of(metric, samples, over)
        if found.value is None:
            without.append(name)
            continue
        told = [_number(found.value), _interval(found), _clusters(found, over)]
        rows.append([tag("code", name), *told, _spark(name, samples, found), found.unit])
    none = tag("p", f"Nothing to measure in this record: {', '.join(without)}.", class_="note") if without else ""
    return joined([table(HEAD, rows), none])


def _spark(name: str, samples: list[Sample], found: Figure) -> Markup:
    """Return the days' values as dots, with the interval as a band and the value of all as a line."""
    days: dict[date, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for each in samples:
        if each.day is not None:
            days[each.day][0] += each.part
            days[each.day][1] += each.whole
    values = [part / whole for _, (part, whole) in sorted(days.items()) if whole]
    if len(values) < 2 or found.value is None:
        return Markup("–")
    marks = [*values, *(each for each in (found.low, found.high) if each is not None)]
    low, high = min(marks), max(marks)
    ys = [_y(each, low, high) for each in values]
    xs = [EDGE + number * (WIDTH - 2 * EDGE) / (len(values) - 1) for number in range(len(values))]
    line = tag("path", d="M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in zip(xs, ys, strict=True)), class_="spark")
    band = _band(found, low, high)
    dots = (
        [tag("circle", cx=x, cy=y, r=2.2, class_="share") for x, y in zip(xs, ys, strict=True)]
        if len(values) <= 40
        else []
    )
    return figure(f"{name} by day: {', '.join(map(_number, values))}", WIDTH, HEIGHT, band, line, *dots)


def _band(found: Figure, low: float, high: float) -> Markup:
    if found.low is None or found.high is None:
        return Markup()
    top, bottom = _y(found.high, low, high), _y(found.low, low, high)
    return tag("rect", x=0, y=top - 1, width=WIDTH, height=bottom - top + 2, class_="band")


def _y(value: float, low: float, high: float) -> float:
    return HEIGHT / 2 if math.isclose(low, high) else HEIGHT - EDGE - (value - low) / (high - low) * (HEIGHT - 2 * EDGE)


def _interval(found: Figure) -> str:
    return "–" if found.low is None or found.high is None else f"{_number(found.low)} to {_number(found.high)}"


def _clusters(found: Figure, over: Over) -> str:
    return f"{found.clusters} {over if found.clusters != 1 else over.removesuffix('s')}"


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"
