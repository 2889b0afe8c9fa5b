"""A record as networkx graphs: who talks with whom, by day, and the way of a fact from mouth to mouth."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from gothmud.errors import RecordError, nearest
from gothmud.replay.opening import Opened

if TYPE_CHECKING:
    import networkx

TALK = """
SELECT city, city_time::DATE AS day, who AS speaker, hearer, count(*) AS lines
FROM (SELECT city, city_time, who, unnest(heard) AS hearer FROM utterances WHERE mode <> 'channel' AND city_time IS NOT NULL)
WHERE hearer <> who GROUP BY ALL ORDER BY ALL
"""
ROWS = 10_000  # of ties, at a time
FACTS = "SELECT city, id, fact, text, knows FROM events WHERE kind = 'rumor.planted' ORDER BY city, seq"


def talk_by_day(record: Opened) -> Iterator[tuple[tuple[str, date], networkx.DiGraph[int]]]:
    """Yield each day's talk, with its city and city day, in order.

    Nodes are people's numbers, with ``name``, ``tier`` and ``agent``; an edge leads from a speaker to somebody who heard
    them, and has ``lines``, how many. Without the channel.
    """
    import networkx

    people = _people(record)
    for (city, day), rows in groupby(record.batches(TALK, {}, ROWS), key=itemgetter(0, 1)):
        graph: networkx.DiGraph[int] = networkx.DiGraph(city=city, day=day)
        for _, _, speaker, hearer, lines in rows:
            for who in (speaker, hearer):
                graph.add_node(who, **people.get((city, who), {"name": f"#{who}", "tier": "", "agent": ""}))
            graph.add_edge(speaker, hearer, lines=lines)
        yield (city, day), graph


def talk_graphs(record: Opened) -> dict[tuple[str, date], networkx.DiGraph[int]]:
    """Return all that ``talk_by_day`` yields."""
    return dict(talk_by_day(record))


def gossip_tree(record: Opened, fact: str, city: str = "") -> networkx.DiGraph[str]:
    """Return the way of a fact. Raises RecordError for one that isn't in the record, or is in several cities.

    The root is the planting's event, with ``text`` and ``knows``. The others are the events of the words that told it,
    with the columns of the view ``tellings``; an edge leads from what a teller learnt it by. Who nobody saw learn it hangs
    below the root by an edge with ``seen=False``.
    """
    import networkx

    root = _planted(record, fact, city)
    tree: networkx.DiGraph[str] = networkx.DiGraph(city=root["city"], fact=fact, root=root["id"])
    tree.add_node(root["id"], text=root["text"], knows=root["knows"] or [])
    query = "SELECT * FROM tellings WHERE city = $city AND fact = $fact ORDER BY seq"
    for each in record.rows(query, {"city": root["city"], "fact": fact}):
        seen = each["learnt"] in tree
        tree.add_node(each["words"], **each)
        tree.add_edge(each["learnt"] if seen else root["id"], each["words"], seen=seen)
    return tree


def facts_in(record: Opened) -> list[dict[str, Any]]:
    """Return the facts that were planted: city, fact, text, knows, and the planting's id."""
    return record.rows(FACTS)


def undirected(graph: networkx.DiGraph[int]) -> networkx.Graph[int]:
    """Return a talk graph without directions: ``lines`` are those that either heard of the other."""
    import networkx

    ties: networkx.Graph[int] = networkx.Graph()
    ties.add_nodes_from(graph.nodes(data=True))
    for one, other, lines in graph.edges(data="lines"):
        both = lines + (ties[one][other]["lines"] if ties.has_edge(one, other) else 0)
        ties.add_edge(one, other, lines=both)
    return ties


def circles_of(graph: networkx.DiGraph[int]) -> list[frozenset[int]]:
    """Return the circles that a day's talk falls into, the largest first: greedy merging by modularity."""
    from networkx.algorithms.community import greedy_modularity_communities

    ties = undirected(graph)
    return list(map(frozenset, greedy_modularity_communities(ties, weight="lines"))) if ties.size() else []


def _people(record: Opened) -> dict[tuple[str, int], dict[str, str]]:
    rows = record.rows("SELECT city, who, name, tier, coalesce(agent, '') AS agent FROM people")
    return {
        (each["city"], each["who"]): {"name": each["name"], "tier": each["tier"], "agent": each["agent"]}
        for each in rows
    }


def _planted(record: Opened, fact: str, city: str) -> dict[str, Any]:
    facts = [each for each in facts_in(record) if city in ("", each["city"])]
    found = [each for each in facts if each["fact"] == fact]
    if not found:
        known = sorted({each["fact"] for each in facts if each["fact"]})
        raise RecordError(
            f"replay: fact '{fact}': not in the record{nearest(fact, known)}; there are: {', '.join(known) or 'none'}"
        )
    if len(found) > 1:
        raise RecordError(
            f"replay: fact '{fact}': {len(found)} cities have it; give one of {', '.join(each['city'] for each in found)}"
        )
    return found[0]
