"""The supervisor with processes that listen, hang or give up; stand-ins, but for the one whose last words are real."""

from __future__ import annotations

import os
import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from gothmud import child as child_module
from gothmud import supervisor as supervisor_module
from gothmud.child import Child
from gothmud.cli.up import logs
from gothmud.config import HOME_VARIABLE, City, Ports, Settings
from gothmud.errors import StartError
from gothmud.supervisor import Supervisor, check_ports
from tests.crash.city import TOWN
from tests.live.script import plan
from tests.live.town import free_ports
from tests.live.waiting import until
from tests.scripted import Scripted

PAGES = """
import http.server, sys
class Pages(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{"clock": "stands"}')
http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Pages).serve_forever()
"""
CONTROL = """
import asyncio, sys
from agents.control import serve
async def main():
    async with await serve(int(sys.argv[1]), "token", {"alive": lambda _: {"alive": True}}) as server:
        await server.serve_forever()
asyncio.run(main())
"""
SILENT = "import signal; signal.pause()"


@pytest.fixture
def city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Supervisor]:
    """A supervisor in a hurry, of stand-ins for portal, server and minds that answer."""
    monkeypatch.setattr(supervisor_module, "HEALTH_EVERY", 0.05)
    monkeypatch.setattr(supervisor_module, "STARTS_WITHIN", 20.0)
    monkeypatch.setattr(child_module, "HUNG_AFTER", 0.3)
    with Scripted(plan) as model:
        made = Supervisor(tmp_path, Settings(city=City(port=free_ports())), model.url)
        for name in ("run", "logs", "minds"):
            (tmp_path / name).mkdir()
        (tmp_path / "run" / "token").write_text("token")
        (tmp_path / "minds" / "city.json").write_text(TOWN.model_dump_json())
        stand_in(made, "portal", PAGES, made.ports.web)
        stand_in(made, "server", PAGES, made.ports.web_inner)
        stand_in(made, "agents", CONTROL, made.ports.control)
        yield made
        for each in made.children:
            if each.process:
                each.process.kill()
                each.process.wait()


def child(city: Supervisor, name: str) -> Child:
    return next(each for each in city.children if each.name == name)


def stand_in(city: Supervisor, name: str, script: str, port: int = 0) -> None:
    child(city, name).command = [sys.executable, "-c", script, str(port)]


def pids(city: Supervisor) -> dict[str, int]:
    return {each.name: each.process.pid for each in city.children if each.process}


def lit(city: Supervisor) -> dict[str, int]:
    """Start all, wait until all have answered; return their pids."""
    city.start()
    until(lambda: city.look() or all(each.answered > each.started for each in city.children), "all answer")
    return pids(city)


@pytest.mark.parametrize("name", ["portal", "server", "agents"])
def test_who_hangs_is_started_again_and_nobody_else(city: Supervisor, name: str) -> None:
    before = lit(city)
    os.kill(before[name], signal.SIGSTOP)
    until(lambda: city.look() or (pids(city)[name] != before[name] and child(city, name).alive), "it is back")
    assert {each for each, pid in pids(city).items() if pid != before[each]} == {name}


def test_minds_whose_endpoint_loads_are_waited_for(city: Supervisor, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(city, "agents", SILENT)
    stand_in(city, "server", SILENT)
    child(city, "server").first = 0.3
    city.start()
    before = pids(city)
    until(lambda: city.look() or child(city, "server").restarts == 1, "the server is taken for hung")
    assert pids(city)["agents"] == before["agents"]


def test_a_mistake_in_a_setting_ends_the_start_with_its_message(city: Supervisor) -> None:
    (city.home / "gothmud.toml").write_text('[minds]\nbehaviours = ["memry"]\n')
    child(city, "agents").command = [sys.executable, "-m", "agents"]
    city.start()
    with pytest.raises(StartError, match=r"'memry'.*agents\.log"):
        city.wait_until_up()


def test_taken_ports_and_an_address_of_another_machine_are_told_apart() -> None:
    ports = Ports.from_base(free_ports())
    check_ports(["127.0.0.1"], ports)
    with pytest.raises(StartError, match=r"city\.interface: found '203\.0\.113\.7'; expected an address of this"):
        check_ports(["127.0.0.1", "203.0.113.7"], ports)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", ports.web))
        taken.listen()
        with pytest.raises(StartError, match=rf"port {ports.web} \(web\) is taken"):
            check_ports(["127.0.0.1"], ports)


def test_a_city_on_an_address_of_its_own_listens_on_loopback_too() -> None:
    assert City(interface="192.168.1.5").interfaces == ["127.0.0.1", "192.168.1.5"]
    assert [City(interface=each).interfaces for each in ("127.0.0.1", "0.0.0.0", "::")] == [["127.0.0.1"], ["0.0.0.0"], ["::"]]  # fmt: skip
    with pytest.raises(ValueError, match="interface"):
        City(interface="my host")


def test_a_long_log_is_put_aside_at_a_start_and_read_from_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(HOME_VARIABLE, "")  # --home sets it for the whole process
    monkeypatch.setattr(child_module, "LOG_BYTES", 1000)
    monkeypatch.setattr(child_module, "TAIL", 500)
    (tmp_path / "logs").mkdir()
    log = tmp_path / "logs" / "painter.log"
    one = Child(
        "painter", [sys.executable, "-c", "print('\\n'.join(f'line {each}' for each in range(200)))"], log, {}, 9
    )
    for _ in range(3):
        one.start()
        assert one.process is not None
        one.process.wait()
    assert {each.name for each in log.parent.iterdir()} == {"painter.log", "painter.old.log"}
    assert log.read_text().count("line 199") == 1
    logs(home=str(tmp_path), lines=2)
    assert capsys.readouterr().out == "==> painter.log <==\nline 198\nline 199\n"
    logs(home=str(tmp_path), process="painter", lines=1000)
    assert "line 100" not in (shown := capsys.readouterr().out)
    assert all(each.startswith("line ") for each in shown.splitlines()[1:])
