"""``gothmud report``: a record as one page with plots, for a browser or paper."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gothmud.cli.options import Home, chosen
from gothmud.cli.replay import Logs, reading
from gothmud.config import load
from gothmud.errors import ConfigError, nearest
from gothmud.replay.names import homes_of
from gothmud.replay.opening import Opened


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(report)


def report(
    logs: Logs = None,
    html: Annotated[str, typer.Option("--html", help="The file to write.")] = "report.html",
    city: Annotated[str, typer.Option("--city", help="Which one, of a record of several.")] = "",
    home: Home = "",
) -> None:
    """Write one self-contained page: who was where, talk, gossip, scenes, floor share, cost, metrics, anomalies."""
    from gothmud.replay.report.page import page_of

    with reading(logs, home, quiet=True) as record:
        wanted = _city(record, city)
        homes = homes_of(record)
        page = page_of(record, wanted, load(homes[wanted] if wanted in homes else chosen(home)[0]).ledger)
    path = Path(html).expanduser()
    try:
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"report: --html {html}: {error.strerror}; expected a file that can be written") from None
    print(f"{path}: {len(page.encode()) / 1000:,.0f} kB; open it in a browser, or print it")


def _city(record: Opened, wanted: str) -> str:
    cities = sorted({each.city for each in record.files})
    if not wanted and len(cities) == 1:
        return cities[0]
    if wanted not in cities:
        found = f"there is no such city{nearest(wanted, cities)}" if wanted else f"the record has {len(cities)} cities"
        raise ConfigError(f"report: --city {wanted}: {found}; expected one of {', '.join(cities)}".replace(" :", ":"))
    return wanted
