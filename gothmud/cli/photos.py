"""``gothmud photos``: list what was taken, export the pictures, thin the folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from gothmud.cli.options import Home, Json, chosen
from gothmud.errors import ConfigError, nearest
from gothmud.events import PhotoTaken
from gothmud.replay.days import events_of
from world.photos.album import album, best_path, drop, picture_path
from world.photos.drawing import drawn
from world.photos.thinning import thinned
from world.photos.words import told


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help="The photos of the city.", no_args_is_help=True)
    group.command("list")(listed)
    group.command()(export)
    group.command()(thin)
    app.add_typer(group, name="photos")


def listed(home: Home = "", as_json: Json = False, last: Annotated[int, typer.Option(help="How many.")] = 20) -> None:
    """List the newest photos: who, where, when, what is on them."""
    folder, _ = chosen(home)
    found = _taken(folder)[-last:]
    if as_json:
        print(json.dumps([each.model_dump(mode="json") for each in found]))
        return
    print("\n".join(f"{each.id}: {told(each.exposure)}" for each in found) or f"no photo in {folder / 'record'}")


def _taken(folder: Path) -> list[PhotoTaken]:
    """Return the photos of a home's record, of sealed days too, the oldest first."""
    return [each for each in events_of(folder / "record", "world", {"photo"}) if isinstance(each, PhotoTaken)]


def export(
    to: Annotated[Path, typer.Argument(help="Folder to write into.")],
    photo: Annotated[str, typer.Argument(help="A photo's event, such as world-12; empty for all.")] = "",
    home: Home = "",
) -> None:
    """Write pictures into a folder; one whose file is gone is drawn again from the record."""
    folder, _ = chosen(home)
    found = {each.id: each for each in _taken(folder)}
    if photo and photo not in found:
        raise ConfigError(f"photo '{photo}': no such photo in {folder / 'record'}{nearest(photo, found)}")
    to.mkdir(parents=True, exist_ok=True)
    for name in [photo] if photo else found:
        kept = best_path(folder / "photos", name)
        picture_path(to, name).write_bytes(kept.read_bytes() if kept else drawn(found[name].exposure))
    print(f"{1 if photo else len(found):,} photos in {to}")


def thin(home: Home = "") -> None:
    """Throw picture files out that are more than the settings allow; nothing is lost, for they are drawn again."""
    folder, settings = chosen(home)
    photos, rules = folder / "photos", settings.photos
    gone = thinned(album(photos), 2 * rules.prints, rules.megabytes * 1_000_000)
    drop(photos, gone)
    print(f"{len(gone):,} of {len(gone) + len(album(photos)):,} pictures were thrown out")
