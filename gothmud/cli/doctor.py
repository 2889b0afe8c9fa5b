"""``gothmud doctor``: is everything there, and what can the endpoint do?"""

from __future__ import annotations

import json
from typing import Annotated

import typer

from agents.probe import Findings, find_running, probe
from gothmud.cli.options import Home, Json, chosen
from gothmud.config import Ports
from gothmud.errors import StartError
from gothmud.model_server import model_file
from gothmud.supervisor import check_ports, endpoint_of, running


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(doctor)


def doctor(
    home: Home = "",
    endpoint: Annotated[
        str, typer.Option(help="Base URL to look at; else that of the city, else one found running.")
    ] = "",
    model: Annotated[str, typer.Option(help="The model's name there.")] = "",
    as_json: Json = False,
) -> None:
    """Look at the home, the ports and the model's endpoint; say what is missing and what mends it."""
    folder, settings = chosen(home, model__endpoint=endpoint, model__name=model)
    up = running(folder)
    lines = [f"home      {folder}", f"embedded  {model_file().name}"]
    if up is None:
        try:
            check_ports(settings.city.interfaces, Ports.from_base(settings.city.port))
            lines.append(f"ports     {settings.city.port} to {settings.city.port + 6} are free")
        except StartError as error:
            lines.append(f"ports     {error}")
    else:
        lines.append(f"city      up since its supervisor {up['pid']}, ports {up['port']} to {up['port'] + 6}")
    url = settings.model.endpoint or (endpoint_of(up) if up else find_running())
    found = None
    if url:
        found = probe(url, settings.model, settings.model.key)
    if as_json:
        print(json.dumps({"home": str(folder), "up": up, "endpoint": found.model_dump(mode="json") if found else None}))
        return
    print(
        "\n".join(
            [*lines, *(_lines(found) if found else ["endpoint  none runs; 'gothmud up' starts the embedded model"])]
        )
    )


def _lines(found: Findings) -> list[str]:
    can = {
        "chat": found.chat, "JSON schema": found.schema, "plain completion": found.completions,
        "token counts": found.usage, "cached-token counts": found.cached,
    }  # fmt: skip
    speed = f"{found.seconds_per_token} s a token" if found.seconds_per_token else "speed unknown"
    parameters = f"{found.parameters / 1e6:,.0f}M parameters" if found.parameters else "size unknown"
    manner = "narrow" if found.small else "full"
    return [
        f"endpoint  {found.url}: {found.dialect}, {found.model}, {parameters}, so freedom 'auto' is {manner}",
        f"          context {found.context or 'unknown'}, {found.slots} slot(s), {speed}",
        *(f"  {'yes' if able else 'NO '}     {what}" for what, able in can.items()),
        *(f"          {each}" for each in found.remarks),
    ]
