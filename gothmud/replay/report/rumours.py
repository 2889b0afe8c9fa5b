"""The way of each followed fact, from mouth to mouth: a tree, a line a telling."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from gothmud.replay.graphs import facts_in, gossip_tree
from gothmud.replay.names import Names
from gothmud.replay.opening import Opened
from gothmud.replay.report.markup import Markup, figure, joined, label, shortened, tag

if TYPE_CHECKING:
    import networkx

WIDTH, ROW, INDENT = 1040, 20, 22
Point = tuple[float, float]
MOST_FACTS, MOST_TELLINGS = 12, 60


def rumours(record: Opened, city: str, names: Names) -> Markup:
    """Return a tree for each fact that was planted."""
    facts = list({each["fact"]: each for each in facts_in(record) if each["city"] == city and each["fact"]}.values())
    if not facts:
        return tag("p", "No fact was planted.", class_="none")
    drawn = [_tree(gossip_tree(record, each["fact"], city), names) for each in facts[:MOST_FACTS]]
    left = len(facts) - MOST_FACTS
    return joined([*drawn, tag("p", f"{left} more facts aren't shown.") if left > 0 else ""])


def _tree(tree: networkx.DiGraph[str], names: Names) -> Markup:
    root, city = tree.graph["root"], tree.graph["city"]
    rows = list(_walked(tree, root, 0))
    shown = rows[:MOST_TELLINGS]
    places = {event: (10 + depth * INDENT, 12 + number * ROW) for number, (event, depth) in enumerate(shown)}
    lines = [_branch(places[next(tree.predecessors(event))], places[event]) for event, _ in shown[1:]]
    said = [_telling(tree.nodes[event], places[event], names, city) for event, _ in shown[1:]]
    knows = label(names.all(city, tree.nodes[root]["knows"]), 22, 16, "teller")
    top = tag("circle", cx=10, cy=12, r=5, class_="root")
    told = f"The way of the fact {tree.graph['fact']}: {len(rows) - 1} tellings"
    more = [tag("p", f"{len(rows) - len(shown)} more tellings aren't shown.")] if len(rows) > len(shown) else []
    drawing = figure(told, WIDTH, len(shown) * ROW + 6, *lines, top, knows, *said)
    return tag("figure", _caption(tree, names), drawing, *more, class_="wide")


def _caption(tree: networkx.DiGraph[str], names: Names) -> Markup:
    planted = tree.nodes[tree.graph["root"]]
    heard = {who for _, data in tree.nodes(data=True) for who in data.get("new") or ()}
    knows = names.all(tree.graph["city"], planted["knows"])
    counts = f" With {knows} from the beginning; {len(tree) - 1} tellings, {len(heard)} came to know it."
    return tag("figcaption", tag("strong", f"“{planted['text'] or ''}”"), counts)


def _walked(tree: networkx.DiGraph[str], event: str, depth: int) -> Iterator[tuple[str, int]]:
    """Yield the tree's events with their depth, each before what came of it."""
    waiting = [(event, depth)]
    while waiting:
        event, depth = waiting.pop()
        yield event, depth
        waiting += [(each, depth + 1) for each in reversed(list(tree.successors(event)))]


def _branch(one: Point, other: Point) -> Markup:
    return tag("path", d=f"M{one[0]} {one[1]}V{other[1]}H{other[0]}", class_="branch")


def _telling(telling: dict[str, Any], at: Point, names: Names, city: str) -> Markup:
    """Return a telling's dot, full where it made the fact known to somebody, and who told whom, when, in which words."""
    x, y = at
    when = f"{telling['city_time']:%a %H:%M}" if telling["city_time"] else "no hour"
    like = f", {telling['like_planted']:.0%} of the planted words" if telling["like_planted"] is not None else ""
    title = tag("title", f"{when}: {telling['text'] or ''}")
    dot = tag("circle", title, cx=x, cy=y, r=4, class_="telling new" if telling["new"] else "telling")
    new = shortened(names.all(city, telling["new"]), 40) if telling["new"] else "nobody new"
    said = [
        tag("tspan", names.person(city, telling["who"]), class_="teller"), f" {telling['manner'] or 'told'} ",
        tag("tspan", new, class_="teller"), tag("tspan", f"  {when}{like}  ", class_="dim"),
        f"“{shortened(telling['text'] or '', 70)}”",
    ]  # fmt: skip
    return joined([dot, tag("text", *said, x=x + 10, y=y + 4)])
