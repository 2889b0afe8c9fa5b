"""A live city for tests: its home, its processes, its record, and the people that tests send in."""

from __future__ import annotations

import itertools
import json
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from gothmud import record, wire
from gothmud.cli.status import gathered
from gothmud.config import Ports
from gothmud.events import Event
from gothmud.replay.check import STATE, check_of
from gothmud.replay.opening import opened
from tests.live.mortal.trigger import VARIABLE, Trigger
from tests.live.page import Page
from tests.live.telnet import Telnet
from tests.live.waiting import until
from tests.scripted import Scripted

ROOT = Path(__file__).resolve().parents[2]
MORTAL = ROOT / "tests" / "live" / "mortal"
TINY = ROOT / "tests" / "tiny"
UP_WITHIN = 200


@dataclass
class Town:
    """One running city. ``secrets`` collects what no log may hold."""

    home: Path
    port: int
    model: Scripted
    secrets: set[str] = field(default_factory=set)
    passwords: dict[str, str] = field(default_factory=dict)
    _hosts: Any = field(default_factory=lambda: itertools.count(2))

    @property
    def ports(self) -> Ports:
        return Ports.from_base(self.port)

    @property
    def token(self) -> str:
        return (self.home / "run" / "token").read_text().strip()

    @property
    def trigger(self) -> Trigger:
        """What makes a process of the city die at a step."""
        return Trigger(self.home.with_name(f"{self.home.name}-trigger"))

    def command(self, *arguments: str, within: float = 90) -> subprocess.CompletedProcess[str]:
        """Run ``gothmud`` on this home."""
        return subprocess.run(
            [sys.executable, "-m", "gothmud", *arguments, "--home", str(self.home)],
            cwd=ROOT, env=environment() | {VARIABLE: str(self.trigger.path)}, capture_output=True, text=True, timeout=within, check=False,
        )  # fmt: skip

    def up(self) -> None:
        """Start it."""
        plan = homebodies(self.home.with_name(f"{self.home.name}-plan"))
        done = self.command(
            "up",
            "--detach",
            "--port",
            str(self.port),
            "--city",
            str(plan),
            "--endpoint",
            self.model.url,
            within=UP_WITHIN,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        self.secrets |= {self.token, (self.home / "keeper.txt").read_text().split("password: ")[1].strip()}
        self.minds_awake()

    def down(self) -> list[str]:
        """Stop it; return who of it is left all the same (they are ended then)."""
        done = self.command("down")
        left = self.processes()
        for each in left:
            each.kill()
        return [f"{each.pid} {_name_of(each)}" for each in left] + ([] if done.returncode == 0 else [done.stderr])

    def logs(self) -> dict[str, str]:
        """Return the texts of all logs."""
        return {
            each.name: each.read_text(errors="replace") for each in (self.home / "logs").iterdir() if each.is_file()
        }

    def traces(self) -> list[str]:
        """Return what no log may hold and some does: tracebacks and secrets (without repeating those)."""
        found = [
            f"{name}: {text[max(0, match.start() - 200) : match.start() + 2500]}"
            for name, text in self.logs().items() for match in re.finditer("Traceback", text)
        ]  # fmt: skip
        for secret in self.secrets:
            found += [
                f"{name}: holds a secret ({secret[:3]}...)" for name, text in self.logs().items() if secret in text
            ]
        return found

    def misrecorded(self) -> list[str]:
        """Return where the record doesn't amount to what the database said."""
        with opened([self.home]) as record:
            return [str(each) for each in check_of(record) if each.rule == STATE]

    def state(self) -> dict[str, Any]:
        """Return what ``gothmud status --json`` prints."""
        return gathered(self.home)

    def minds_awake(self, within: float = 40) -> None:
        """Wait until both minds are in their bodies and nothing is missing."""

        def awake() -> bool:
            state = self.state()
            minds = (state.get("minds") or {}).get("minds", {})
            return (
                not state["missing"] and len(minds) == 2 and all("away" not in each["doing"] for each in minds.values())
            )

        until(awake, "minds in their bodies", within)

    def pid(self, process: str) -> int:
        """Return the pid of a living process of the city."""
        return next(each.pid for each in self.processes() if _name_of(each) == process)

    def processes(self) -> list[psutil.Process]:
        """Return all processes of this home."""
        return [each for each in psutil.process_iter() if _home_of(each) == str(self.home)]

    def children(self) -> dict[str, int]:
        """Return the pids of the living processes by name, of those that the supervisor has started."""
        up = psutil.Process(int(json.loads((self.home / "run" / "up.json").read_text())["pid"]))
        return {_name_of(each): each.pid for each in up.children() if _home_of(each)}

    def kill(self, process: str) -> None:
        """Kill a process outright and wait until it is gone."""
        victim = psutil.Process(self.pid(process))
        victim.send_signal(signal.SIGKILL)
        until(lambda: not victim.is_running() or victim.status() == psutil.STATUS_ZOMBIE, f"{process} gone")

    def back(self, process: str, old: int, within: float = 30) -> None:
        """Wait until a process runs anew and all of the city answers."""

        def answers() -> bool:
            return (
                any(_name_of(each) == process and each.pid != old for each in self.processes())
                and not self.state()["missing"]
            )

        until(answers, f"{process} back", within)

    def events[E: Event](self, kind: type[E]) -> list[E]:
        """Return the events of a kind in the record."""
        return [each for each in record.read(self.home / "record") if isinstance(each, kind)]

    def address(self) -> str:
        """Return a fresh loopback address: each visitor comes from their own."""
        number = next(self._hosts)
        return f"127.0.{1 + number // 250}.{1 + number % 250}"

    def connect(self, *accept: int) -> Telnet:
        """Return a telnet connection at the welcome screen."""
        link = Telnet(self.ports.telnet, *accept, address=self.address())
        link.expect("G O T H M U D")
        return link

    def newcomer(self, name: str, *accept: int) -> Telnet:
        """Return somebody new who stands in the square."""
        link = self.connect(*accept)
        link.send(f"create {name} {self.password(name)}")
        link.expect("Ways: ")
        return link

    def returning(self, name: str) -> Telnet:
        """Return somebody who was here before."""
        link = self.connect()
        link.send(f"connect {name} {self.password(name)}")
        link.expect("Ways: ")
        return link

    def password(self, name: str) -> str:
        """Return the password of a name, made at first use."""
        made = self.passwords.setdefault(name, f"lamp-{secrets.token_hex(8)}")
        self.secrets.add(made)
        return made

    def page(self, name: str) -> Page:
        """Return somebody on the websocket, in their body: new, or back again."""
        page, known = self.open_page(), name in self.passwords
        page.send_raw(f"{'connect' if known else 'create'} {name} {self.password(name)}".encode())
        page.next(wire.Welcome)
        return page

    def open_page(self) -> Page:
        """Return a websocket connection at the welcome screen."""
        page = Page(self.ports.websocket, address=self.address())
        page.welcomed()
        return page


def environment() -> dict[str, str]:
    """Return the environment of a city for tests."""
    plain = {key: value for key, value in os.environ.items() if not key.startswith("GOTHMUD_")}
    paths = [str(MORTAL), str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {
        **plain, "PYTHONPATH": os.pathsep.join(paths), "GOTHMUD_MINDS__MUSING_SECONDS": "900", "GOTHMUD_MINDS__ANSWER_PAUSE": "0.2", "GOTHMUD_MODEL__FREEDOM": "full",
    }  # fmt: skip


def homebodies(folder: Path) -> Path:
    """Return a copy of the tiny city in which nobody has a plan: everybody is at home at every hour."""
    shutil.copytree(TINY, folder)
    for path in (folder / "cast").glob("*.md"):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"(?m)^plan:\n(?:  - .*\n)+", "", text), encoding="utf-8")
    return folder


def free_ports() -> int:
    """Return the first of seven free ports in a row above 20000, below those that outgoing connections take."""
    for base in range(20000 + os.getpid() % 1700 * 7, 32700, 7):
        if all(_free(base + step) for step in range(7)):
            return base
    raise AssertionError("no seven free ports in a row")


def _free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _home_of(process: psutil.Process) -> str:
    try:
        return process.environ().get("GOTHMUD_HOME", "") if process.status() != psutil.STATUS_ZOMBIE else ""
    except psutil.Error:
        return ""


def _name_of(process: psutil.Process) -> str:
    try:
        line = " ".join(process.cmdline())
    except psutil.Error:
        return ""
    for name, sign in (("portal", "portal.py"), ("server", "server.py"), ("agents", "-m agents"), ("up", "gothmud up")):
        if sign in line:
            return name
    return ""
