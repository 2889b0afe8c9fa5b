"""A city for measuring: a home in a temporary folder, ``gothmud`` run in it, its record read, all ended at the end."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from bench.results import ROOT
from gothmud.cli.status import gathered
from gothmud.clock import block, stopwatch
from gothmud.config import Ports
from gothmud.errors import StartError
from gothmud.events import Event
from gothmud.record import read
from gothmud.status import ask_world
from gothmud.supervisor import check_ports

LOWEST, HIGHEST = 20500, 32600  # below the ports that outgoing connections take: a city needs its row a minute later
MINDS_WITHIN = 60.0  # seconds
LOOK = 1.0  # second between looks


def free_base() -> int:
    """Return a telnet port whose whole row of ports is free. Raises StartError after many tries."""
    for _ in range(200):
        base = random.randrange(LOWEST, HIGHEST, 10)
        try:
            check_ports(["127.0.0.1"], Ports.from_base(base))
        except StartError:
            continue
        return base
    raise StartError("no row of free ports")


def clean_environment(**more: str) -> dict[str, str]:
    """Return the environment less every gothmud setting, so that only the home's file counts."""
    return {key: value for key, value in os.environ.items() if not key.startswith("GOTHMUD_")} | more


class Home:
    """A home folder and its ports. ``settings`` are sections of gothmud.toml."""

    def __init__(self, folder: Path, settings: dict[str, dict[str, Any]]) -> None:
        self.folder = folder
        self.ports = Ports.from_base(free_base())
        sections = {**settings, "city": {"port": self.ports.telnet, **settings.get("city", {})}}
        lines = [
            f"[{name}]\n" + "".join(f"{key} = {_toml(value)}\n" for key, value in sect.items())
            for name, sect in sections.items()
        ]
        (folder / "gothmud.toml").write_text("\n".join(lines), encoding="utf-8")

    def gothmud(self, *arguments: str) -> subprocess.Popen[str]:
        """Start a ``gothmud`` command in this home."""
        return subprocess.Popen(
            [sys.executable, "-m", "gothmud", *arguments, "--home", str(self.folder)], cwd=ROOT, env=clean_environment(),
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip

    def up(self) -> None:
        """Start the city and wait until it is up. Raises StartError with what the command said."""
        process = self.gothmud("up", "--detach")
        said, _ = process.communicate(timeout=240)
        if process.returncode:
            raise StartError(said)

    def down(self) -> None:
        """Stop the city, if it is up."""
        self.gothmud("down").communicate(timeout=90)

    def status(self) -> dict[str, Any]:
        """Return what ``gothmud status --json`` shows."""
        return gathered(self.folder)

    def minds_in(self) -> None:
        """Wait until all minds are in their bodies. Raises StartError where they don't come."""
        ends = stopwatch() + MINDS_WITHIN
        while stopwatch() < ends:
            people = (ask_world(self.folder, self.ports) or {}).get("people", [])
            if people and all(each["awake"] for each in people):
                return
            block(LOOK)
        raise StartError(f"not all minds were in their bodies within {MINDS_WITHIN:g} s")

    def now(self) -> datetime:
        """Return the city time. Raises StartError where the world doesn't answer."""
        if state := ask_world(self.folder, self.ports):
            return datetime.fromisoformat(state["clock"]["city"])
        raise StartError("the world doesn't answer")

    def live_until(self, moment: datetime, within: float) -> None:
        """Let the clock jump to a city time. Raises StartError where it doesn't come there within so many seconds."""
        ask_world(self.folder, self.ports, {"fast": True, "until": moment.isoformat()})
        ends = stopwatch() + within
        while stopwatch() < ends:
            if self.now() >= moment:
                return
            block(LOOK)
        raise StartError(f"the city didn't come to {moment:%F %H:%M} within {within:g} s")

    def megabytes(self) -> dict[str, int]:
        """Return the resident memory of each process."""
        up = self.status()["up"] or {"processes": {}}
        return {name: each["megabytes"] for name, each in up["processes"].items()}

    def events(self) -> list[Event]:
        """Return the record."""
        return list(read(self.folder / "record"))


def _toml(value: Any) -> str:
    return (
        str(value).lower()
        if isinstance(value, bool)
        else repr(value)
        if isinstance(value, int | float | list)
        else f'"{value}"'
    )


@contextmanager
def a_home(**settings: dict[str, Any]) -> Iterator[Home]:
    """Give an empty home; whatever runs in it is stopped and the folder removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix="gothmud-bench-"))
    home = Home(folder, settings)
    try:
        yield home
    finally:
        home.down()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def a_city(**settings: dict[str, Any]) -> Iterator[Home]:
    """Give a city that is up, on the embedded model unless ``settings`` name another."""
    with a_home(**settings) as home:
        home.up()
        yield home
