"""A closer look: bounded answers to three questions, nothing else, and nothing of who is forgotten or of what is hidden."""

from __future__ import annotations

from pathlib import Path

import pytest

from agents.tower.drill import MOST, Drill
from agents.tower.reading import sizes
from gothmud import wire
from tests.agents.fakes import NOON
from tests.agents.tower.logs import Log


@pytest.fixture
def log(tmp_path: Path) -> Log:
    """Ada and Bruno talk, Moll whispers to Wim, Wim walks, Moll types."""
    made = Log(tmp_path, NOON)
    made.say(2, "Good day.", 3)
    made.whisper(5, 4, "At nine.")
    made.arrive(4, "The Shed", 2)
    made.typed(5, "whis wim = at ten")
    return made


def asked(log: Log, *questions: str, forgotten: set[int] | None = None, whispers: bool = True) -> str:
    drill = Drill(log.folder, {}, sizes(log.folder), forgotten or set(), whispers=whispers)
    return drill.answers(questions, 3)


def test_the_three_questions(log: Log) -> None:
    assert asked(log, "inspect WIM") == (
        'inspect WIM:\n- 12:00 The Square: Moll whispers to Wim: "At nine." (audit-2026-11-25:3)\n'
        "- 12:00 Wim comes to The Shed (audit-2026-11-25:5)"
    )
    assert "Wim comes to The Shed" in asked(log, "trace the shed")
    assert asked(log, "quote 2026-11-25:2").endswith('Ada says: "Good day." (audit-2026-11-25:2)')
    assert "Moll typed: whis wim = at ten" in asked(log, "quote audit-2026-11-25:7")


def test_anything_else_is_nothing(log: Log) -> None:
    assert asked(log, "rm -rf /", "inspect", "say hello", "quote ../../etc/passwd:1") == ""
    assert asked(log, "inspect Nobody", "quote 2026-11-25:99").count("- nothing") == 2


def test_answers_and_their_number_are_bounded(log: Log) -> None:
    for each in range(30):
        log.say(2, f"Line {each}", 3)
    told = asked(log, *["inspect Ada"] * 5)
    assert told.count("inspect Ada:") == 3
    assert len(told.splitlines()) == 3 * (MOST + 1)
    assert "Line 29" in told


def test_a_letter_is_hidden_as_a_whisper_is_and_by_frames_never_shown(log: Log) -> None:
    log.typed(5, "write Wim: the ninth step")
    log.put(4, "out", frame=wire.Letter(seq=9, event="world-9", at=NOON, who=5, called="Moll", text="The ninth step.",
        human=True, written=NOON, letter="world-8").encode())  # fmt: skip
    assert "the ninth step" in asked(log, "quote 2026-11-25:8")
    assert "ninth" not in asked(log, "quote 2026-11-25:9", "inspect Moll", "inspect Wim")
    assert "ninth" not in asked(log, "quote 2026-11-25:8", "quote 2026-11-25:9", whispers=False)


def test_nothing_of_the_forgotten_or_of_what_is_hidden(log: Log) -> None:
    for question in ("inspect Moll", "trace The Square", "quote 2026-11-25:3", "quote 2026-11-25:7"):
        assert "nine" not in asked(log, question, forgotten={4})
        told = asked(log, question, whispers=False)
        assert "nine" not in told and "ten" not in told
    assert "typed" not in asked(log, "quote 2026-11-25:7", forgotten={5})
