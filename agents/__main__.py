"""``python -m agents``: read the configuration, probe the endpoint, let the minds live, stop them cleanly."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import sys
from functools import partial
from pathlib import Path

from agents.cassette import Cassette, Label, checked, label_of
from agents.control import serve
from agents.endpoint import Endpoint
from agents.household import Household
from agents.model import Model
from agents.probe import Findings, probe, write
from agents.wayfinding import Town
from gothmud.clock import real_sleep
from gothmud.config import Ports, Settings, home_dir, load
from gothmud.errors import GothmudError, StartError

log = logging.getLogger("agents")
PROBE_AGAIN = 5.0  # seconds
ORPHAN_LOOK = 2.0


async def main() -> None:
    """Run until told to stop or orphaned."""
    home = home_dir()
    settings = load(home)
    token = (home / "run" / "token").read_text().strip()
    tape = _tape(home, settings)
    findings = tape.findings if tape and settings.model.cassette_mode == "replay" else await _probed(home, settings)
    endpoint = Endpoint(findings, settings.model.key, settings.model.timeout)
    model = _on_cassette(home, settings, findings, endpoint)
    household = Household(home, settings, findings, model, token)
    answers = {
        "alive": lambda _question: {"alive": True},
        "status": lambda _question: household.state(), "interview": household.interview,
        "freeze": lambda _question: household.look_whether_frozen(),
        "settle": lambda _question: household.look_who_lives_here(),
    }  # fmt: skip
    server = await serve(Ports.from_base(settings.city.port).control, token, answers)
    async with server:
        await _until_stopped(household)
    await endpoint.close()


async def _until_stopped(household: Household) -> None:
    stop = asyncio.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(each, stop.set)
    life = asyncio.create_task(household.run())
    orphan = asyncio.create_task(_orphaned())
    stopped = asyncio.create_task(stop.wait())
    await asyncio.wait({life, orphan, stopped}, return_when=asyncio.FIRST_COMPLETED)
    for task in (life, orphan, stopped):
        task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await life


async def _orphaned() -> None:
    parent = os.getppid()
    while os.getppid() == parent:
        await real_sleep(ORPHAN_LOOK)


async def _probed(home: Path, settings: Settings) -> Findings:
    """Probe until the endpoint answers; the world goes on meanwhile, on dice."""
    url, embedded = settings.model.endpoint, settings.model.embedded
    while True:
        try:
            findings = await asyncio.to_thread(probe, url, settings.model, settings.model.key, embedded=embedded)
        except StartError as error:
            log.warning("%s", error)
            (home / "run" / "endpoint.trouble").write_text(str(error))
            await real_sleep(PROBE_AGAIN)
            continue
        (home / "run" / "endpoint.trouble").unlink(missing_ok=True)
        write(findings, home / "run" / "endpoint.json")
        return findings


def _tape(home: Path, settings: Settings) -> Label | None:
    """Return the label of the cassette that the settings name, where it was recorded already."""
    return label_of(home / settings.model.cassette) if settings.model.cassette else None


def _on_cassette(home: Path, settings: Settings, findings: Findings, endpoint: Endpoint) -> Model:
    """Return what answers: the endpoint, or the cassette before it. A city or model of another kind is an error, told."""
    if not settings.model.cassette:
        return endpoint
    path, told = home / settings.model.cassette, home / "run" / "cassette.trouble"
    town = Town.model_validate_json((home / "minds" / "city.json").read_text(encoding="utf-8"))
    label = Label(city=town.name, seed=settings.city.seed, begins=settings.city.begins, findings=findings)
    if known := label_of(path):
        checked(path, known, label.city, findings.model)
    told.unlink(missing_ok=True)
    return Cassette(path, label, settings.model.cassette_mode, endpoint, partial(_diverged, told))


def _diverged(told: Path, text: str) -> None:
    log.error("%s", text)
    told.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for noisy in ("httpx", "httpcore", "openai", "websockets"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    try:
        asyncio.run(main())
    except GothmudError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
