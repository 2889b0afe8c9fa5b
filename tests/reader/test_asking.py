"""A question: quotes that stand in the record, at the places that are named; a model can't add one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from gothmud.errors import RecordError, StartError
from gothmud.reader.asking import find, holds, shown
from gothmud.reader.quotes import Quote
from tests.reader.home import SAID, Home, able, line_at, reads
from tests.replay.making import BRUNO, HUMAN

KEYS = "Who has the keys of the ward?"


async def test_quotes_and_places_are_real(tmp_path: Path) -> None:
    home = Home(tmp_path)
    found = await find(tmp_path, KEYS, None)
    assert [each.id for each in found.quotes] == [home.said[BRUNO]]
    (quote,) = found.quotes
    place = found.places[quote.id]
    assert line_at((place.file, place.line))["text"] == quote.text == SAID[BRUNO]
    assert f"[world-2, record/{place.file.name}:2]" in shown(found, tmp_path)
    assert found.answer == ""


async def test_the_one_asked_about_is_found_by_name(tmp_path: Path) -> None:
    home = Home(tmp_path)
    assert (await find(tmp_path, "What did Corvina say?", None)).quotes[0].id == home.said[HUMAN]


async def test_a_word_is_found_in_any_of_its_forms(tmp_path: Path) -> None:
    home = Home(tmp_path)
    theory = home.record.said(BRUNO, "I had a theory like that and it fell off the wall.")
    assert [each.id for each in (await find(tmp_path, "Which theories were there?", None)).quotes] == [theory]
    assert [each.id for each in (await find(tmp_path, "What about bridges?", None)).quotes] == [home.said[BRUNO]]


@pytest.mark.parametrize("question", ["xyzzy?", "?", "who is it", "drop table events; --'"])
async def test_a_question_that_nothing_answers(tmp_path: Path, question: str) -> None:
    Home(tmp_path)
    found = await find(tmp_path, question, able(reads))
    assert (found.answer, list(found.quotes)) == ("", [])
    assert shown(found, tmp_path) == "Nothing in the record has to do with that."


async def test_the_model_words_it_and_what_it_leans_on_comes_first(tmp_path: Path) -> None:
    Home(tmp_path)
    reach = able(json.dumps({"answer": "Ada doesn't say.", "lines": [2, 2, 9, "x"]}))
    found = await find(tmp_path, "What of Ada, the boiler, Bruno and the bridge?", reach)
    assert found.answer == "Ada doesn't say."
    assert {each.name for each in found.quotes} == {"Ada", "Bruno"}
    question = reach.model.asked[0].messages[-1]["content"]  # pyright: ignore[reportAttributeAccessIssue]
    assert found.quotes[0].text in next(each for each in question.splitlines() if each.startswith("[2]"))


@pytest.mark.parametrize(
    "answer",
    [
        'He said "the keys lie in the well".', "It is world-999 that tells.", "Error: 503", "", "nothing",
        "Look at agents-12 and \u201cthe third bridge is mine\u201d.",
    ],
)  # fmt: skip
async def test_an_answer_that_makes_something_up_is_left_out(tmp_path: Path, answer: str) -> None:
    Home(tmp_path)
    told: Any = json.dumps({"answer": answer, "lines": [1]})
    found = await find(tmp_path, KEYS, able(told))
    assert found.answer == ""
    assert [each.text for each in found.quotes] == [SAID[BRUNO]]


def test_what_was_said_may_be_quoted() -> None:
    quotes = [Quote("world-7", "Ada", "The boiler  sang all night.", None, "room 1")]
    assert holds('World-7 has it: "the boiler sang", she said (world-7).', quotes)
    assert not holds('"the boiler broke"', quotes)


async def test_no_question_and_no_record(tmp_path: Path) -> None:
    with pytest.raises(StartError, match="no question"):
        await find(tmp_path, " \n", None)
    with pytest.raises(RecordError, match="found no record"):
        await find(tmp_path, KEYS, None)
