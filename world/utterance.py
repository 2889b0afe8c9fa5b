"""What a line may be by the time that it is heard. The world trusts neither hands nor minds.

A heard line stands in double quotes behind its speaker's name, so no line may hold any: whatever is written in it, it
ends where its frame ends. What minds write is cleaned of what nobody can say, and is theirs alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable

DOUBLE = re.compile('["“”„‟«»＂]')
QUOTED = re.compile(r'"([^"]*)"|“([^“”]*)”')  # the whole of a line
TAG = re.compile(r"</?\w[^<>]{0,80}>|\[/?[a-z]{1,12}\]")  # <b>, </send>, [i]
STRONG = re.compile(r"(\*\*|__)(.+?)\1")
STAR = re.compile(r"\*([^*]+)\*")
ASIDE = re.compile(r"[\[({][^\])}]*[\])}]")
LABEL = re.compile(
    r"^(?P<name>[^\W\d_][\w.'’ -]{0,39}?)\s*(?::|,?\s+(?:says|whispers|calls)\b[^.!?']{0,40}[,:]\s*')\s*"
)
CLAUSE = re.compile(r"(?:^|[.!?…])\s*$")  # before a stage direction


def one_line(text: str) -> str:
    """Return text as one line without control characters and invisible signs; quotes in it are single ones."""
    line = " ".join("".join(each if each.isprintable() else " " for each in text).split())
    if whole := QUOTED.fullmatch(line):
        line = (whole[1] or whole[2] or "").strip()
    return DOUBLE.sub("'", line)


def spoken(line: str, me: Callable[[str], bool], known: Callable[[str], bool]) -> str:
    """Return what a mind wrote as it would be heard: no markup, no stage directions, no name of its own before it.

    Empty where nothing is left. ``me`` and ``known`` say whether a name is its own, and whether it is anybody's.
    Raises ValueError, which names them, where the line begins in another's name.
    """
    line = STRONG.sub(r"\2", TAG.sub(" ", line))
    while label := LABEL.match(line):
        if not me(label["name"]):
            if known(label["name"]):
                raise ValueError(label["name"])
            break
        line = line[label.end() :].removesuffix("'")
    line = STAR.sub(_starred, ASIDE.sub(" ", line)).replace("*", "")
    return " ".join(line.split())


def shown(line: str, me: Callable[[str], bool]) -> str:
    """Return what a mind wrote of its doings as it stands behind its name: without that name, stars and brackets."""
    line = STRONG.sub(r"\2", TAG.sub(" ", line)).strip("*[](){} ").replace("*", "")
    first, _, rest = line.partition(" ")
    return " ".join((rest if me(first) else line).split())


def _starred(found: re.Match[str]) -> str:
    """Return what is left of words in stars: nothing of a stage direction, the words where they only stress."""
    inside, after = found[1], found.string[found.end() :].lstrip()
    stands_alone = not after or not after[0].islower() or inside[0].islower()
    return " " if CLAUSE.search(found.string[: found.start()]) and stands_alone else inside
