"""Keeps the processes of one city alive: portal, server, model, agents. Restarts with back-off, stops cleanly.

Health is an answered request, not a pid: one that doesn't answer for long enough is ended and started again.
"""

from __future__ import annotations

import errno
import json
import math
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import httpx
import psutil

from gothmud.child import ROOT, STOP_WITHIN, Child
from gothmud.clock import block, stopwatch
from gothmud.config import HOME_VARIABLE, LOOPBACK, SUPERVISOR_VARIABLE, Ports, Settings
from gothmud.errors import GothmudError, StartError
from gothmud.prepared import fingerprint, is_prepared, set_prepared
from gothmud.status import ask_minds, ask_world, endpoint_trouble

BACK_OFF = (0.2, 1.0, 2.0, 5.0, 10.0)
STEADY = 60.0  # seconds after which earlier falls are forgotten
UP_WITHIN = 120.0
LOOK = 0.25
HEALTH_EVERY = 5.0
STARTS_WITHIN = 90.0  # seconds to its first answer: on a busy machine Evennia alone loads for 30


class Supervisor:
    """The processes of one home."""

    def __init__(self, home: Path, settings: Settings, endpoint: str) -> None:
        self.home, self.settings, self.endpoint = home, settings, endpoint
        self.ports = Ports.from_base(settings.city.port)
        self.children = self._children()
        self._health_at = 0.0

    def prepare(
        self, *options: str, again: bool = True, told: Callable[[dict[str, Any]], None] | None = None
    ) -> dict[str, Any]:
        """Make the home, the database and the city; return what was made. Raises GothmudError with the finding.

        ``options`` are those of server/prepare.py; ``told`` gets each line that it prints. Without ``again`` a home that
        was prepared by the same code from the same files is left as it is.
        """
        for name in ("run", "logs"):
            (self.home / name).mkdir(parents=True, exist_ok=True)
        mark = fingerprint(self.settings.city.name)
        if not again and is_prepared(self.home, mark):
            return {"made": {}, "keeper": "", "city": self.settings.city.name}
        made = self._prepared(options, told or (lambda _line: None))
        if not {"--dry-run", "--pieces"}.intersection(options):
            set_prepared(self.home, mark)
        return made

    def _prepared(self, options: Sequence[str], told: Callable[[dict[str, Any]], None]) -> dict[str, Any]:
        log, said = self.home / "logs" / "prepare.log", ""
        command = [sys.executable, "-m", "server.prepare", *options]
        with (
            open(log, "w", encoding="utf-8") as errors,
            subprocess.Popen(
                command, cwd=ROOT, env=self._environment(), stdout=subprocess.PIPE, stderr=errors, text=True
            ) as process,
        ):
            for line in process.stdout or ():
                if line.startswith("{"):
                    told(json.loads(said := line))
        if process.returncode == 0 and said:
            log.unlink()
            return json.loads(said)
        if process.returncode == 2:
            raise GothmudError(log.read_text(encoding="utf-8").strip())
        raise StartError(f"the city could not be prepared; see {log}")

    def start(self) -> None:
        """Start all processes. Raises StartError where a port is taken, or the city's address another machine's."""
        check_ports(self.settings.city.interfaces, self.ports)
        for child in self.children:
            child.start()

    def look(self) -> None:
        """One look: start again what fell, end what hangs."""
        now = stopwatch()
        for child in self.children:
            if not child.alive:
                self._restart(child, now)
        if now >= self._health_at:
            self._health_at = now + HEALTH_EVERY
            self._health(now)
            self._write_state()

    def stop(self) -> None:
        """Stop all, minds first, so that nobody talks to a closing door."""
        children = {each.name: each for each in self.children}
        for name in ("painter", "agents", "portal", "server", "model"):
            if name == "server" and name in children:
                _wait_for_end(children[name], STOP_WITHIN / 2)  # the portal has told it to end in order
            if name in children:
                children[name].stop()
        (self.home / "run" / "up.json").unlink(missing_ok=True)

    def wait_until_up(self) -> None:
        """Return once the world and the minds' process answer. Raises StartError after two minutes, or at once with the
        last words of a process that ended over what a user can mend."""
        deadline = stopwatch() + UP_WITHIN
        while stopwatch() < deadline:
            if refusing := next((each for each in self.children if each.refuses), None):
                raise StartError(f"{refusing.last_words()} ({refusing.name}; more in {refusing.log})")
            self.look()
            minds = ask_minds(self.home, self.ports) or endpoint_trouble(self.home)
            if minds and ask_world(self.home, self.ports):
                return
            block(LOOK)
        raise StartError(f"the city did not come up within {UP_WITHIN:.0f} s; see {self.home / 'logs'}")

    def _restart(self, child: Child, now: float) -> None:
        if child.again_at == 0.0:
            if now - child.started > STEADY:
                child.restarts = 0
            child.again_at = now + BACK_OFF[min(child.restarts, len(BACK_OFF) - 1)]
        elif now >= child.again_at:
            child.restarts += 1
            child.again_at = 0.0
            child.start()

    def _health(self, now: float) -> None:
        ports = self.ports
        checks: dict[str, Callable[[], object]] = {
            "portal": lambda: _answers(f"http://127.0.0.1:{ports.web}/alive"),
            "server": lambda: ask_world(self.home, ports, port=ports.web_inner),
            "model": lambda: _answers(f"http://127.0.0.1:{ports.model}/health"),
            "agents": lambda: ask_minds(self.home, ports, "alive"),
        }
        for child in self.children:
            check = checks.get(child.name)
            if check is None or not child.alive or check():
                child.answered = now
            elif now - child.answered > child.patience:
                child.stop(within=2.0)

    def _write_state(self) -> None:
        state = {
            "pid": os.getpid(), "started": psutil.Process().create_time(), "port": self.settings.city.port,
            "endpoint": self.endpoint or "embedded",
            "processes": {
                each.name: {"pid": each.process.pid if each.process else 0, "alive": each.alive, "restarts": each.restarts}
                for each in self.children
            },
        }  # fmt: skip
        path = self.home / "run" / "up.json"
        path.with_suffix(".new").write_text(json.dumps(state))
        path.with_suffix(".new").replace(path)

    def _children(self) -> list[Child]:
        evennia = Path(find_spec("evennia").origin or "").parent / "server"  # pyright: ignore[reportOptionalMemberAccess]
        twistd = [str(Path(sys.executable).parent / "twistd"), "--nodaemon", "--pidfile=", "--python"]
        commands = {
            "portal": [*twistd, str(evennia / "portal" / "portal.py")],
            "server": [*twistd, str(evennia / "server.py")],
            "agents": [sys.executable, "-m", "agents"],
        }
        if self.settings.photos.comfyui:
            commands["painter"] = [sys.executable, "-m", "gothmud.painter"]
        if not self.endpoint:
            model = self.settings.model
            commands["model"] = [
                sys.executable, "-m", "gothmud.model_server", "--port", str(self.ports.model), "--threads", str(model.threads),
                *(["--slots", str(model.slots)] if model.slots else []),
                *(["--context", str(model.context)] if model.context else []),
            ]  # fmt: skip
        logs, environment = self.home / "logs", self._environment()
        # The minds answer nobody before their endpoint has answered them, and that may take its time to load a model.
        first = {"agents": math.inf}
        return [
            Child(name, command, logs / f"{name}.log", environment, first.get(name, STARTS_WITHIN))
            for name, command in commands.items()
        ]

    def _environment(self) -> dict[str, str]:
        embedded = not self.endpoint
        return {
            **os.environ,
            HOME_VARIABLE: str(self.home), SUPERVISOR_VARIABLE: str(os.getpid()),
            "DJANGO_SETTINGS_MODULE": "server.conf.settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep),
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]),
            "GOTHMUD_CITY__NAME": self.settings.city.name, "GOTHMUD_CITY__PORT": str(self.settings.city.port),
            "GOTHMUD_MODEL__EMBEDDED": str(embedded).lower(),
            "GOTHMUD_MODEL__ENDPOINT": self.endpoint or f"http://127.0.0.1:{self.ports.model}/v1",
        }  # fmt: skip


def _wait_for_end(child: Child, within: float) -> None:
    deadline = stopwatch() + within
    while child.alive and stopwatch() < deadline:
        block(LOOK)


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=2.0).status_code == 200
    except httpx.HTTPError:
        return False


def check_ports(interfaces: Sequence[str], ports: Ports) -> None:
    """Raise StartError naming every port that is taken, or an address that this machine doesn't have."""
    humans = {"telnet", "web", "websocket"}
    taken = {
        f"{port} ({name})": None
        for name, port in ports.model_dump().items()
        for interface in (interfaces if name in humans else (LOOPBACK,))
        if not _free(interface, port)
    }
    if taken:
        raise StartError(f"port {', '.join(taken)} is taken; try 'gothmud up --port {ports.telnet + 100}'")


def _free(interface: str, port: int) -> bool:
    """Return whether a port can be listened on. Raises StartError for an address that this machine doesn't have."""
    with socket.socket(socket.AF_INET6 if ":" in interface else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((interface, port))
        except OSError as error:
            if error.errno == errno.EADDRNOTAVAIL:
                raise StartError(
                    f"city.interface: found '{interface}'; expected an address of this machine, or 0.0.0.0 for all of them"
                ) from None
            return False
    return True


def running(home: Path) -> dict[str, Any] | None:
    """Return the state that a living supervisor of this home wrote, or None. A reused pid is told by its start."""
    try:
        state = json.loads((home / "run" / "up.json").read_text())
        alive = abs(psutil.Process(state["pid"]).create_time() - state["started"]) < 1
    except (OSError, ValueError, KeyError, psutil.Error):
        return None
    return state if alive else None


def endpoint_of(state: dict[str, Any]) -> str:
    """Return the base URL of the model that a running city asks; ``state`` is that of ``running``."""
    told = str(state["endpoint"])
    return f"http://127.0.0.1:{Ports.from_base(int(state['port'])).model}/v1" if told == "embedded" else told
