"""Talks over the days: a dot a scene, where it was and how long, and how they ended."""

from __future__ import annotations

import math
from collections import Counter
from typing import Any

from gothmud.replay.names import Names
from gothmud.replay.opening import Opened
from gothmud.replay.report.markup import Markup, figure, joined, label, shortened, table, tag
from gothmud.replay.report.scale import Span, span_of

WIDTH, LEFT, LANE, MOST_ROOMS, MOST_DOTS = 1040, 150, 26, 12, 2000
ENDINGS = """
SELECT why, count(*) AS scenes, avg(lines) AS lines, avg(minutes) AS minutes, avg(novelty) AS novelty
FROM scenes WHERE city = $city GROUP BY why ORDER BY scenes DESC, why
"""
EACH = """
SELECT room, speakers, lines, novelty, begins, ends, why FROM scenes
WHERE city = $city AND begins IS NOT NULL AND lines IS NOT NULL ORDER BY lines DESC, seq LIMIT $most
"""


def scenes(record: Opened, city: str, names: Names) -> Markup:
    """Return the drawing, and the endings as a table."""
    found = record.rows(EACH, {"city": city, "most": MOST_DOTS})
    if not found:
        return tag("p", "No talk came to an end.", class_="none")
    endings = record.rows(ENDINGS, {"city": city})
    head = ["how it ended", "scenes", "lines", "minutes", "novelty"]
    return joined([_drawn(found, city, names), table(head, (each.values() for each in endings))])


def _drawn(found: list[dict[str, Any]], city: str, names: Names) -> Markup:
    often = Counter(each["room"] for each in found).most_common(MOST_ROOMS)
    rows = {room: number for number, (room, _) in enumerate(often)}
    span = span_of(min(each["begins"] for each in found), max(each["ends"] for each in found), LEFT, WIDTH - 24)
    bottom = len(rows) * LANE + 6
    called = {room: shortened(names.room(city, room), 20) for room in rows}
    labels = [label(called[room], LEFT - 12, row * LANE + 22, "name") for room, row in rows.items()]
    dots = [_dot(each, span, rows[each["room"]], city, names) for each in found if each["room"] in rows]
    said = f"{len(found)} scenes in {len(rows)} rooms by their hour; larger with more lines, darker with newer words"
    return tag("figure", figure(said, WIDTH, bottom + 20, span.axis(4, bottom), *labels, *dots), class_="wide")


def _dot(scene: dict[str, Any], span: Span, row: int, city: str, names: Names) -> Markup:
    novelty = scene["novelty"] or 0
    told = (
        f"{scene['begins']:%a %H:%M}, {names.room(city, scene['room'])}: {names.all(city, scene['speakers'])}; "
        f"{scene['lines']} lines, {novelty:.0%} new, ended by {scene['why'] or 'nothing told'}"
    )
    shade = f"{0.15 + 0.75 * max(0.0, min(1.0, novelty)):.2f}"
    where = {"cx": span.x(scene["begins"]), "cy": row * LANE + 18, "r": 2 + math.sqrt(scene["lines"])}
    return tag("circle", tag("title", told), **where, fill_opacity=shade, class_="scene")
