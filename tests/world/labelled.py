"""The lines that were labelled by hand, and how the matcher does on them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML

from world.retelling import Fact, Line, Matcher

FILE = Path(__file__).resolve().parents[1] / "data" / "tellings.yaml"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A line, the fact it is held against, and what a reader says: whether it tells it. ``tuned``: of a fact on which
    the matcher's numbers were chosen."""

    fact: str
    line: Line
    tells: bool
    kind: str
    tuned: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """How the matcher does on some lines."""

    lines: int
    precision: float
    recall: float
    wrong: tuple[Labelled, ...]


def facts() -> dict[str, Fact]:
    """Return the facts by their name."""
    return {name: Fact(name, each["text"], each["aliases"]) for name, each in _file()["facts"].items()}


def labelled() -> list[Labelled]:
    """Return all lines."""
    told = _file()
    return [
        Labelled(
            each["fact"], Line(each["text"], each.get("by", ""), each.get("to", ""), [each[at] for at in ("before",) if at in each]),
            each["tells"], each["kind"], each["fact"] in told["tuned"],
        )
        for each in told["lines"]
    ]  # fmt: skip


def figures(lines: Iterable[Labelled]) -> Figures:
    """Return precision and recall on some lines."""
    matchers = {name: Matcher(fact) for name, fact in facts().items()}
    judged = [(each, matchers[each.fact].judge(each.line).tells) for each in lines]
    right = sum(each.tells and said for each, said in judged)
    wrong = tuple(each for each, said in judged if each.tells != said)
    said, told = sum(said for _, said in judged), sum(each.tells for each, _ in judged)
    return Figures(len(judged), right / max(1, said), right / max(1, told), wrong)


def _file() -> dict:
    return YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))
