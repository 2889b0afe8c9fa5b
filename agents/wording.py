"""Carry a small model: let it go on with a transcript a few times, keep what can be said, choose the best of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from agents.mind import By
from agents.model import Completion, Failure, Model, Request
from agents.sayable import Candidate, Scene, judged

ROUNDS = ((0.3, 0.5), (0.7, 0.4, 0.9))  # temperatures of a first and a second try
GOOD_ENOUGH = -1.35  # score at which no further candidate is asked for
LEAST = -2.3  # score below which the dice speak instead
LINE_TOKENS = 30
SAMPLING = {"top_p": 0.9, "repeat_penalty": 1.1}


@dataclass(frozen=True, slots=True)
class Worded:
    """A line and who worded it, or none and why."""

    line: str = ""
    by: By = "model"
    why_not: str = ""
    tokens: int = 0  # of the prompt, for the count of novel tokens


async def word(
    model: Model, request: Callable[[float], Request], scene: Scene, on_drop: Callable[[str, str], None]
) -> Worded:
    """Return the best sayable line of up to five tries; ``request`` makes the question for a temperature."""
    tokens, why_not = 0, ""
    for number, temperatures in enumerate(ROUNDS):
        candidates: list[Candidate] = []
        for temperature in temperatures:
            answer = await model.complete(request(temperature))
            if isinstance(answer, Failure):
                return Worded(why_not=answer.text, tokens=tokens)
            tokens = answer.prompt_tokens or tokens
            candidate = _judge(answer, scene, on_drop)
            candidates += [candidate] if not candidate.why_not else []
            if candidates and candidates[-1].score >= GOOD_ENOUGH:
                break
        best = max(candidates, key=lambda each: each.score, default=None)
        if best and best.score >= LEAST:
            return Worded(best.line, "retry" if number else "model", tokens=tokens)
        why_not = "nothing sayable"
    return Worded(why_not=why_not, tokens=tokens)


def _judge(answer: Completion, scene: Scene, on_drop: Callable[[str, str], None]) -> Candidate:
    candidate = judged(answer.text, answer.surprise, scene)
    if candidate.why_not:
        on_drop(candidate.why_not, answer.text)
    return candidate
