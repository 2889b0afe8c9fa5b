"""``gothmud ledger``: what the minds' calls were, and what they cost."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from gothmud.cli.options import Home, Json, chosen
from gothmud.clock import wall
from gothmud.errors import ConfigError, nearest
from gothmud.ledger import Bill, By, bill, like_for_like, moment

WAYS: dict[str, By] = {"agent": "agent", "purpose": "purpose", "tier": "tier", "day": "day"}
UNTOLD = "not reported"
WORK = ("calls", "failed", "in", "cached", "novel", "out", "queue s", "model s")
COST = ("capacity", "list $", "power $", "lines", "list $ a line", "power $ a line")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(ledger)


def ledger(
    home: Home = "",
    by: Annotated[str, typer.Option(help="agent, purpose, tier or day.")] = "agent",
    since: Annotated[str, typer.Option(help="24h, 7d, or a day such as 2026-11-24; real time, UTC.")] = "",
    like: Annotated[
        bool, typer.Option("--like-for-like", help="Beside a city of five agents that lived for thirty days.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Show the bill: calls, tokens, seconds, what they would have cost at list prices, and electricity.

    Counted from the record. What an endpoint doesn't report is no zero: the number of such calls stands beside a sum.
    """
    folder, settings = chosen(home)
    if by not in WAYS:
        raise ConfigError(f"ledger: --by: found '{by}'{nearest(by, WAYS)}; expected {', '.join(WAYS)}")
    made = bill(folder, settings, "agent" if like else WAYS[by], moment(since, wall()))
    if as_json:
        compared = {"like_for_like": [asdict(each) for each in like_for_like(made)]} if like else {}
        print(json.dumps({**made.value(), **compared}, indent=1))
    elif not made.counts.total.calls:
        print(f"No call is in the record of {folder}{f' since {since}' if since else ''}.")
    else:
        _show(made, like=like)


def _show(made: Bill, *, like: bool) -> None:
    console, value = Console(), made.value()
    for each in [_compared(made)] if like else _tables(value):
        console.print(each)
        console.print()
    told = [
        f"{value['from']} to {value['to']}, {value['hours_on']:g} h with minds, "
        f"{value['slots'] or 'unknown'} calls at a time.",
        "List prices: " + ", ".join(f"{model} as {of}" for model, of in value["prices"].items()) + ".",
        _electricity(value["power"]),
    ]
    untold = value["total"]["tokens_in"]["not_reported"]
    told += [f"{untold:,} calls reported no tokens (+?); they are in no sum of tokens and no price."] if untold else []
    for each in told:
        console.print(each, highlight=False, markup=False)


def _electricity(power: dict[str, Any]) -> str:
    kwh = "" if power["kwh"] is None else f"{power['kwh']:.4g} kWh, "
    return f"Electricity: {kwh}{power['how']}" + ("; shared out by seconds at the model." if kwh else ".")


def _tables(value: dict[str, Any]) -> list[Table]:
    """Return what was asked and what it costs: two tables, for one would be wider than a terminal."""
    return [_table(value, WORK, _work), _table(value, COST, _cost)]


def _table(value: dict[str, Any], columns: Sequence[str], cells: Callable[[dict[str, Any]], list[str]]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column(value["by"])
    for column in columns:
        table.add_column(column, justify="right", overflow="fold")
    for key, row in (*value["rows"].items(), ("all", value["total"])):
        table.add_row(key, *cells(row), style="bold" if key == "all" else "")
    return table


def _work(row: dict[str, Any]) -> list[str]:
    tokens = [_tokens(row[name]) for name in ("tokens_in", "cached", "novel", "out")]
    seconds = [f"{row['queue_seconds']:,.1f}", f"{row['model_seconds']:,.1f}"]
    return [f"{row['calls']:,}", f"{row['failed']:,}", *tokens, *seconds]


def _cost(row: dict[str, Any]) -> list[str]:
    capacity = UNTOLD if row["capacity"] is None else f"{row['capacity']:.1%}"
    lines = "-" if row["lines"] is None else f"{row['lines']:,}"
    return [
        capacity, _dollars(row["list_dollars"]), _dollars(row["power_dollars"]), lines,
        _dollars(row["list_dollars_a_line"], 6, "-"), _dollars(row["power_dollars_a_line"], 8, "-"),
    ]  # fmt: skip


def _dollars(value: float | None, digits: int = 4, none: str = UNTOLD) -> str:
    return none if value is None else f"{value:,.{digits}f}"


def _tokens(told: dict[str, int | None]) -> str:
    """Return a sum; '+?' where some calls reported nothing."""
    if told["tokens"] is None:
        return UNTOLD
    return f"{told['tokens']:,}{' +?' if told['not_reported'] else ''}"


def _compared(made: Bill) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in ("", "theirs", "this city", "this city, five agents for thirty days"):
        table.add_column(column, justify="left" if not column else "right")
    for each in like_for_like(made):
        table.add_row(each.what, each.theirs, _number(each.ours), _number(each.scaled))
    return table


def _number(value: float | None) -> str:
    return UNTOLD if value is None else f"{value:,.0f}" if value >= 1000 else f"{value:,.4g}"
