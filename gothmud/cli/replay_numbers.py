"""``gothmud replay metrics``: numbers with intervals. ``gothmud replay gauges``: those of the living city, of a record."""

from __future__ import annotations

from dataclasses import asdict
from enum import StrEnum
from typing import Annotated, Any, cast

import typer

from gothmud.cli.options import Home, Json
from gothmud.cli.replay import Csv, Logs, reading
from gothmud.cli.table import as_csv, as_json_text, printed
from gothmud.errors import ConfigError, nearest
from gothmud.replay.gauging import gauged
from gothmud.replay.metrics import METRICS, Sample, figure_of, samples_of
from gothmud.replay.metrics.measuring import Over


class Clusters(StrEnum):
    """What is drawn for the interval."""

    days = "days"
    persons = "persons"


def metrics(
    logs: Logs = None,
    only: Annotated[
        list[str] | None, typer.Option("--only", help="One of docs/metrics.md; may be given again.")
    ] = None,
    over: Annotated[Clusters, typer.Option(help="What the interval is drawn over.")] = Clusters.days,
    each: Annotated[bool, typer.Option("--each", help="Each person and day, without intervals.")] = False,
    home: Home = "",
    csv: Csv = False,
    as_json: Json = False,
) -> None:
    """Measure: nesting, places, novelty, waits, tokens and more, with 95 % intervals (docs/metrics.md)."""
    wanted = wanted_metrics(only)
    rows: list[dict[str, Any]] = []
    with reading(logs, home) as record:
        for name in wanted:
            samples = samples_of(record, METRICS[name])
            rows += map(_row, [name] * len(samples), samples) if each else [
                asdict(figure_of(METRICS[name], samples, cast(Over, over.value)))
            ]  # fmt: skip
    print(as_csv(rows) if csv else as_json_text(rows) if as_json else printed(rows))


def gauges(
    logs: Logs = None,
    since: Annotated[str, typer.Option(help="The first event that counts, such as world-123.")] = "",
    home: Home = "",
    csv: Csv = False,
    as_json: Json = False,
) -> None:
    """Gauge how people live together: waits, runs of bots, novelty, scenes, as 'gothmud status' does."""
    with reading(logs, home) as record:
        found = {city: each.model_dump(mode="json") for city, each in gauged(record, since).items()}
    rows = [
        {"city": city, "gauge": name, "value": value} for city, each in found.items() for name, value in each.items()
    ]
    print(as_csv(rows) if csv else as_json_text(found) if as_json else printed(rows))


COMMANDS = (metrics, gauges)


def _row(name: str, sample: Sample) -> dict[str, Any]:
    value = sample.part / sample.whole if sample.whole else None
    return {"metric": name, **asdict(sample), "value": value}


def wanted_metrics(only: list[str] | None) -> list[str]:
    """Return the metrics that were asked for, all unless any was. Raises ConfigError for one that there isn't."""
    for name in only or ():
        if name not in METRICS:
            raise ConfigError(f"metrics: --only {name}: there is no such metric{nearest(name, METRICS)}")
    return list(only or METRICS)
