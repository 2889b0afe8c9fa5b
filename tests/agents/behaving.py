"""Behaviours as files of a home, for tests: what each begins with, and an agent that has them alone."""

from __future__ import annotations

from pathlib import Path

from agents.view import Occasion
from tests.agents.fakes import FakeModel
from tests.agents.lives import NONE_ON, SAY, Life, life

HEAD = "import asyncio, threading\nfrom agents.hookspecs import hookimpl\nfrom agents.own import OwnAction\nfrom agents.view import Note\n"
GOOD = HEAD + "@hookimpl\nasync def before_turn(mind): return Note('[{0}]', '{0}')\n"
RAISES = "@hookimpl\ndef before_turn(): raise RuntimeError('no moon')"
MUSE = Occasion("muse")


def behaviour(home: Path, name: str, code: str) -> None:
    (home / "behaviours").mkdir(exist_ok=True)
    (home / "behaviours" / f"{name}.py").write_text(code)


def lived(home: Path, *on: str) -> Life:
    return life(home, FakeModel(SAY), on=[*NONE_ON, *on])
