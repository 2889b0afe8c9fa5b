"""The two worlds of the comparison: a gothmud city without minds, and a stock Evennia game dir. Portal and server each."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import psutil

from bench import grid
from bench.city import Home, clean_environment
from bench.results import ROOT
from gothmud.child import Child
from gothmud.clock import block, stopwatch
from gothmud.config import Ports, load
from gothmud.errors import StartError
from gothmud.status import ask_world
from gothmud.supervisor import Supervisor

PASSWORD = "lamps-and-mud-61"  # noqa: S105 - of databases that live for minutes
UP_WITHIN = 90.0
STOCK_PORTS = """
TELNET_PORTS = [{telnet}]
TELNET_INTERFACES = WEBSERVER_INTERFACES = ["127.0.0.1"]
WEBSOCKET_CLIENT_INTERFACE = "127.0.0.1"
WEBSERVER_PORTS = [({web}, {web_inner})]
WEBSOCKET_CLIENT_PORT = {websocket}
AMP_PORT = {amp}
"""


@dataclass
class World:
    """A world that is up: where it listens and its processes."""

    name: str
    port: int
    pids: dict[str, int]

    def usage(self) -> dict[str, float]:
        """Return the processor seconds that each process has used."""
        times = {name: psutil.Process(pid).cpu_times() for name, pid in self.pids.items()}
        return {name: each.user + each.system for name, each in times.items()}

    def megabytes(self) -> dict[str, int]:
        """Return the resident memory of each process."""
        return {name: psutil.Process(pid).memory_info().rss // 1_000_000 for name, pid in self.pids.items()}


@contextmanager
def gothmud(accounts: int, name: str = "gothmud", *, audit: bool = True, together: bool = False) -> Iterator[World]:
    """Give a city of twelve rooms without people, with portal and server only. ``together``: all are in one room."""
    folder = Path(tempfile.mkdtemp(prefix="gothmud-bench-"))
    try:
        with raised(ring_home(folder, audit=audit), accounts, name, together=together) as world:
            yield world
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def ring_home(folder: Path, rooms: int = grid.COUNT, *, audit: bool = True) -> Home:
    """Return a new home in a folder, set to a ring of rooms."""
    grid.write_city(folder / "ring", rooms)
    (folder / "minds").mkdir()
    return Home(folder, {"city": {"name": str(folder / "ring")}, "audit": {"on": audit}})


@contextmanager
def raised(home: Home, accounts: int, name: str, *, together: bool = False) -> Iterator[World]:
    """Give a home's city, with portal and server only and some accounts in it; stop it at the end."""
    supervisor = Supervisor(home.folder, load(home.folder), "http://127.0.0.1:9/v1")
    supervisor.children = [each for each in supervisor.children if each.name in ("portal", "server")]
    try:
        supervisor.prepare(again=False)
        _seed(accounts, ROOT, *_option(together), GOTHMUD_HOME=str(home.folder))
        supervisor.start()
        _wait(lambda: ask_world(home.folder, home.ports) is not None)
        yield World(name, home.ports.telnet, _pids(supervisor.children))
    finally:
        supervisor.stop()


@contextmanager
def stock(accounts: int, ports: Ports, *, together: bool = False) -> Iterator[World]:
    """Give a stock game dir with the same rooms: ``evennia --init``, migrate, own ports, nothing else changed."""
    folder = Path(tempfile.mkdtemp(prefix="stock-bench-"))
    game, processes = folder / "ring", {}
    try:
        _evennia(folder, "--init", "ring")
        with open(game / "server" / "conf" / "settings.py", "a", encoding="utf-8") as settings:
            settings.write(STOCK_PORTS.format(**ports.model_dump()))
        _evennia(game, "migrate")
        _seed(accounts, game, "--stock", *_option(together))
        processes = {name: _twistd(game, name) for name in ("portal", "server")}
        _wait(lambda: "Evennia Server successfully started" in _log(game) or "connected" in _log(game))
        yield World("stock Evennia", ports.telnet, {name: each.pid for name, each in processes.items()})
    finally:
        for each in processes.values():
            _end(each)
        shutil.rmtree(folder, ignore_errors=True)


def _option(together: bool) -> list[str]:
    return ["--together"] if together else []


def _pids(children: list[Child]) -> dict[str, int]:
    return {each.name: each.process.pid for each in children if each.process}


def _evennia(folder: Path, *arguments: str) -> None:
    """Run Evennia's own command. Raises CalledProcessError."""
    command = [str(Path(sys.executable).parent / "evennia"), *arguments]
    subprocess.run(command, cwd=folder, env=_stock_environment(folder), check=True, capture_output=True, timeout=180)


def _stock_environment(folder: Path) -> dict[str, str]:
    """Return an environment in which the game dir's packages win over this tree's of the same names."""
    path = os.pathsep.join([str(folder), str(ROOT)])
    return clean_environment(PYTHONPATH=path, DJANGO_SETTINGS_MODULE="server.conf.settings")


def _seed(accounts: int, folder: Path, *options: str, **environment: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench.seed", str(accounts), PASSWORD, *options], cwd=folder, check=False, timeout=180,
        env={**_stock_environment(folder), **environment}, capture_output=True, text=True,
    )  # fmt: skip
    if done.returncode:
        raise StartError(f"seed of {folder.name}: {done.stderr[-2000:]}")


def _twistd(game: Path, name: str) -> subprocess.Popen[bytes]:
    """Start the portal or the server of a stock game, as Evennia's launcher does, but in sight."""
    package = Path(find_spec("evennia").origin or "").parent / "server"  # pyright: ignore[reportOptionalMemberAccess]
    program = package / ("portal/portal.py" if name == "portal" else "server.py")
    command = [str(Path(sys.executable).parent / "twistd"), "--nodaemon", "--pidfile=", "--python", str(program)]
    with open(game / f"{name}.out", "ab") as log:
        return subprocess.Popen(
            command, cwd=game, env=_stock_environment(game), stdout=log, stderr=log, stdin=subprocess.DEVNULL
        )


def _log(game: Path) -> str:
    return "".join(
        each.read_text(errors="replace")
        for each in (game / "server.out", *game.glob("server/logs/server.log"))
        if each.exists()
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(12)
        return
    process.kill()
    process.wait()


def _wait(ready: object) -> None:
    """Wait until ``ready()`` is true. Raises StartError."""
    deadline = stopwatch() + UP_WITHIN
    while stopwatch() < deadline:
        if ready():  # pyright: ignore[reportCallIssue]
            return
        block(0.25)
    raise StartError("a world did not come up")
