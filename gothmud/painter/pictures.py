"""Pictures that came from elsewhere: opened within limits, made ours."""

from __future__ import annotations

import io
import warnings

from PIL import Image, PngImagePlugin, UnidentifiedImageError

from gothmud.events.photo import Exposure

FORMATS = ("PNG", "JPEG", "WEBP")
MOST_BYTES = 20_000_000
MOST_PIXELS = 16_000_000
LONGEST_SIDE = 1024


class NoPicture(ValueError):
    """What came is no picture that we open; ``str()`` says why."""


def ours(data: bytes, shot: Exposure) -> bytes:
    """Return a picture as a PNG of ours: no larger than we show, all metadata but our own stripped.

    Raises NoPicture for what is too large, of another format, or broken.
    """
    picture = _opened(data)
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    told = PngImagePlugin.PngInfo()
    told.add_itxt("Title", shot.caption)
    told.add_itxt("Author", shot.taker)
    told.add_text("Software", "gothmud, painted by ComfyUI")
    clean, out = Image.new("RGB", picture.size), io.BytesIO()
    clean.paste(picture)
    clean.save(out, "PNG", pnginfo=told)
    return out.getvalue()


def _opened(data: bytes) -> Image.Image:
    if len(data) > MOST_BYTES:
        raise NoPicture(f"a file of {len(data):,} bytes; at most {MOST_BYTES:,} are opened")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore", Image.DecompressionBombWarning
            )  # the size is looked at here, before a pixel is read
            picture = Image.open(io.BytesIO(data), formats=FORMATS)
        if picture.width * picture.height > MOST_PIXELS:
            raise NoPicture(f"{picture.width} x {picture.height} pixels; at most {MOST_PIXELS:,} are opened")
        return picture.convert("RGB")
    except (UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise NoPicture(f"no PNG, JPEG or WebP within the limits: {type(error).__name__}") from None
    except (OSError, SyntaxError, ValueError) as error:
        if isinstance(error, NoPicture):
            raise
        raise NoPicture(f"a broken picture: {error}") from None
