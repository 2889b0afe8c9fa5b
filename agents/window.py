"""The last lines of a room that a short-memory mind holds, and how many tokens its prompt has at most."""

from __future__ import annotations

import re

PROMPT_TOKENS = 600  # of a short-memory mind's question, all of it
ASK_TOKENS = 75  # what stands behind the lines: the question, a rule to hold on to, the chat's own marks
FEWEST = 5  # lines that are left when old ones are let go
KEPT = 0.6  # share of the room's tokens that is left then
LONGEST_LINE = 240  # characters
CUT = " ...\n"  # the end of a line that was cut
PIECE = re.compile(r"[A-Za-z]{1,5}|[^\sA-Za-z]|\n")


def tokens_at_most(text: str) -> int:
    """Return a count of tokens that a text hardly exceeds: five letters, a sign, a byte of other scripts are one each.

    (Measured with SmolLM2's tokens on the headers of the shipped cast; see tests/agents/test_window.py.)
    """
    return sum(1 if each.isascii() else len(each.encode("utf-8", "replace")) for each in PIECE.findall(text))


class Window:
    """Up to ``hears`` lines, within ``tokens``. Old lines go several at a time, so that the text mostly grows at its end:
    an endpoint's cache then holds all but the newest line."""

    def __init__(self, hears: int, tokens: int) -> None:
        self._hears, self._tokens = hears, tokens
        self.lines: list[str] = []

    def add(self, line: str) -> None:
        """Hear one more line (it ends itself)."""
        self.lines.append(shortened(line, self._tokens * KEPT))
        if len(self.lines) > self._hears or tokens_at_most(self.text) > self._tokens:
            self._let_go()

    def clear(self) -> None:
        """Forget all: one came to another room."""
        self.lines.clear()

    @property
    def text(self) -> str:
        """All lines as they stand in the prompt."""
        return "".join(self.lines)

    def _let_go(self) -> None:
        kept = self.lines[-FEWEST:]
        while len(kept) > 1 and tokens_at_most("".join(kept)) > self._tokens * KEPT:
            kept = kept[1:]
        self.lines = kept


def shortened(line: str, tokens: float) -> str:
    """Return a line of at most LONGEST_LINE characters and so many tokens, cut at a word where it has any."""
    if len(line) <= LONGEST_LINE and tokens_at_most(line) <= tokens:
        return line
    for size in range(LONGEST_LINE - len(CUT), 0, -20):
        cut = line.rstrip("\n")[:size]
        short = (cut.rpartition(" ")[0].rstrip() or cut) + CUT
        if tokens_at_most(short) <= tokens:
            return short
    return CUT.lstrip()
