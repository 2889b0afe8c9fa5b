"""The night's notes with a model that answers anything: what can't be a memory never stands in a note."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.digest import Day, Met
from agents.memory.note import LONGEST, safe
from agents.model import Failure
from agents.notes import A_TEXT, KEPT_DAYS, _fields, day_note, person_note, place_notes
from agents.wayfinding import Neighbour
from tests.agents.fakes import NOON, TOWN, FakeModel, mind, session
from tests.base.strategies import QUICK

NIGHT = date(2026, 3, 7)
FACTS = {"What was said": '- Sat 07 Mar: Mira: "Where is my lamp?"; Ada: "I mend it."'}
FIELDS = ("said", "think", "between", "promised", "happened", "open")
HTML = "<!DOCTYPE html><html><body>502 Bad Gateway</body></html>"
ERRORS = [
    "Error: rate limit reached", '{"error": {"message": "boom"}}', "Internal Server Error", "502 Bad Gateway",
    "HTTP/1.1 503 Service Unavailable", "429: Too Many Requests", "Traceback (most recent call last):", HTML,
    "<p>nginx</p>", "I'm sorry, but I can't help with that.", "I am sorry, I can’t.", "As an AI language model, no.",
    "Request timed out", "upstream connect error", "Error 500",
]  # fmt: skip
NONSENSE = ["", " \n", "{", '{"said": "Mira ca', "[]", "null", "3", '"said"', "[" * 3999, '{"a":' * 700, "x" * 99_999, "```json", "{}", "\x00", "9" * 3999]  # fmt: skip
VALUES = [None, 3, True, ["said"], {"said": "x"}, "", "  ", "nothing", "Nothing.", "N/A", "None", "...", "-", "null"]


def met(**fields: Any) -> Met:
    return Met(2, "Mira", NOON, True, ['Mira: "Where is my lamp?"', 'Ada: "I mend it."'], 1, **fields)


async def noted(folder: Path, answer: Any, *, full: bool = True, before: dict[str, str] | None = None) -> dict[str, str]:  # fmt: skip
    """Return the sections of the note on Mira and, with ``full``, of the day's."""
    who, past = mind(folder, FakeModel(answer)), session(folder)
    person = await person_note(who, past, met(), NIGHT, before or {}, full=full)
    day = await day_note(who, past, Day({2: met()}, {"inn": 1}), NIGHT, {2: "[[mira-p2|Mira]]"}, full=full)
    past.close()
    assert (person.id, person.kind, person.name, day.id) == ("p2", "person", "Mira", "2026-03-07")
    assert day.sections["The day"] == "Talked with [[mira-p2|Mira]] (2 lines). Was at 1 places."
    return {**person.sections, **{key: text for key, text in day.sections.items() if key != "The day"}}


@pytest.mark.parametrize("answer", [*NONSENSE, *ERRORS, Failure("busy", "429"), Failure("malformed", HTML)])
@pytest.mark.parametrize("full", [True, False])
async def test_then_the_facts_stand_alone(tmp_path: Path, answer: Any, full: bool) -> None:
    assert await noted(tmp_path, answer, full=full) == FACTS


@pytest.mark.parametrize("value", [*VALUES, *ERRORS])
async def test_an_error_or_nothing_in_a_field_is_left_out(tmp_path: Path, value: Any) -> None:
    assert await noted(tmp_path, json.dumps(dict.fromkeys(FIELDS, value))) == FACTS


async def test_what_was_noted_by_day_stands_beside_what_the_night_notes(tmp_path: Path) -> None:
    said = ["Her brother is called Jonas.", "The key is under the mat.", "We spoke."]
    who = mind(tmp_path, FakeModel(*(json.dumps({"said": each}) for each in said)))
    past, before = session(tmp_path), dict[str, str]()
    for by_day in (True, True, False):
        before = dict((await person_note(who, past, met(), NIGHT, before, full=True, by_day=by_day)).sections)
    past.close()
    assert before["What was said"].splitlines() == [
        "- Sat 07 Mar, earlier: Her brother is called Jonas. The key is under the mat.",
        "- Sat 07 Mar: We spoke.",
    ]


@pytest.mark.parametrize(("answer", "stands"), [("", None), ("Done.", ""), ("to mend it", "to mend it")])
async def test_a_promise_stands_until_it_is_kept(tmp_path: Path, answer: str, stands: str | None) -> None:
    found = await noted(tmp_path, json.dumps({"said": "We spoke.", "promised": answer}))
    assert found.get("What I promised") == stands


INSIDE = [
    "I asked Mira and got Internal Server Error.", "She said: HTTP 503.", "The answer was 429: too many requests, again.",
    "We met; then (502 Bad Gateway) nothing.", "A talk that ended in a JSONDecodeError.", "Error code: 500 was all I heard.",
    "She told me the rate limit was reached.", "The connection timed out before she could answer.", "It said connection refused.",
    "Traceback (most recent call last): File", "The context length exceeded what she could hold.", "She is a large language model.",
    "I met Mira. I, an AI language model, liked her.", "Model 'x' not found, Mira says.", "CUDA error: out of memory.", "It was an invalid_request_error.",
]  # fmt: skip
TOLD = [
    "There was an error at the works.", "Mira made an error of 500 crowns in the books.", "The tram service was unavailable all day.",
    "She has too many requests for lamps.", "The gateway to the yard is in a bad state.", "Her connection to the count was refused.",
    "She sees an exception in me.", "The model of the ship was not found again.", "We lost the connection at the river.",
    "Mira says the limit of her patience is reached.", "House 404 stands empty.", "She ran out of memory, poor soul.",
    "The clock timed the runners out of town.", "She said the language of models and lamps is hers.", "Error upon error in the ledger.",
    "Exceptionally kind, and late.", "Errors are human, Mira says.", "She said the code 451 opens the gate.",
]  # fmt: skip


@pytest.mark.parametrize("text", INSIDE)
async def test_an_endpoints_words_inside_a_sentence_are_left_out(tmp_path: Path, text: str) -> None:
    answer = {"said": "We spoke of her lamp.", "think": text, "happened": text}
    assert await noted(tmp_path, json.dumps(answer)) == {"What was said": "- Sat 07 Mar: We spoke of her lamp."}


@pytest.mark.parametrize("text", TOLD)
async def test_who_tells_of_an_error_is_believed(tmp_path: Path, text: str) -> None:
    assert (await noted(tmp_path, json.dumps({"think": f"Well. {text}"})))["What I think"] == f"Well. {text}"


async def test_one_bad_field_leaves_the_others(tmp_path: Path) -> None:
    answer = {"said": "We spoke  of\nher lamp.", "think": HTML, "between": "A lamp.", "promised": 7, "other": "x"}
    assert await noted(tmp_path, json.dumps(answer)) == {
        "What was said": "- Sat 07 Mar: We spoke of her lamp.", "Between us": "A lamp.",
    }  # fmt: skip


async def test_a_whole_answer(tmp_path: Path) -> None:
    sections = await noted(tmp_path, json.dumps({each: f"About {each}." for each in FIELDS}))
    assert sections == {
        "What was said": "- Sat 07 Mar: About said.", "What I think": "About think.", "Between us": "About between.",
        "What I promised": "About promised.", "What happened": "About happened.", "Open": "About open.",
    }  # fmt: skip


async def test_a_field_without_end_is_cut_and_the_newest_day_stays(tmp_path: Path) -> None:
    before = {"What was said": "\n".join(f"- Fri {each:02} Feb: {'talk ' * 88}" for each in range(12))}
    sections = await noted(tmp_path, json.dumps({"said": "word " * 700}), before=before)
    lines = sections["What was said"].splitlines()
    assert len(lines) == KEPT_DAYS and lines[-1].startswith("- Sat 07 Mar: word")
    assert len(sections["What was said"]) < LONGEST and lines[-1] in safe(sections["What was said"], set())


async def test_a_night_that_is_gone_over_again_writes_its_line_once(tmp_path: Path) -> None:
    before = {"What was said": "- Fri 06 Mar: old.\n- Sat 07 Mar: first try.\nby hand"}
    sections = await noted(tmp_path, "{}", before=before)
    assert sections["What was said"] == f"- Fri 06 Mar: old.\nby hand\n{FACTS['What was said']}"


@pytest.mark.parametrize(
    ("goes_on", "thinks"),
    [
        ("an old friend who mends lamps.", "Mira is an old friend who mends lamps."), ("here.", ""), ("", ""),
        ("a user of the website.", ""), ("<b>bold</b> and [very] brave.", ""), ("an internal server error, sadly.", ""),
    ],
)  # fmt: skip
async def test_a_small_models_one_sentence(tmp_path: Path, goes_on: str, thinks: str) -> None:
    assert (await noted(tmp_path, goes_on, full=False)).get("What I think", "") == thinks


async def test_what_is_asked_holds_the_words_and_the_note_and_no_more(tmp_path: Path) -> None:
    model = FakeModel("{}")
    long = met()
    long.lines = [f'Mira: "{each}"' for each in range(40)]
    await person_note(mind(tmp_path, model), session(tmp_path), long, NIGHT, {"Open": "{x} " * 900}, full=True)
    (asked,) = model.asked
    text = asked.messages[-1]["content"]
    assert asked.schema and '"39"' in text and '"27"' not in text and "{x}" in text and len(text) < 2500


async def test_nicknames_come_from_the_town(tmp_path: Path) -> None:
    who = mind(tmp_path, FakeModel("{}"))
    who.town = TOWN.model_copy(update={"people": {"Mira": Neighbour(role="the nurse", place="inn", aliases=["", "Mi"])}})  # fmt: skip
    assert (await person_note(who, session(tmp_path), met(), NIGHT, {}, full=True)).aliases == ("the nurse", "Mi")


def test_places(tmp_path: Path) -> None:
    day = Day({2: met(), 3: Met(3, "Tom", NOON)}, {"inn": 2, "gone": 1, "square": 1})
    known = {"inn": {"Seen there": "\n".join([*(f"- Fri {each:02} Feb: once" for each in range(9)), "- Sat 07 Mar: x"])}}  # fmt: skip
    inn, square = place_notes(mind(tmp_path, FakeModel("")), day, NIGHT, known)
    assert inn.sections["Seen there"].splitlines()[-2:] == [
        "- Fri 08 Feb: once", "- Sat 07 Mar: 2 times; that day I talked with Mira.",
    ]  # fmt: skip
    assert len(inn.sections["Seen there"].splitlines()) == KEPT_DAYS and square.id == "square"


JSONS = st.recursive(st.none() | st.booleans() | st.floats() | st.text(max_size=20), lambda each: st.lists(each, max_size=3) | st.dictionaries(st.sampled_from(FIELDS), each, max_size=4), max_leaves=8)  # fmt: skip


@QUICK
@given(st.one_of(st.text(max_size=80), JSONS.map(json.dumps)))
def test_any_answer_gives_short_texts_or_nothing(answer: str) -> None:
    for text in _fields(answer).values():
        assert 0 < len(text) <= A_TEXT and "\n" not in text
