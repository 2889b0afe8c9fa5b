"""``gothmud replay diff``: two runs, or two days, side by side."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated, Any, cast

import typer

from gothmud.cli.options import Json
from gothmud.cli.replay_numbers import Clusters, wanted_metrics
from gothmud.cli.table import as_json_text, printed
from gothmud.errors import ConfigError
from gothmud.replay.diff import Parting, kinds_of, made_differently, partings_of
from gothmud.replay.metrics import METRICS, samples_of
from gothmud.replay.metrics.difference import Difference, difference_of
from gothmud.replay.metrics.measuring import Over
from gothmud.replay.names import Names, names_in
from gothmud.replay.opening import Opened, opened
from gothmud.replay.telling import told
from gothmud.replay.trouble import trouble_in

AT_DAY = re.compile(r"(.+)@(\d{4}-\d\d-\d\d)")
Side = Annotated[str, typer.Argument(help="A home, record folder or file; with @1890-03-01 one city day of it.")]


def diff(
    a: Side,
    b: Side,
    only: Annotated[list[str] | None, typer.Option("--only", help="A metric; may be given again.")] = None,
    over: Annotated[Clusters, typer.Option(help="What the intervals are drawn over.")] = Clusters.days,
    as_json: Json = False,
) -> None:
    """Compare two runs, or two days: metrics with intervals, kinds of event, where the records part, how they were made."""
    wanted = wanted_metrics(only)
    with ExitStack() as stack:
        one, other = (stack.enter_context(_opened(each)) for each in (a, b))
        figures = [
            difference_of(
                METRICS[name], samples_of(one, METRICS[name]), samples_of(other, METRICS[name]), cast(Over, over.value)
            )
            for name in wanted
        ]
        found: dict[str, Any] = {
            "metrics": [_row(each) for each in figures],
            "kinds": kinds_of(one, other),
            "manifest": made_differently(one, other),
        }
        whole = not any(AT_DAY.fullmatch(each) for each in (a, b))  # two days are never the same
        found["parting"] = (
            [_parted(each, names_in(one), names_in(other)) for each in partings_of(one, other)] if whole else []
        )
    print(as_json_text(found) if as_json else "\n\n".join(_sections(found, whole=whole)))


COMMANDS = (diff,)


@contextmanager
def _opened(side: str) -> Iterator[Opened]:
    matched = AT_DAY.fullmatch(side)
    place, day = (matched[1], _day(matched[2])) if matched else (side, None)
    with opened([Path(place)], day) as record:
        record.gather()
        if not record.rows("SELECT 1 FROM events LIMIT 1"):
            raise ConfigError(
                f"diff: {side}: found no event{f' of {day}' if day else ''}; expected a record with at least one"
            )
        for line in trouble_in(record):
            print(f"{side}: {line}", file=sys.stderr)
        yield record


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ConfigError(f"diff: @{text}: there is no such day; expected one such as @1890-03-01") from None


def _row(each: Difference) -> dict[str, Any]:
    sides = {
        key: value
        for side, figure in (("a", each.one), ("b", each.other))
        for key, value in ((side, figure.value), (f"{side} low", figure.low), (f"{side} high", figure.high))
    }
    return {"metric": each.one.metric, **sides, "b - a": each.value, "low": each.low, "high": each.high}


def _parted(parting: Parting, one: Names, other: Names) -> dict[str, Any]:
    return {
        "source": parting.source, "same": parting.same, "differs": parting.differs if parting.one and parting.other else [],
        "a": _told(parting.one, one), "b": _told(parting.other, other),
    }  # fmt: skip


def _told(event: dict[str, Any] | None, names: Names) -> str:
    return (
        f"{event['id']}, {event['city_time'] or 'no city time'}: {' '.join(told(event, names).split())}"
        if event
        else "(its record ends)"
    )


def _sections(found: dict[str, Any], *, whole: bool) -> Iterator[str]:
    yield f"metrics; b - a with its 95 % interval, where it holds 0 it may be chance\n{printed(found['metrics'])}"
    yield f"kinds\n{printed(found['kinds'])}"
    if whole:
        yield "\n".join(map(_parting_line, found["parting"])) or "the same events throughout, the wall's time aside"
    if found["manifest"]:
        yield f"made with\n{printed(found['manifest'])}"


def _parting_line(parting: dict[str, Any]) -> str:
    differs = f", in {', '.join(parting['differs'])}" if parting["differs"] else ""
    return f"{parting['source']}: the same for {parting['same']:,} events, then they part{differs}\n  a  {parting['a']}\n  b  {parting['b']}"
