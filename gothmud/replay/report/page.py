"""The page: one city's record as sections, each with a sentence that says what it shows."""

from __future__ import annotations

from datetime import date, datetime
from html import escape
from pathlib import Path
from typing import Any

from gothmud.config import Ledger
from gothmud.errors import RecordError
from gothmud.replay.anomalies import anomalies_in
from gothmud.replay.graphs import talk_graphs
from gothmud.replay.names import names_in
from gothmud.replay.opening import Opened
from gothmud.replay.report.cost import cost
from gothmud.replay.report.floor import floor
from gothmud.replay.report.lanes import lanes
from gothmud.replay.report.markup import Markup, joined, shortened, table, tag
from gothmud.replay.report.measures import measures
from gothmud.replay.report.rumours import rumours
from gothmud.replay.report.scenes import scenes
from gothmud.replay.report.talk import talk
from gothmud.replay.summary import summary_of
from gothmud.replay.trouble import trouble_in

STYLE = Path(__file__).with_name("page.css")
MOST_DAYS = 7  # that are drawn: the last ones
MOST_FINDINGS = 60
DAYS = """
SELECT DISTINCT city_time::DATE AS day FROM events
WHERE city = $city AND source = 'world' AND city_time IS NOT NULL ORDER BY day
"""
SAYS = {
    "Who was where": "A lane a person; the hours run from left to right. The rooms where people spent most of their time have a "
    "colour each.",
    "Who talked with whom": "Everybody stands in the same place every day. A line is thicker where more was said and heard, a "
    "dot larger where more was said; dots of one colour talked mostly among themselves that day. A ring marks a human; who is "
    "grey was silent.",
    "What went round": "Each followed fact, and who told it to whom: below a line stands what came of it. A full dot made it "
    "known to somebody.",
    "Scenes": "A dot a talk, at the hour it began; larger with more lines, darker with newer words.",
    "Floor share": "How much of the talk around each human was their own. The bar is a 95 % interval over days.",
    "Cost": "Tokens of all model calls by city time, and what they would have cost at list prices.",
    "Metrics": "Definitions are in docs/metrics.md. Dots are days, the band is the interval, drawn over days or persons as it says.",
    "What looks wrong": "As 'gothmud replay anomalies' lists it.",
}


def page_of(record: Opened, city: str, ledger: Ledger) -> str:
    """Return the page of one city of a record; the same for the same record.

    Raises RecordError for one without events, ConfigError for a price list that isn't there.
    """
    spans = [each for each in summary_of(record)["span"] if each["city"] == city]
    if not spans:
        raise RecordError(
            f"report: {city}: found no event in {len(record.files)} files; expected a record of at least one"
        )
    names, days = names_in(record), _days(record, city)
    shown = days[-MOST_DAYS:]
    graphs = {day: graph for (of, day), graph in talk_graphs(record).items() if of == city and day in shown}
    drawn = {
        "Who was where": lanes(record, city, names, shown),
        "Who talked with whom": talk(graphs),
        "What went round": rumours(record, city, names),
        "Scenes": scenes(record, city, names),
        "Floor share": floor(record, city, names),
        "Cost": cost(record, city, ledger),
        "Metrics": measures(record, city),
        "What looks wrong": _anomalies(record, city),
    }
    head = _head(record, spans[0], len(days), len(shown))
    return _document(f"{city}: a report", joined([head, *(_section(title, each) for title, each in drawn.items())]))


def _head(record: Opened, span: dict[str, Any], days: int, shown: int) -> Markup:
    city = str(span["city"])
    when = (
        f"{span['begins']:%A %d %B %Y, %H:%M} to {span['ends']:%A %d %B %Y, %H:%M}"
        if span["begins"]
        else "no city time"
    )
    people = [each for each in summary_of(record)["people"] if each["city"] == city]
    counted = [(days, "day"), (len(people), "person"), (span["events"], "event"), (span["files"], "file")]
    facts = ", ".join(map(_counted, counted)) + (f"; the last {shown} days are drawn" if shown < days else "")
    rows = [[each[key] for key in ("name", "tier", "lines", "words", "moves", "turns")] for each in people]
    odd = [tag("li", each) for each in trouble_in(record)]
    return tag(
        "header", tag("h1", city), tag("p", when, class_="when"), tag("p", f"{facts}."),
        *([tag("ul", *odd, class_="odd")] if odd else []), table(["who", "tier", "lines", "words", "steps", "turns"], rows),
    )  # fmt: skip


def _counted(counted: tuple[Any, str]) -> str:
    number, what = counted
    return f"{number:,} {what if number == 1 else {'person': 'people'}.get(what, f'{what}s')}"


def _days(record: Opened, city: str) -> list[date]:
    return [each["day"] for each in record.rows(DAYS, {"city": city})]


def _section(title: str, content: Markup) -> Markup:
    inside = content or tag("p", "Nothing.", class_="none")
    return tag("section", tag("h2", title), tag("p", SAYS[title], class_="says"), inside)


def _anomalies(record: Opened, city: str) -> Markup:
    found = [each for each in anomalies_in(record) if each.city == city]
    rows = [
        (each.kind, each.who, each.times, _when(each.begins), tag("code", each.event), shortened(each.text or "", 140))
        for each in found[:MOST_FINDINGS]
    ]
    more = [tag("p", f"{len(found) - MOST_FINDINGS} more.")] if len(found) > MOST_FINDINGS else []
    return joined([table(["what", "who", "times", "first", "look at", "how"], rows), *more])


def _when(at: datetime | None) -> str:
    return f"{at:%a %d %H:%M}" if at else "–"


def _document(title: str, content: Markup) -> str:
    style = STYLE.read_text(encoding="utf-8")
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n{content}\n</body>\n</html>\n"
    )
