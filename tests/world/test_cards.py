"""Character cards: who is on one becomes a person of a city; what is no card is one line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gothmud.errors import CityError
from gothmud.persona import Persona
from tests.world.cards import CARD, packed, png
from tests.world.cities import write
from world.cards import MOST, person_of, read_card
from world.load import load_city
from world.moving import file_of, id_of, take_in


def imported(path: Path) -> Persona:
    return person_of(read_card(path), "seraphina", "inn", "agent", "a guest")


@pytest.fixture
def as_json(tmp_path: Path) -> Path:
    path = tmp_path / "card.json"
    path.write_text(json.dumps(CARD))
    return path


def test_a_card_becomes_a_person(as_json: Path) -> None:
    person = imported(as_json)
    assert (person.name, person.home, person.looks) == (
        "Seraphina",
        "inn",
        "Seraphina guards a forest, with pink hair.",
    )
    assert person.prose.startswith("You are Seraphina.")
    assert "{{" not in file_of(person) and "heals the stranger" in person.prose
    assert person.sample == ["Good morning, dear one. You slept well.", "The forest is my home, you know."]
    assert [(each.called, each.aliases, each.text) for each in person.lore] == [
        ("forest", ["Eldoria"], "Eldoria was safe once, the stranger.")
    ]


@pytest.mark.parametrize(("chunk", "spec"), [("chara", "chara_card_v2"), ("ccv3", "chara_card_v3")])
def test_a_picture_holds_the_same_person(as_json: Path, tmp_path: Path, chunk: str, spec: str) -> None:
    assert imported(png(tmp_path / "card.png", chunk, packed({**CARD, "spec": spec}))) == imported(as_json)


def test_the_person_moves_into_a_city_and_is_read_back_as_they_were(as_json: Path, tmp_path: Path) -> None:
    folder, person = write(tmp_path / "city"), imported(as_json)
    take_in(folder, person)
    assert person in load_city(folder).cast
    with pytest.raises(CityError, match="somebody has this id already"):
        take_in(folder, person)


def test_who_has_no_home_stays_outside(as_json: Path, tmp_path: Path) -> None:
    folder = write(tmp_path / "city")
    with pytest.raises(CityError, match=r"home 'in' is no room; did you mean 'inn'?"):
        take_in(folder, imported(as_json).model_copy(update={"home": "in"}))
    assert not (folder / "cast" / "seraphina.md").exists()


def test_a_card_beyond_all_measure_is_cut_to_what_a_person_may_have(tmp_path: Path) -> None:
    data = {
        **CARD["data"],
        "name": "N" * 500,
        "description": "Long. \x1b[31m|r" * 20_000,
        "first_mes": '"' + "x" * 9000 + '"',
    }
    data["character_book"] = {"entries": [{"keys": ["k" * 90] * 30, "content": "Text. " * 300, "enabled": True}] * 200}
    path = tmp_path / "card.json"
    path.write_text(json.dumps({**CARD, "data": data}))
    person = imported(path)
    assert len(person.name) == 30 and len(person.prose) <= 2400 and len(person.lore) == 60
    assert "\x1b" not in person.prose and "|r" not in person.prose
    take_in(write(tmp_path / "city"), person)


NO_CARDS = [
    (b"", "no character card: neither a PNG nor JSON"),
    (b"\xff\xfe", "no character card: neither a PNG nor JSON"),
    (b"[" * 100_000, "no character card: neither a PNG nor JSON"),
    (b"[1]", "found spec 'None', expected one of chara_card_v2, chara_card_v3"),
    (b'{"spec": "chara_card_v9"}', "found spec 'chara_card_v9'"),
    (b'{"spec": "chara_card_v2"}', "no character card: data."),
    (b'{"spec": "chara_card_v2", "data": {"name": ""}}', "no character card: data.name: "),
    (b'{"spec": "chara_card_v2", "data": {"name": ["x"]}}', "no character card: data.name: "),
    (b"\x89PNG\r\n\x1a\n" + b"x" * 100, "a PNG that can't be read"),
    (b"x" * (MOST + 1), f"a card has at most {MOST:,}"),
]


@pytest.mark.parametrize(("raw", "said"), NO_CARDS, ids=[said for _, said in NO_CARDS])
def test_what_is_no_card_is_one_line(tmp_path: Path, raw: bytes, said: str) -> None:
    path = tmp_path / "card"
    path.write_bytes(raw)
    with pytest.raises(CityError) as refused:
        read_card(path)
    assert said in str(refused.value) and "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("chunk", "text", "said"),
    [("note", "hello", "a picture without a card"), ("chara", "!!!", "neither a PNG nor JSON")],
)
def test_a_picture_without_a_card_is_one_line(tmp_path: Path, chunk: str, text: str, said: str) -> None:
    with pytest.raises(CityError, match=said):
        read_card(png(tmp_path / "card.png", chunk, text))


def test_a_name_becomes_an_id() -> None:
    assert [id_of(each) for each in ("Ada", "Zoë van Dam", "R2-D2")] == ["ada", "zoe-van-dam", "r2-d2"]
    with pytest.raises(CityError, match="no id can be made of it"):
        id_of("東京")
