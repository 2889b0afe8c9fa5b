"""What still hangs on a board, and who may write."""

from __future__ import annotations

from datetime import datetime, timedelta

from gothmud.config import Post
from world.post import LONGEST_NOTICE, Paper, hanging, why_no_letter, why_no_notice

NOON = datetime(2026, 3, 7, 12)
RULES = Post(notices=3, notice_days=2, notices_a_day=2, letters_a_day=2, letters=4)


def notice(number: int, hours_ago: float) -> Paper:
    return Paper(number, 1, "Ada", NOON - timedelta(hours=hours_ago), f"world-{number}", f"notice {number}")


def test_the_newest_hang_first_and_push_the_oldest_off() -> None:
    papers = [notice(number, hours_ago=10 - number) for number in range(5)]
    assert [each.id for each in hanging(papers, NOON, RULES)] == [4, 3, 2]


def test_what_is_too_old_comes_down() -> None:
    assert [each.id for each in hanging([notice(1, 47.9), notice(2, 48)], NOON, RULES)] == [1]


def test_notices_are_short_and_few() -> None:
    assert why_no_notice("x" * LONGEST_NOTICE, 1, RULES) == ""
    assert "holds 280 characters; yours has 281" in why_no_notice("x" * 281, 1, RULES)
    assert "2 notices today" in why_no_notice("x", 2, RULES)


def test_letters_are_few_and_so_are_those_that_wait() -> None:
    assert why_no_letter("Ada", 3, 1, RULES) == ""
    assert "2 letters today" in why_no_letter("Ada", 0, 2, RULES)
    assert "box of Ada is full" in why_no_letter("Ada", 4, 0, RULES)


def test_a_paper_is_dated_as_people_write() -> None:
    assert notice(1, 0).dated == "Saturday at 12:00"
