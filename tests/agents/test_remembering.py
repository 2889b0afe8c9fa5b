"""What is remembered at the start of a context: a day's words unchanged from night to night, within the tokens."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from agents.memory.vault import Vault
from agents.remembering import CHARACTERS, DAYS, remembered
from tests.agents.memory.vaults import NIGHT, draft, put, written

FOUR_K = int(4096 * 0.8 * 0.25)  # the share that a compaction gives
WORDS = ("apple", "bread", "cloud", "door", "egg", "fog")


def day(vault: Vault, number: int, happened: str = "", facts: str = "Talked with nobody.") -> None:
    at = NIGHT + timedelta(days=number)
    sections = {"The_day": facts} | ({"What_happened": happened} if happened else {})
    written(vault, draft(f"{at:%F}", f"{at:%A %d %B}", "day", **sections), at)


def line_of(text: str, start: str) -> str:
    return next((each for each in text.splitlines() if each.startswith(start)), "")


def test_a_days_words_are_the_same_from_night_to_night_then_gone(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    seen: list[str] = []
    for number, word in enumerate(WORDS):
        day(vault, number, f"I dreamt of {word}. " + f"It was {word} again. " * 10)
        seen.append(line_of(remembered(vault, "Ada", full=True, tokens=FOUR_K), "Saturday 07 March"))
    assert seen[0].startswith("Saturday 07 March: I dreamt of apple. It was apple again.")
    assert seen[:DAYS] == [seen[0]] * DAYS and seen[DAYS:] == [""] * (len(WORDS) - DAYS)


def test_a_long_day_gets_shorter_once_and_is_never_worded_anew(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    day(vault, 0, "Much happened today. " * 60)
    first = line_of(remembered(vault, "Ada", full=True, tokens=FOUR_K), "Saturday")
    later = []
    for number in (1, 2):
        day(vault, number, "Little.")
        later.append(line_of(remembered(vault, "Ada", full=True, tokens=FOUR_K), "Saturday"))
    assert later[0] == later[1] and first.startswith(later[0]) and len(later[0]) < 300 < len(first)


def test_a_day_without_words_has_its_facts_with_links_as_read(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    written(vault, draft(What_I_think="Kind.", What_I_promised="A lamp."))
    day(vault, 0, facts="Talked with [[mira-p2|Mira]] (3 lines).")
    text = remembered(vault, "Ada", full=True, tokens=FOUR_K)
    assert "\nSaturday 07 March: Talked with Mira (3 lines).\n" in text
    assert "You know Mira. Kind. You promised: A lamp." in text
    assert (
        remembered(vault, "Ada", full=False, tokens=FOUR_K) == "(Saturday 07 March: Ada talked with Mira (3 lines).)\n"
    )


def test_nothing_is_remembered_of_an_empty_vault(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    assert remembered(vault, "Ada", full=True, tokens=99).strip() == "[What you remember]"
    assert remembered(vault, "Ada", full=False, tokens=99) == ""


def test_what_is_open_is_told_the_newest_of_it(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    written(vault, draft("memo", "Memo", "thread", Open="\n".join(f"- thing {each}" for each in range(200))))
    text = line_of(remembered(vault, "Ada", full=True, tokens=FOUR_K), "Open: ")
    assert text.endswith("- thing 199") and len(text) < 320


def test_whom_one_noted_last_is_known(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    for number in range(12):
        put(tmp_path, f"---\nid: h{number}\nname: By hand {number}\n---\n", f"people/h{number}.md")
    written(vault, draft(What_I_think="Kind."))
    assert "You know Mira. Kind." in remembered(vault, "Ada", full=True, tokens=FOUR_K)


@pytest.mark.parametrize("tokens", [1, 20, 100, FOUR_K, 8000])
@pytest.mark.parametrize("full", [True, False])
def test_it_fits(tmp_path: Path, tokens: int, full: bool) -> None:
    vault = Vault(tmp_path)
    for number in range(5):
        day(vault, number, "Very much happened. " * 190, "Talked a lot. " * 50)
        written(
            vault,
            draft(f"p{number}", f"N{'abcde'[number]}", What_I_think="Long thoughts. " * 90),
            NIGHT + timedelta(days=number),
        )
    written(vault, draft("memo", "Memo", "thread", Open="Buy bread. " * 200))
    text = remembered(vault, "Ada", full=full, tokens=tokens)
    assert len(text) <= (tokens * CHARACTERS if full else 250)
    if full and tokens >= FOUR_K:
        assert "Wednesday 11 March: Very much happened." in text and "You know Ne." in text
