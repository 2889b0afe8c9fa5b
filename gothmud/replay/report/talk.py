"""The talk graph over the days: everybody on one circle, in the same place every day."""

from __future__ import annotations

import math
from datetime import date
from typing import TYPE_CHECKING

from gothmud.replay.graphs import circles_of, undirected
from gothmud.replay.report.markup import Markup, figure, folded, joined, label, shortened, table, tag

if TYPE_CHECKING:
    import networkx

WIDTH, HEIGHT, RADIUS = 400.0, 310.0, 108.0
MIDDLE = (WIDTH / 2, HEIGHT / 2)
OUTSIDE = 1.2  # how far out names stand, of the radius
UPRIGHT = 20  # names that have room to stand upright
COLOURS = 6
MOST_TIES = 300  # that are drawn of a day: the strongest
Point = tuple[float, float]


def talk(days: dict[date, networkx.DiGraph[int]]) -> Markup:
    """Return a drawing a day, and the strongest ties as a table."""
    if not days:
        return tag("p", "Nobody heard anybody speak.", class_="none")
    whole = _whole(list(days.values()))
    order = [who for circle in circles_of(whole) for who in sorted(circle)]
    order += [who for who in whole if who not in order]
    points = {who: _point(number, len(order)) for number, who in enumerate(order)}
    drawn = [_day(day, graph, points, whole) for day, graph in days.items()]
    return joined([tag("div", *drawn, class_="days"), _as_table(whole)])


def _whole(graphs: list[networkx.DiGraph[int]]) -> networkx.DiGraph[int]:
    """Return the days' graphs as one."""
    whole = graphs[0].copy()
    for graph in graphs[1:]:
        whole.add_nodes_from((who, data) for who, data in graph.nodes(data=True) if who not in whole)
        for one, other, lines in graph.edges(data="lines"):
            before = whole[one][other]["lines"] if whole.has_edge(one, other) else 0
            whole.add_edge(one, other, lines=lines + before)
    return whole


def _point(number: int, count: int) -> Point:
    angle = 2 * math.pi * number / count - math.pi / 2
    return MIDDLE[0] + RADIUS * math.cos(angle), MIDDLE[1] + RADIUS * math.sin(angle)


def _day(day: date, graph: networkx.DiGraph[int], points: dict[int, Point], whole: networkx.DiGraph[int]) -> Markup:
    ties = undirected(graph)
    most = max((lines for _, _, lines in undirected(whole).edges(data="lines")), default=1)
    circle = {who: number for number, found in enumerate(circles_of(graph)) for who in found}
    strongest = sorted(ties.edges(data="lines"), key=lambda each: -each[2])[:MOST_TIES]
    edges = [
        _edge(points[one], points[other], lines / most, _tie(whole, one, other, lines))
        for one, other, lines in strongest
    ]
    nodes = [_node(who, points[who], graph, whole, circle.get(who)) for who in points]
    circles = len(set(circle.values()))
    said = f"Who talked with whom on {day:%d %B}: {len(graph)} people, {ties.number_of_edges()} ties, {circles} circles"
    return tag("figure", tag("figcaption", f"{day:%A, %d %B}"), figure(said, WIDTH, HEIGHT, *edges, *nodes))


def _edge(one: Point, other: Point, share: float, title: str) -> Markup:
    """Return a line that bends towards the middle: thicker where more was said."""
    bend = [(a + b) / 2 * 0.65 + centre * 0.35 for a, b, centre in zip(one, other, MIDDLE, strict=True)]
    way = f"M{one[0]:.0f} {one[1]:.0f}Q{bend[0]:.0f} {bend[1]:.0f} {other[0]:.0f} {other[1]:.0f}"
    return tag("path", tag("title", title), d=way, stroke_width=0.6 + 6 * math.sqrt(share), class_="tie")


def _node(
    who: int, at: Point, graph: networkx.DiGraph[int], whole: networkx.DiGraph[int], circle: int | None
) -> Markup:
    """Return somebody's dot, larger where more was said, with the name outside."""
    name, tier = whole.nodes[who]["name"], whole.nodes[who]["tier"]
    said = max((lines for _, _, lines in graph.out_edges(who, data="lines")), default=0) if who in graph else 0
    title = tag("title", f"{name}, {tier or 'of no known tier'}: {said} lines to one listener at the most")
    shade = "silent" if circle is None else f"c{circle % COLOURS}"
    kind = f"person {shade} human" if tier == "human" else f"person {shade}"
    dot = tag("circle", title, cx=at[0], cy=at[1], r=4 + min(9, math.sqrt(said)), class_=kind)
    kind = None if who in graph else "away"
    return joined([dot, _name(shortened(name, 12), at, kind, turned=len(whole) > UPRIGHT)])


def _name(name: str, at: Point, kind: str | None, *, turned: bool) -> Markup:
    """Return a name outside its dot; ``turned`` along the ray, where there are too many to stand upright."""
    x, y = (centre + (each - centre) * OUTSIDE for each, centre in zip(at, MIDDLE, strict=True))
    if not turned:
        side = "middle" if abs(x - MIDDLE[0]) < 20 else "start" if x > MIDDLE[0] else "end"
        return label(name, x, y + 4, kind, side)
    angle = math.degrees(math.atan2(y - MIDDLE[1], x - MIDDLE[0]))
    left = abs(angle) > 90
    way = f"translate({x:.0f} {y:.0f}) rotate({angle + 180 * left:.0f})"
    return tag(
        "text", name, transform=way, y=3, class_=f"turned {kind or ''}".strip(), text_anchor="end" if left else "start"
    )


def _tie(graph: networkx.DiGraph[int], one: int, other: int, lines: int) -> str:
    return f"{graph.nodes[one]['name']} and {graph.nodes[other]['name']}: {lines} lines heard"


def _as_table(whole: networkx.DiGraph[int]) -> Markup:
    ties = sorted(undirected(whole).edges(data="lines"), key=lambda each: (-each[2], each[:2]))[:20]
    rows = [(whole.nodes[one]["name"], whole.nodes[other]["name"], lines) for one, other, lines in ties]
    return folded("The strongest ties as a table", table(["one", "other", "lines heard"], rows))
