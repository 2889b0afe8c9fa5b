"""Settings: the environment wins, and every mistake is named with its place and its mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from gothmud import config
from gothmud.errors import ConfigError


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    for name in [each for each in os.environ if each.startswith("GOTHMUD_")]:
        monkeypatch.delenv(name)


def written(home: Path, text: str) -> Path:
    (home / config.FILE_NAME).write_text(text, encoding="utf-8")
    return home


def refused(home: Path, text: str) -> str:
    with pytest.raises(ConfigError) as caught:
        config.load(written(home, text))
    return str(caught.value)


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    settings = config.load(tmp_path)
    assert (settings.city.port, settings.model.freedom, settings.minds.always) == (4000, "auto", False)


def test_the_file_is_read_and_the_environment_wins_field_by_field(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOTHMUD_CITY__PORT", "5000")
    settings = config.load(
        written(tmp_path, '[city]\nport = 6000\nname = "other"\n[model]\nendpoint = "http://x/v1/"\n')
    )
    assert (settings.city.port, settings.city.name, settings.model.endpoint) == (5000, "other", "http://x/v1")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("[city]\nprot = 4000\n", ["'city.prot' is no setting", "did you mean 'city.port'?"]),
        ("[citty]\nport = 4000\n", ["'citty' is no setting", "did you mean 'city'?"]),
        ('[model]\nendpont = "http://x"\n', ["'model.endpont' is no setting", "did you mean 'model.endpoint'?"]),
        ('[city]\nport = "four"\n', ["city.port: found 'four'", "integer"]),
        ("[city]\nport = 80\n", ["city.port: found 80", "1024"]),
        ("city = 3\n", ["city: found 3", "dictionary"]),
        ('[model]\nendpoint = "ftp://x"\n', ["model.endpoint: found 'ftp://x'", "http://"]),
        ('[news]\nfeeds = ["file:///x"]\n', ["news.feeds: found ['file:///x']", "http://"]),
        ("[place]\nlatitude = 53\n", ["place: found {'latitude': 53}", "both of place.latitude and place.longitude"]),
        ('[model]\nfreedom = "some"\n', ["model.freedom: found 'some'", "'narrow'"]),
        ("[city]\nspeed = nan\n", ["city.speed: found nan"]),
        ("[city\nport = 1\n", ["can't be read as TOML", "line 1"]),
    ],
)
def test_a_mistake_is_named_with_file_field_and_what_was_found(tmp_path: Path, text: str, parts: list[str]) -> None:
    message = refused(tmp_path, text)
    assert message.startswith(str(tmp_path / "gothmud.toml"))
    assert [part for part in parts if part not in message] == [], message


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    message = refused(tmp_path, '[city]\nport = "x"\nnmae = "y"\n[model]\ntimeout = 0\n')
    assert len(message.splitlines()) == 3


def test_a_file_that_is_no_utf8_and_a_folder_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "gothmud.toml").write_bytes(b"[city]\nname = '\xff'\n")
    with pytest.raises(ConfigError, match="can't be read as TOML"):
        config.load(tmp_path)
    (tmp_path / "gothmud.toml").unlink()
    (tmp_path / "gothmud.toml").mkdir()
    with pytest.raises(ConfigError, match="can't be read"):
        config.load(tmp_path)


def test_a_variable_for_a_whole_section_that_is_no_json_is_a_config_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOTHMUD_CITY", "gothmud")
    with pytest.raises(ConfigError, match=r"(?i)city"):
        config.load(tmp_path)


def test_a_mistake_in_a_variable_is_not_blamed_on_a_file_that_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOTHMUD_CITY__PORT", "four")
    with pytest.raises(ConfigError, match=r"city.port: found 'four'") as caught:
        config.load(tmp_path)
    assert "GOTHMUD_CITY__PORT" in str(caught.value)


def test_settings_are_frozen(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="frozen"):
        config.load(tmp_path).city.port = 5  # pyright: ignore[reportAttributeAccessIssue]


def test_home_is_where_the_variable_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOTHMUD_HOME", str(tmp_path / "a" / ".." / "b"))
    assert config.home_dir() == tmp_path / "b"
    monkeypatch.delenv("GOTHMUD_HOME")
    assert config.home_dir().name == "gothmud"


def test_every_field_is_listed_and_described() -> None:
    fields = config.known_fields()
    assert ("city", "port") in fields and ("minds", "always") in fields
    sections = {
        "city": config.City, "place": config.Place, "weather": config.Weather, "news": config.News, "outside": config.Outside, "model": config.Model, "minds": config.Minds, "floor": config.Manners, "channel": config.ChannelManners, "post": config.Post,
        "budget": config.Budget, "ledger": config.Ledger, "photos": config.Photos, "audit": config.Audit, "tower": config.Tower, "reader": config.Reader,
    }  # fmt: skip
    assert [pair for pair in fields if not sections[pair[0]].model_fields[pair[1]].description] == []
    assert set(config.Settings.model_fields) == set(sections)


def test_ports_follow_from_the_base() -> None:
    ports = config.Ports.from_base(4000)
    assert list(ports.model_dump().values()) == list(range(4000, 4007))
    assert (ports.telnet, ports.web, ports.websocket) == (4000, 4001, 4002)
