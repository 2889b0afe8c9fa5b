"""A stretch in words for a mind: what matters first, each line with the place in the log that shows it, no longer than
it may be. The same facts give the same text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agents.tower.stretch import Stretch
from agents.tower.usual import Finding
from agents.tower.voice import voice

CHARACTERS = 4  # a token
QUOTES = 4


def rendered(stretch: Stretch, findings: Sequence[Finding], tokens: int) -> str:
    """Return the digest in at most ``tokens``; what doesn't fit is counted in its last line."""
    left, told, lines = tokens * CHARACTERS - 40, list[str](), list(_lines(stretch, findings))
    for each in lines:
        if len(each) + 1 <= left:
            told.append(each)
            left -= len(each) + 1
    if missing := len(lines) - len(told):
        told.append(f"({missing} more lines don't fit.)")
    return "\n".join(told)


def spotted(text: str, spot: object) -> str:
    """Return a line with the place that shows it."""
    return f"- {text} ({spot})" if spot else f"- {text}"


def _lines(stretch: Stretch, findings: Sequence[Finding]) -> Iterator[str]:
    strange = f", {stretch.strange} of them unreadable" if stretch.strange else ""
    many = f"; {stretch.left_out} things were too many to note" if stretch.left_out else ""
    yield f"{stretch.lines} lines of the log{strange}{many}. {len(stretch.people)} people, {stretch.said} lines of talk."
    for each in findings:
        yield spotted(voice().finding(each), each.spot)
    spoken = sorted((each for each in stretch.people.values() if each.quote), key=lambda each: -len(each.quote))
    for each in spoken[:QUOTES]:
        yield spotted(f'{each.name} said: "{each.quote}"', each.quoted_at)
    for each in sorted(stretch.people.values(), key=lambda each: -each.lines):
        if each.places:
            places = ", ".join(each.places)
            yield spotted(f"{each.name}, {each.lines} lines, was at {places}", next(iter(each.places.values())))
    for (one, other), spot in stretch.met.items():
        yield spotted(f"{stretch.name(one)} met {stretch.name(other)}", spot)
