"""The best sayable line of some tries, and who worded it."""

from __future__ import annotations

import pytest

from agents.model import Completion, Failure, Priority, Request
from agents.sayable import Scene
from agents.wording import GOOD_ENOUGH, LEAST, ROUNDS, word
from tests.agents.fakes import FakeModel

SCENE = Scene("Where is the tower?", names=frozenset({"ada"}))
GOOD = Completion("The tower is up the hill.", prompt_tokens=40, surprise=0.5)
FAIR = Completion("There is tea and some bread.", prompt_tokens=50, surprise=1.5)
POOR = Completion("Tea.", prompt_tokens=60, surprise=2.4)
BAD = Completion("As an AI I can't.", prompt_tokens=70, surprise=0.5)
ALL = sum(map(len, ROUNDS))


async def worded(*answers: Completion | Failure) -> tuple[object, list[float], list[tuple[str, str]]]:
    model, drops = FakeModel(*answers), []
    line = await word(
        model, lambda temperature: Request("answer", "ada", Priority.HUMAN, prompt="x", temperature=temperature), SCENE,
        lambda why, text: drops.append((why, text)),
    )  # fmt: skip
    return line, [each.temperature for each in model.asked], drops


def test_the_cases_are_what_they_are_called() -> None:
    from agents.sayable import judged

    scores = [judged(each.text, each.surprise, SCENE) for each in (GOOD, FAIR, POOR, BAD)]
    assert scores[0].score >= GOOD_ENOUGH > scores[1].score >= LEAST > scores[2].score
    assert [bool(each.why_not) for each in scores] == [False, False, False, True]


@pytest.mark.parametrize(
    ("answers", "line", "by", "calls"),
    [
        ([GOOD], GOOD.text, "model", 1),
        ([BAD, GOOD], GOOD.text, "model", 2),
        ([FAIR, POOR], FAIR.text, "model", 2),
        ([POOR, FAIR], FAIR.text, "model", 2),
        ([BAD, BAD, GOOD], GOOD.text, "retry", 3),
        ([POOR, POOR, BAD, FAIR, BAD], FAIR.text, "retry", 5),
        ([BAD, POOR, FAIR, GOOD], GOOD.text, "retry", 4),
    ],
)
async def test_the_first_good_or_the_best_line_is_taken(
    answers: list[Completion], line: str, by: str, calls: int
) -> None:
    found, temperatures, drops = await worded(*answers)
    assert (found.line, found.by, found.why_not) == (line, by, "")
    assert temperatures == [each for row in ROUNDS for each in row][:calls]
    assert drops == [("out of character", BAD.text)] * answers[:calls].count(BAD)


@pytest.mark.parametrize("answer", [BAD, POOR])
async def test_where_nothing_can_be_said_nothing_is(answer: Completion) -> None:
    found, temperatures, _ = await worded(answer)
    assert (found.line, found.why_not, len(temperatures)) == ("", "nothing sayable", ALL)


@pytest.mark.parametrize("before", [0, 1, 3])
async def test_a_failure_stops_the_tries(before: int) -> None:
    found, temperatures, _ = await worded(*[BAD] * before, Failure("timeout", "no answer"), GOOD)
    assert (found.line, found.why_not, len(temperatures)) == ("", "no answer", before + 1)


async def test_tokens_are_those_of_the_prompt_and_not_forgotten_when_not_reported() -> None:
    found, _, _ = await worded(BAD, Completion(GOOD.text, None, surprise=0.5))
    assert found.tokens == BAD.prompt_tokens
