"""Every command has a help text: what it is for in one line, how it is typed, and every word for it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

COMMANDS = Path(__file__).resolve().parents[2] / "gothmud" / "commands"


def commands() -> dict[str, tuple[str, str]]:
    """Return the key and the help of each command in the package, by class, read without a running city."""
    found = {}
    for path in sorted(COMMANDS.glob("*.py")):
        for each in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(each, ast.ClassDef) and each.name.startswith("Cmd"):
                keys = [
                    line.value.value for line in each.body
                    if isinstance(line, ast.Assign) and ast.unparse(line.targets[0]) == "key" and isinstance(line.value, ast.Constant)
                ]  # fmt: skip
                found[each.name] = (str(keys[0]) if keys else "", ast.get_docstring(each) or "")
    return found


@pytest.mark.parametrize(("key", "text"), commands().values(), ids=list(commands()))
def test_a_command_has_help(key: str, text: str) -> None:
    summary, _, rest = text.partition("\n\n")
    assert 5 < len(summary) < 70
    assert "\n" not in summary
    assert not summary.endswith(".")
    usage = re.search(r"^Usage:\n((?:  .+\n?)+)", rest)
    assert usage, "how is it typed?"
    lines = [each.strip() for each in usage[1].splitlines()]
    assert not key or any(each.split()[0] == key or (not key.isalnum() and each[0] == key) for each in lines)


def test_every_command_there_is_can_be_typed() -> None:
    cmdsets = (COMMANDS / "cmdsets.py").read_text(encoding="utf-8")
    body = cmdsets.partition("OURS = ")[2]
    assert [name for name in commands() if not re.search(rf"\b{name}\b", body)] == []
