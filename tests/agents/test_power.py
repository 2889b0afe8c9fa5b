"""Electricity meters: what they counted since the last look, over their end too; none of another machine's."""

from __future__ import annotations

from pathlib import Path

from agents.power import Meter, meters, read


def processor(folder: Path, name: str, microjoules: int, largest: int = 10_000_000) -> Path:
    package = folder / name
    package.mkdir(parents=True, exist_ok=True)
    (package / "max_energy_range_uj").write_text(f"{largest}\n")
    (package / "energy_uj").write_text(f"{microjoules}\n")
    return package


def test_a_counter_is_read_from_where_it_stood_and_over_its_end(tmp_path: Path) -> None:
    processor(tmp_path, "intel-rapl:0", 9_000_000)
    (meter,) = [each for each in meters("http://127.0.0.1:8080/v1", tmp_path) if each.name == "rapl"]
    processor(tmp_path, "intel-rapl:0", 9_500_000)
    assert meter.since()[0] == 0.5
    processor(tmp_path, "intel-rapl:0", 500_000)
    joules, seconds = meter.since()
    assert joules == 1.0 and seconds >= 0


def test_each_package_counts_once_and_what_cannot_be_read_is_no_meter(tmp_path: Path) -> None:
    processor(tmp_path, "intel-rapl:0", 1)
    processor(tmp_path, "intel-rapl:0:0", 1)
    processor(tmp_path, "intel-rapl:1", 1)
    (processor(tmp_path, "intel-rapl:2", 1) / "energy_uj").write_text("secret")
    assert len([each for each in meters("http://localhost:1/v1", tmp_path) if each.name == "rapl"]) == 2


def test_another_machine_is_not_measured_by_ours(tmp_path: Path) -> None:
    processor(tmp_path, "intel-rapl:0", 1)
    assert meters("https://models.example/v1", tmp_path) == []


def test_a_meter_that_fails_later_says_nothing(tmp_path: Path) -> None:
    package = processor(tmp_path, "intel-rapl:0", 1)
    meter = Meter("rapl", lambda: float((package / "energy_uj").read_text()))
    meter.start()
    (package / "energy_uj").unlink()
    assert read(meter) is None
