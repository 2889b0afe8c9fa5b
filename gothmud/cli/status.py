"""``gothmud status``: addresses, who is where and what they do, the model's queue, tokens so far."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import psutil
import typer
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from gothmud.cli.options import Home, Json, chosen
from gothmud.config import Ports
from gothmud.status import ask_minds, ask_world, endpoint_trouble
from gothmud.supervisor import running


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(status)


def status(home: Home = "", as_json: Json = False) -> None:
    """Show how the city is."""
    folder, _ = chosen(home)
    state = gathered(folder)
    if as_json:
        print(json.dumps(state, indent=1))
    else:
        Console().print(shown(state))
    raise typer.Exit(0 if not state["missing"] else 1)


def gathered(folder: Path) -> dict[str, Any]:
    """Return everything that is known of a city; ``missing`` names what doesn't answer."""
    up = running(folder)
    if up is None:
        return {"home": str(folder), "up": None, "missing": ["city"]}
    ports = Ports.from_base(up["port"])
    world, minds = ask_world(folder, ports), ask_minds(folder, ports)
    processes = {name: {**each, "megabytes": _megabytes(each["pid"])} for name, each in up["processes"].items()}
    missing = [name for name, answer in (("world", world), ("minds", minds)) if answer is None]
    return {
        "home": str(folder), "up": {**up, "processes": processes}, "ports": ports.model_dump(), "world": world,
        "minds": minds, "endpoint_trouble": endpoint_trouble(folder), "missing": missing,
    }  # fmt: skip


def _megabytes(pid: int) -> int:
    try:
        return psutil.Process(pid).memory_info().rss // 1_000_000
    except psutil.Error:
        return 0


def shown(state: dict[str, Any]) -> RenderableType:
    """Return the state as something to print."""
    if state["up"] is None:
        return Text(f"No city is up in {state['home']}; start it with 'gothmud up'.")
    parts: list[RenderableType] = [_addresses(state)]
    if state["world"]:
        parts += [_hour(state["world"]), *_outside(state["world"]), _people(state), _talk(state["world"]["gauges"])]
    parts.append(_model(state))
    parts += [Text(f"not answering: {', '.join(state['missing'])}", style="red")] if state["missing"] else []
    return Group(*parts)


def _addresses(state: dict[str, Any]) -> Text:
    ports = state["ports"]
    fallen = {name: each["restarts"] for name, each in state["up"]["processes"].items() if each["restarts"]}
    line = Text.assemble(
        ("telnet localhost ", ""),
        (str(ports["telnet"]), "bold"),
        ("   http://localhost:", ""),
        (str(ports["web"]), "bold"),
    )
    if fallen:
        line.append("   restarted: " + ", ".join(f"{name} {count}x" for name, count in fallen.items()), "yellow")
    return line


def _hour(world: dict[str, Any]) -> Text:
    clock, weather = world["clock"], world["weather"]
    pace = (
        " (fast)"
        if clock["fast"]
        else " (paused)"
        if clock["paused"]
        else ""
        if clock["rate"] == 1
        else f" (x{clock['rate']:g})"
    )
    humans = f"{clock['humans']} human{'' if clock['humans'] == 1 else 's'} in"
    return Text(f"{clock['city'][:16].replace('T', ' ')}{pace}, {clock['part']}. {weather['text']}  {humans}.")


def _outside(world: dict[str, Any]) -> list[Text]:
    """Return a line for each source of weather or news that doesn't work."""
    return [Text(f"outside: {each}", style="yellow") for each in world["outside"]]


def _people(state: dict[str, Any]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in ("who", "tier", "where", "doing"):
        table.add_column(column)
    minds = (state["minds"] or {}).get("minds", {})
    for each in sorted(state["world"]["people"], key=lambda person: (person["tier"], person["name"])):
        doing = minds.get(each["person"], {}).get("doing", "") if each["person"] else ""
        doing = "asleep" if each["asleep"] else doing
        table.add_row(each["name"], each["tier"], each["room"], doing if each["awake"] else "away")
    return table


def _talk(gauges: dict[str, Any]) -> Text:
    """Return the line of the gauges (docs/metrics.md), since the world started."""
    parts = [f"talk since {gauges['since']}: {gauges['lines']} lines" + _share(", {} new", gauges["new"])]
    if gauges["waits"]:
        seconds = (
            f"p50 {gauges['wait_p50']:.1f} s, p95 {gauges['wait_p95']:.1f} s" if gauges["wait_p50"] else "no answer yet"
        )
        parts.append(f"{gauges['waits']} human lines to them ({seconds}; {gauges['unanswered']} unanswered)")
        parts.append(_share("{} of the words around humans are theirs", gauges["floor_share"]))
    parts.append(
        f"{gauges['scenes']} talks over, {gauges['refused']} lines refused, at most {gauges['longest_run']} in a row before a human"
    )
    return Text("; ".join(filter(None, parts)) + ".")


def _share(text: str, share: float | None) -> str:
    return "" if share is None else text.format(f"{share:.0%}")


def _model(state: dict[str, Any]) -> Text:
    minds = state["minds"]
    if minds is None:
        return Text(f"minds: {state['endpoint_trouble'] or 'waking'}", style="yellow")
    tokens, found = minds["tokens"], minds["endpoint"]
    how = f"{minds['running']} asking, {minds['waiting']} waiting"
    if minds["paused"]:
        how = "paused: the endpoint doesn't answer"
    if minds["frozen"]:
        how = f"frozen ({minds['frozen']}); 'gothmud thaw' wakes them"
    text = Text(f"{found['model']} ({'narrow' if minds['narrow'] else 'full'}): {how}. ")
    cached = f"{tokens['cached']:,} cached" if found["cached"] else "cached not reported"
    text.append(f"{tokens['calls']} calls, {tokens['prompt']:,} tokens in ({cached}), {tokens['output']:,} out.")
    if minds["thrift"]:
        text.append(f"\n{minds['thrift']}", style="yellow")
    for line, stopped in map(_budget, minds["budget"]):
        text.append(f"\n{line}", style="yellow" if stopped else "")
    for name, trouble in minds["troubles"].items():
        text.append(f"\n{name}: {trouble}", style="red")
    return text


def _budget(purse: dict[str, Any]) -> tuple[str, bool]:
    """Return a budget's line, and whether anybody may not ask any more."""
    whose, stopped = purse["agent"] or "city", purse["stopped"]
    share = purse["used"] / purse["limit"]
    line = f"budget of the {purse['window']}, {whose}: {purse['used']:,} of {purse['limit']:,} tokens ({share:.0%})"
    return line + (f"; stopped: {', '.join(stopped)}" if stopped else ""), bool(stopped)
