"""Cassettes: the same requests get the same answers in their order; what isn't there is shown, and is a failure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from agents.cassette import Cassette, Label, Mode, checked, label_of
from agents.model import Answer, Completion, Failure, Priority, Request
from agents.probe import Findings
from gothmud.errors import ConfigError

LABEL = Label(
    city="Tiny", seed=1, begins=datetime(2026, 11, 24, 10), findings=Findings(url="http://x/v1", dialect="x", model="m")
)
ASKED = Request("answer", "ada", Priority.HUMAN, messages=({"role": "user", "content": "The square. Pip says: rain."},))


class Numbered:
    """A model that counts its answers, or gives those that it was told to."""

    paused = False

    def __init__(self, answers: Sequence[Answer] = ()) -> None:
        self.answers, self.asked = list(answers), 0

    async def complete(self, request: Request) -> Answer:
        self.asked += 1
        return self.answers.pop(0) if self.answers else Completion(f"{request.agent} {self.asked}", prompt_tokens=7)


def tape(path: Path, mode: Mode, model: Numbered, told: list[str] | None = None) -> Cassette:
    return Cassette(path, LABEL, mode, model, (told if told is not None else []).append)


async def test_the_same_requests_get_the_same_answers_in_their_order(tmp_path: Path) -> None:
    path, model = tmp_path / "a.cassette", Numbered()
    recording, other = tape(path, "record", model), replace(ASKED, agent="otto")
    asked = [ASKED, other, ASKED, replace(ASKED, temperature=0.1)]
    given = [await recording.complete(each) for each in asked]
    again = tape(path, "replay", Numbered())
    assert [await again.complete(each) for each in (other, ASKED, ASKED, asked[3])] == [given[1], given[0], *given[2:]]
    assert model.asked == 4
    assert label_of(path) == LABEL


async def test_a_failure_is_replayed_and_asked_anew_in_the_automatic_mode(tmp_path: Path) -> None:
    path, failed = tmp_path / "a.cassette", Failure("timeout", "no answer within 60 s")
    assert await tape(path, "auto", Numbered([failed])).complete(ASKED) == failed
    assert await tape(path, "replay", Numbered()).complete(ASKED) == failed
    assert await tape(path, "auto", Numbered()).complete(ASKED) == Completion("ada 1", prompt_tokens=7)
    added = tape(path, "auto", model := Numbered())
    assert await added.complete(ASKED) == Completion("ada 1", prompt_tokens=7)
    assert model.asked == 0


async def test_the_first_request_that_is_not_there_is_shown_where_it_parts(tmp_path: Path) -> None:
    path, told = tmp_path / "a.cassette", []
    recording = tape(path, "record", Numbered())
    await recording.complete(ASKED)
    longer = replace(ASKED, messages=(*ASKED.messages, {"role": "user", "content": "Olga comes in."}))
    await recording.complete(longer)
    again = tape(path, "replay", Numbered(), told)
    await again.complete(ASKED)
    strange = replace(ASKED, messages=(*ASKED.messages, {"role": "user", "content": "Oleg comes in."}))
    first, second = await again.complete(strange), await again.complete(strange)
    assert isinstance(first, Failure)
    assert isinstance(second, Failure)
    assert first.kind == "diverged"
    assert told == [first.text]
    assert first.text.startswith(
        "cassette a.cassette: call 2 of 'ada' (answer) isn't on it; after 41 characters they part"
    )
    assert "Ol'" not in first.text
    assert "ga comes in" in first.text
    assert "eg comes in" in first.text
    assert second.text == "cassette a.cassette: call 3 of 'ada' (answer) isn't on it; it has 2 of this mind"


async def test_the_same_words_asked_otherwise_are_told_so(tmp_path: Path) -> None:
    path = tmp_path / "a.cassette"
    await tape(path, "record", Numbered()).complete(ASKED)
    answer = await tape(path, "replay", Numbered()).complete(replace(ASKED, schema={"type": "object"}))
    assert isinstance(answer, Failure)
    assert "the words are the same" in answer.text


def test_another_city_or_model_is_refused(tmp_path: Path) -> None:
    checked(tmp_path, LABEL, "Tiny", "m")
    checked(tmp_path, LABEL, "", "")
    with pytest.raises(ConfigError, match="it is of city 'Tiny', expected 'Gothmud'"):
        checked(tmp_path, LABEL, "Gothmud", "m")
    with pytest.raises(ConfigError, match="it is of model 'm', expected 'qwen'"):
        checked(tmp_path, LABEL, "Tiny", "qwen")


def test_a_file_of_another_kind_is_no_cassette(tmp_path: Path) -> None:
    (tmp_path / "x").write_text('{"kind": "said"}\n')
    with pytest.raises(ConfigError, match="is it a cassette"):
        label_of(tmp_path / "x")
    assert label_of(tmp_path / "nothing") is None
