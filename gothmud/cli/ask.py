"""``gothmud ask``: interview minds as they are, without leaving a trace in them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Annotated, Any

import typer

from gothmud.cli.options import Home, Json, chosen_running
from gothmud.config import Ports
from gothmud.errors import ConfigError, StartError
from gothmud.status import ask_minds

WITHIN = 180.0  # seconds for one answer: it waits its turn at the model


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(ask)


def ask(
    who: Annotated[
        list[str] | None, typer.Argument(help="The person's id and the question; with --all only the question.")
    ] = None,
    all_minds: Annotated[bool, typer.Option("--all", help="Ask every agent.")] = False,
    file: Annotated[str, typer.Option(help="A questionnaire: one question a line, '#' for remarks.")] = "",
    as_csv: Annotated[bool, typer.Option("--csv", help="As CSV.")] = False,
    home: Home = "",
    as_json: Json = False,
) -> None:
    """Ask a mind something. It answers from its context as it is; neither context nor notes nor cache change."""
    folder, ports = chosen_running(home)
    names, questions = _who_and_what(folder, ports, who or [], file, all_minds=all_minds)
    answers = [_answer(folder, ports, name, question) for question in questions for name in names]
    print(_shown(answers, as_csv=as_csv, as_json=as_json))


def _who_and_what(
    folder: Path, ports: Ports, who: list[str], file: str, *, all_minds: bool
) -> tuple[list[str], list[str]]:  # fmt: skip
    words = who if all_minds else who[1:]
    questions = [" ".join(words)] if words else []
    if file:
        questions += _questions(Path(file))
    if not questions:
        raise ConfigError('ask: no question; expected: gothmud ask ada "What do you want?", or --file QUESTIONS')
    if not all_minds and not who:
        raise ConfigError('ask: nobody to ask; expected: gothmud ask ada "What do you want?", or --all')
    if not all_minds:
        return who[:1], questions
    state = ask_minds(folder, ports)
    if state is None:
        raise StartError("the minds don't answer; see 'gothmud logs agents'")
    return sorted(name for name, each in state["minds"].items() if each.get("agent")), questions


def _questions(path: Path) -> list[str]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: can't be read: {error}; expected one question a line") from None
    return [each.strip() for each in lines if each.strip() and not each.lstrip().startswith("#")]


def _answer(folder: Path, ports: Ports, name: str, question: str) -> dict[str, Any]:
    told = ask_minds(folder, ports, "interview", WITHIN, name=name, question=question)
    if told is None:
        raise StartError("the minds don't answer; see 'gothmud logs agents'")
    if "refused" in told:
        raise ConfigError(told["refused"])
    return told


def _shown(answers: list[dict[str, Any]], *, as_csv: bool, as_json: bool) -> str:
    if as_json:
        return json.dumps(answers, ensure_ascii=False, indent=1)
    if as_csv:
        held = io.StringIO()
        writer = csv.DictWriter(held, ["name", "question", "answer", "entry"])
        writer.writeheader()
        writer.writerows(answers)
        return held.getvalue().rstrip("\n")
    return "\n".join(f"{each['name']}: {each['answer'] or '(no answer: the model gave none)'}" for each in answers)
