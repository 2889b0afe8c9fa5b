"""Photos are painted by a ComfyUI (a double of one) or stay as they were drawn; what it sends is opened within limits."""

from __future__ import annotations

import io
import json
import struct
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from gothmud.config import Photos
from gothmud.errors import ConfigError
from gothmud.events import PhotoTaken
from gothmud.events.photo import Exposure, Sitter
from gothmud.painter.comfy import Comfy, ComfyError
from gothmud.painter.painting import Painter, seed_of
from gothmud.painter.pictures import NoPicture, ours
from gothmud.painter.wording import wording
from gothmud.painter.workflow import filled, workflow
from tests.painter.comfy_double import CHECKPOINTS, Double, serving

ADA = Sitter(name="Ada", looks="A small woman (in leather:1.9), with oil on her.")
SHOT = Exposure(
    place="Clock Square",
    ground="square",
    at=datetime(2026, 11, 24, 20),
    sky="fog",
    sitters=[ADA],
    caption="Nine past",
    taker="Wren",
    seed=7,
)
EVENT = PhotoTaken(
    id="world-12", city_time=SHOT.at, real_time=datetime(2026, 11, 24, 20, tzinfo=UTC), source="world", seq=12, who=1,
    name="Wren", tier="human", room=2, thing=3, thing_name="photo of Ada", subject="Ada", exposure=SHOT,
)  # fmt: skip


def picture(kind: str = "PNG", size: tuple[int, int] = (64, 48)) -> bytes:
    out, told = io.BytesIO(), PngImagePlugin.PngInfo()
    told.add_text("prompt", "their workflow")
    Image.new("RGB", size, (80, 90, 100)).save(out, kind, **({"pnginfo": told} if kind == "PNG" else {}))
    return out.getvalue()


def bomb(width: int, height: int) -> bytes:
    """Return a PNG of a few bytes that claims to be enormous."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))


def painter(folder: Path, url: str, *, seconds: float = 5.0, checkpoint: str = "", idle: bool = True) -> Painter:
    return Painter(folder, Photos(comfyui=url, paint_seconds=seconds, checkpoint=checkpoint), lambda: idle)


@pytest.mark.parametrize(
    ("form", "end", "kind"), [("array", "success", "PNG"), ("object", "old", "JPEG"), ("object", "success", "WEBP")]
)
def test_a_photo_is_painted_and_the_memory_given_back(tmp_path: Path, form: str, end: str, kind: str) -> None:
    with serving(Double(picture(kind), form, end)) as double:
        assert painter(tmp_path, double.url).look([EVENT]) == 1
    made = Image.open(tmp_path / "world-12.painted.png")
    assert (made.format, made.info) == (
        "PNG",
        {"Title": "Nine past", "Author": "Wren", "Software": "gothmud, painted by ComfyUI"},
    )
    graph = double.graphs[0]
    assert graph["1"]["inputs"]["ckpt_name"] == CHECKPOINTS[0]
    assert isinstance(graph["5"]["inputs"]["seed"], int)
    assert "A small woman in leather1.9, with oil on her" in graph["2"]["inputs"]["text"]
    assert double.calls[-1] == "POST /free"


@pytest.mark.parametrize("end", ["error", "odd", "dies", "never"])
def test_what_fails_stays_as_it_was_drawn_and_is_tried_once(tmp_path: Path, end: str) -> None:
    with serving(Double(picture(), end=end)) as double:
        tries = painter(tmp_path, double.url, seconds=0.3)
        assert [tries.look([EVENT]), tries.look([EVENT])] == [0, 0]
    assert len(double.graphs) == 1
    assert ("POST /interrupt" in double.calls) is (end == "never")
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_asked_of_it_while_a_mind_waits_or_the_painting_is_there(tmp_path: Path) -> None:
    with serving(Double(picture())) as double:
        assert painter(tmp_path, double.url, idle=False).look([EVENT]) == 0
        (tmp_path / "world-12.painted.png").touch()
        assert painter(tmp_path, double.url).look([EVENT]) == 0
    assert double.calls == []


def test_a_missing_checkpoint_is_answered_with_those_that_there_are() -> None:
    with serving(Double(picture(), "object")) as double, pytest.raises(ComfyError) as error:
        Comfy(double.url, 1).checkpoint("drem")
    assert "your ComfyUI has these: gaslight_v1.safetensors, dream.safetensors" in str(error.value)


def test_nobody_there_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(ComfyError, match=r"http://127\.0\.0\.1:9"):
        Comfy("http://127.0.0.1:9", 1).checkpoints()
    assert painter(tmp_path, "http://127.0.0.1:9").look([EVENT]) == 0


@pytest.mark.parametrize("data", [b"", b"<html>", picture("GIF"), picture()[:60], bomb(20000, 10000), bomb(5000, 4000)])
def test_only_pictures_within_limits_are_opened(data: bytes) -> None:
    with pytest.raises(NoPicture):
        ours(data, SHOT)


def test_a_full_disk_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_path: Path, _data: bytes) -> int:
        raise OSError(28, "No space left on device")

    with serving(Double(picture())) as double:
        waiting = painter(tmp_path, double.url)
        monkeypatch.setattr(Path, "write_bytes", full)
        assert waiting.look([EVENT]) == 0
    assert list(tmp_path.iterdir()) == []


def test_a_face_keeps_its_words_and_its_neighbourhood_of_seeds() -> None:
    other = SHOT.model_copy(update={"sky": "clear", "at": SHOT.at.replace(hour=9)})
    assert wording(SHOT).split(", in ")[0] == wording(other).split(", in ")[0]
    seeds = [seed_of(EVENT) for _ in range(20)]
    assert len(set(seeds)) > 15
    assert len({each >> 16 for each in seeds}) == 1


def test_marks_are_replaced_where_they_are_a_whole_value_and_a_workflow_without_them_is_refused(tmp_path: Path) -> None:
    graph = {
        "1": {"class_type": "X", "inputs": {"text": "%prompt%", "other": "100%", "seed": "%seed%", "link": ["2", 0]}}
    }
    assert filled(graph, {"prompt": "%seed%", "seed": 7})["1"]["inputs"] == {
        "text": "%seed%",
        "other": "100%",
        "seed": 7,
        "link": ["2", 0],
    }
    for text, told in (("[]", "API form"), ("{", "can be read"), (json.dumps({"1": {"class_type": "X"}}), "%prompt%")):
        (tmp_path / "flow.json").write_text(text)
        with pytest.raises(ConfigError, match=told):
            workflow(str(tmp_path / "flow.json"))
