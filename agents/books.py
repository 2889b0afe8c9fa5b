"""What the calls cost: each into the record, counted for ``gothmud status``, held against the budget."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

from agents.budget import Budget, reckoned
from agents.model import Answer, Completion
from agents.prefix import Prompts
from agents.probe import Findings
from agents.queue import Asked
from gothmud import record
from gothmud.clock import wall
from gothmud.config import Budget as Limits
from gothmud.events import Call, Rationed
from gothmud.record import Recorder


class Books:
    """The books of one household. ``tiers`` says of which tier a mind is."""

    def __init__(self, recorder: Recorder, findings: Findings, limits: Limits) -> None:
        self._recorder, self._findings = recorder, findings
        self._prompts: defaultdict[str, Prompts] = defaultdict(Prompts)
        self.tiers: dict[str, str] = {}
        self.tokens = {"calls": 0, "prompt": 0, "cached": 0, "novel": 0, "output": 0}
        self.budget = Budget(limits)

    def remember(self, folder: Path) -> None:
        """Count what the record says was used in the present hour and day: a restart is no way around a limit."""
        if any(self.budget.limits.model_dump().values()):
            for each in record.read(folder, "agents", wall().date().isoformat()):
                if isinstance(each, Call):
                    self.budget.remember(each)
            self._tell_budget()

    def asked(self, asked: Asked) -> None:
        """Write a call of a mind down."""
        request, answer = asked.request, asked.answer
        novel = _novel(answer.prompt_tokens, self._prompts[request.agent].novel_share(request))
        self._write(
            answer, novel, cause=request.cause, agent=request.agent, tier=self.tiers.get(request.agent, ""),
            purpose=request.purpose, priority=request.priority.name.lower(), reckoned_tokens=reckoned(request, answer),
            queue_seconds=round(asked.queue_seconds, 4), model_seconds=round(asked.model_seconds, 4),
        )  # fmt: skip
        self._tell_budget()

    def probed(self) -> None:
        """Write down the probe's questions: nobody's, but the endpoint counted them."""
        for each in self._findings.probed:
            self._recorder.write(
                Call, agent="", purpose="probe", priority="background", model=self._findings.model, ok=each.ok,
                failure="" if each.ok else "refused: the endpoint can't do that", prompt_tokens=each.prompt_tokens,
                cached_tokens=each.cached_tokens, output_tokens=each.output_tokens, queue_seconds=0.0,
                model_seconds=round(each.seconds, 4),
            )  # fmt: skip

    def state(self) -> list[dict[str, Any]]:
        """Return the budgets that have a limit, for ``gothmud status``."""
        return [
            {
                "agent": each.agent, "window": each.window, "used": each.used, "limit": each.limit,
                "stopped": [priority.name.lower() for priority in each.stopped],
            }
            for each in self.budget.purses()
        ]  # fmt: skip

    def _write(self, answer: Answer, novel: int | None, **fields: Any) -> None:
        done = isinstance(answer, Completion)
        self._recorder.write(
            Call, model=self._findings.model, ok=done, failure="" if done else f"{answer.kind}: {answer.text}",
            prompt_tokens=answer.prompt_tokens, cached_tokens=answer.cached_tokens, output_tokens=answer.output_tokens,
            novel_tokens=novel, first_token_seconds=answer.first_token_seconds if done else None, **fields,
        )  # fmt: skip
        self.tokens["calls"] += 1
        for key, count in (
            ("prompt", answer.prompt_tokens), ("cached", answer.cached_tokens), ("novel", novel),
            ("output", answer.output_tokens),
        ):  # fmt: skip
            self.tokens[key] += count or 0

    def _tell_budget(self) -> None:
        for each in self.budget.news():
            stopped = [priority.name.lower() for priority in each.stopped]
            self._recorder.write(
                Rationed, agent=each.agent, window=each.window, used=each.used, limit=each.limit, stopped=stopped
            )


def _novel(prompt_tokens: int | None, share: float) -> int | None:
    """Return how many of a prompt's tokens are new to its mind; None where the endpoint counts no tokens."""
    return None if prompt_tokens is None else round(prompt_tokens * share)
