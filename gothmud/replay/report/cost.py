"""What the model was asked, by city hour, and what that would have cost at list prices."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import Any

from gothmud.config import Ledger
from gothmud.ledger.count import Used
from gothmud.ledger.price import Price
from gothmud.replay.opening import Opened
from gothmud.replay.report.markup import Markup, figure, joined, label, table, tag
from gothmud.replay.report.scale import Span, span_of

WIDTH, LEFT, HEIGHT = 1040, 70, 150
MOST_HOURS = 24 * 7  # of a longer record each bar is a day
BARS = """
SELECT date_trunc($unit, city_time) AS at, sum(coalesce(cached_tokens, 0))::BIGINT AS cached,
  sum(coalesce(prompt_tokens, 0) - coalesce(cached_tokens, 0))::BIGINT AS fresh,
  sum(coalesce(output_tokens, 0))::BIGINT AS out
FROM calls WHERE city = $city AND city_time IS NOT NULL GROUP BY ALL ORDER BY ALL
"""
USED = """
SELECT purpose, model, count(*) AS calls, count(*) FILTER (WHERE NOT ok) AS failed,
  count(*) FILTER (WHERE prompt_tokens IS NULL) AS untold, sum(coalesce(prompt_tokens, 0))::BIGINT AS asked,
  sum(least(coalesce(cached_tokens, 0), coalesce(prompt_tokens, 0)))::BIGINT AS cached,
  sum(coalesce(output_tokens, 0))::BIGINT AS out, sum(model_seconds) AS seconds
FROM calls WHERE city = $city GROUP BY ALL ORDER BY calls DESC, purpose
"""
COUNTED = ("calls", "failed", "untold", "asked", "cached", "out", "seconds")
HEAD = [
    "purpose", "calls", "failed", "of no told tokens", "tokens asked", "of them cached", "answered", "seconds at the model",
    "list price, $",
]  # fmt: skip
PARTS = (("cached", "in the endpoint's cache"), ("fresh", "newly read"), ("out", "answered"))


def cost(record: Opened, city: str, ledger: Ledger) -> Markup:
    """Return the bars and the bill by purpose. Raises ConfigError for a reference that has no price."""
    used = record.rows(USED, {"city": city})
    if not used:
        return tag("p", "No model was asked.", class_="none")
    span = record.rows("SELECT min(city_time) AS a, max(city_time) AS b FROM calls WHERE city = $city", {"city": city})[
        0
    ]
    parts: list[object] = []
    if span["a"] is not None:
        unit = "hour" if span["b"] - span["a"] <= timedelta(hours=MOST_HOURS) else "day"
        parts.append(_bars(record.rows(BARS, {"city": city, "unit": unit}), unit))
    return joined([*parts, *_bill(used, ledger)])


def _bars(rows: list[dict[str, Any]], unit: str) -> Markup:
    width = timedelta(hours=1) if unit == "hour" else timedelta(days=1)
    span = span_of(rows[0]["at"], rows[-1]["at"] + width, LEFT, WIDTH - 24)
    most = max(sum(each[part] for part, _ in PARTS) for each in rows) or 1
    bars = [_bar(each, span, width, most) for each in rows]
    heights = [(share, HEIGHT - share * (HEIGHT - 12)) for share in (0, 0.5, 1)]
    scale = [label(f"{most * share:,.0f}", LEFT - 8, y + 4, "name") for share, y in heights]
    marks = [tag("li", tag("span", class_=f"swatch t{part}"), text) for part, text in PARTS]
    said = f"Tokens by {unit} of city time, at the most {most:,} in one"
    drawing = figure(said, WIDTH, HEIGHT + 20, span.axis(4, HEIGHT), *scale, *bars)
    return joined([tag("ul", *marks, class_="legend"), tag("figure", drawing, class_="wide")])


def _bar(row: dict[str, Any], span: Span, width: timedelta, most: int) -> Markup:
    left, right, y, parts = span.x(row["at"]) + 0.5, span.x(row["at"] + width) - 0.5, float(HEIGHT), []
    for part, _ in PARTS:
        height = row[part] / most * (HEIGHT - 12)
        y -= height
        parts.append(tag("rect", x=left, y=y, width=max(0.5, right - left), height=height, class_=f"t{part}"))
    told = ", ".join(f"{row[part]:,} {text}" for part, text in PARTS)
    return tag("g", tag("title", f"{row['at']:%a %d %H:%M}: {told}"), *parts)


def _bill(used: list[dict[str, Any]], ledger: Ledger) -> list[Markup]:
    """Return what was used by purpose, and in all, at the list prices of the models."""
    price, lists = Price(ledger), set[str]()
    sums: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for each in used:
        rate = price.rate(each["model"] or "")
        lists.add(f"{each['model'] or 'an unnamed model'} as {rate.of}")
        for name in (each["purpose"] or "?", "all"):
            for part in COUNTED:
                sums[name][part] += each[part] or 0
            sums[name]["dollars"] += rate.price(Used(each["asked"], each["cached"], each["out"]))
    order = [*(name for name in sums if name != "all"), "all"]
    rows = [(name, *(round(sums[name][part]) for part in COUNTED), round(sums[name]["dollars"], 4)) for name in order]
    note = f" {sums['all']['untold']:,.0f} calls reported no tokens, which isn't zero." if sums["all"]["untold"] else ""
    return [table(HEAD, rows), tag("p", f"Priced: {'; '.join(sorted(lists))}.{note}", class_="note")]
