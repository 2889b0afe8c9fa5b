"""Start a city's processes from the command line, say what there is, and stop them at the end."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console

from agents.probe import find_running, probe_alive
from gothmud import manifest
from gothmud.cli.cassette import replayed, same_model
from gothmud.config import Settings
from gothmud.supervisor import Supervisor, check_ports


@contextmanager
def lit(folder: Path, settings: Settings, console: Console) -> Iterator[Supervisor]:
    """Hold a city up inside. Ctrl-C and TERM come as KeyboardInterrupt; however it ends, all processes are stopped."""
    supervisor = Supervisor(folder, settings, _endpoint(settings, console))
    check_ports(settings.city.interfaces, supervisor.ports)
    _raise_on_term()
    try:
        with console.status("Laying out the city ..."):
            made = supervisor.prepare(again=False)
        _tell(console, folder, made)
        with console.status("Lighting the lamps ..."):
            supervisor.start()
            supervisor.wait_until_up()
        manifest.write(folder, settings)
        yield supervisor
    except KeyboardInterrupt:
        console.print("Putting out the lamps ...")
        raise
    finally:
        supervisor.stop()


def _endpoint(settings: Settings, console: Console) -> str:
    """Return the endpoint to use, said in one line; empty for the embedded model."""
    model = settings.model
    if tape := replayed(settings):
        console.print(f"Model: {tape.findings.model}, as recorded on {model.cassette}.")
        return tape.findings.url
    if model.endpoint:
        name = probe_alive(model, model.key)
        same_model(settings, name)
        console.print(f"Model: {model.endpoint} (as you said).")
        return model.endpoint
    found = "" if model.embedded else find_running()
    if found:
        console.print(f"Model: {found}, found running (--embedded takes the small one of ours instead).")
        return found
    console.print("Model: the embedded one, SmolLM2 135M. It is small; --endpoint URL takes a better one.")
    return ""


def _tell(console: Console, folder: Path, made: dict[str, Any]) -> None:
    if any(made["made"].values()):
        new = made["made"]
        console.print(f"{made['city']}: {new['rooms']} rooms and {new['people']} people, in {folder}")
    if made["keeper"]:
        shown = f", password [b]{made['keeper']}[/b]" if console.is_terminal else ""  # a log must not hold it
        console.print(f"The keeper's account: name [b]keeper[/b]{shown}; it is kept in {folder / 'keeper.txt'}")


def _raise_on_term() -> None:
    def stop(*_: Any) -> None:
        raise KeyboardInterrupt

    for each in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, stop)
